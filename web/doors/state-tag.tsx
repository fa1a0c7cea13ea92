import { useTranslation } from 'react-i18next'
import type { InboxRow } from '../../api/inbox.ts'

/** What became of a message, and why where it became nothing. */
export function StateTag({ row: { state, reason } }: { row: Pick<InboxRow, 'state' | 'reason'> }) {
  const { t, i18n } = useTranslation()
  const known = reason && i18n.exists(`inbox.reason.${reason}`) ? t(`inbox.reason.${reason}`) : reason
  return (
    <span className="inbox-tag">
      <b className={`inbox-${state}`}>{t(`inbox.state.${state}`)}</b>
      {known && <span className="small">{known}</span>}
    </span>
  )
}
