import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from '../ui/empty.tsx'
import { Failed } from '../ui/failed.tsx'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <div className="page">
      <h1 className="visually-hidden">{t('notFound.title')}</h1>
      <Empty title={t('notFound.title')} hint={t('notFound.hint')} action={<Link to="/">{t('notFound.home')}</Link>} />
    </div>
  )
}

/** A screen that broke; the menu beside it still works. */
export function Broken({ error, reset }: { error: unknown; reset: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="page">
      <h1>{t('failed.title')}</h1>
      <p className="muted">{t('failed.broken')}</p>
      <Failed error={error} retry={reset} />
    </div>
  )
}
