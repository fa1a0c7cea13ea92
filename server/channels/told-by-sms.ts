import { randomUUID } from 'node:crypto'
import { theComplainant } from '../../core/case/parties.ts'
import type { Statement } from '../db/pool.ts'
import type { Organisation } from '../directory.ts'
import { toldBy } from '../doors/outgoing.ts'
import type { House } from '../house.ts'
import type { StreamFact } from '../trail/envelope.ts'

/**
 * Short messages that follow from facts: where somebody chose that channel, the complainant's telephone is told that there is
 * something to read. Nothing where the house sends none, or the complainant has no telephone.
 */
export function smsStatements({ now }: House, { channels }: Organisation, facts: readonly StreamFact[]): Statement[] {
  if (!channels.includes('sms')) return []
  const text = `insert into channel_message (id, channel, case_id, version, next_try_at, made_at)
    select $1, 'sms', d.case_id, $3, $4, $4 from contact_digest d where d.case_id = $2 and d.party = $5 and d.kind = 'phone'`
  return toldBy('sms', facts).map(({ streamId, version }) => {
    const values = [randomUUID(), streamId, version, now(), theComplainant]
    return { name: 'new-short-message', text, values }
  })
}
