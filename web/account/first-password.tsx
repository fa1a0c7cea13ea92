import { useTranslation } from 'react-i18next'
import { Wordmark } from '../app/wordmark.tsx'
import { useTitle } from '../ui/title.ts'
import { PasswordForm } from './password-form.tsx'

/** Somebody else chose the password in use, so the person chooses an own one first. */
export default function FirstPassword({ done }: { done: () => unknown }) {
  const { t } = useTranslation()
  useTitle(t('account.title'))
  return (
    <main className="door">
      <div className="door-card">
        <header className="door-head">
          <Wordmark />
        </header>
        <h1>{t('account.first')}</h1>
        <p className="muted">{t('account.firstAbout')}</p>
        <PasswordForm done={() => void done()} />
      </div>
    </main>
  )
}
