import { useTranslation } from 'react-i18next'
import type { SearchHit } from '../../api/search-hit.ts'
import { Marked } from './marked.tsx'

/** Where else in the case the words stand: 诉求：…退还已经收取的费用… */
export function Snippet({ hit }: { hit: SearchHit | undefined }) {
  const { t } = useTranslation()
  if (!hit?.snippet) return null
  const { field, text, places } = hit.snippet
  return (
    <span className="snippet muted small">
      {t('search.in', { field: t(`search.field.${field}`) })}
      <Marked text={text} places={places} />
    </span>
  )
}
