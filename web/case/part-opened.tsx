import { useTranslation } from 'react-i18next'
import type { Receipt } from '../../api/receipt.ts'
import { Codes } from '../intake/codes.tsx'

/** What the complainant is told of the case that was split off; the query code is shown to nobody again. */
export function PartOpened({ part }: { part: NonNullable<Receipt['part']> }) {
  const { t } = useTranslation()
  return (
    <>
      <Codes {...part} />
      <p className="muted">{t('receipt.partTell')}</p>
    </>
  )
}
