import { randomUUIDv7 } from 'node:crypto'
import type { webhookEvents } from '../../core/organisation/state.ts'
import type { Statement } from '../db/pool.ts'
import type { Organisation } from '../directory.ts'
import type { StoredFact } from '../trail/envelope.ts'

type WebhookEvent = (typeof webhookEvents)[number]

/** Which facts are told, and as what. */
const told: Readonly<Record<string, WebhookEvent>> = {
  CaseRegistered: 'registered',
  CaseAccepted: 'accepted',
  CaseRefused: 'refused',
  CaseGraded: 'graded',
  ComplaintAnswered: 'answered',
  CaseClosed: 'closed',
  CaseReopened: 'reopened',
}

/** The messages of new facts, to be stored with them or not at all; none where nobody is told of anything. */
export function webhookMessages({ webhooks }: Organisation, number: string, facts: readonly StoredFact[]): Statement[] {
  if (webhooks.length === 0) return []
  const rows = facts.flatMap(({ type, streamId, recordedAt }) => {
    const event = told[type]
    if (!event) return []
    const wanted = webhooks.filter(({ events }) => events.includes(event))
    return wanted.map(({ id }) => ({
      id: randomUUIDv7(),
      webhook_id: id,
      case_id: streamId,
      number,
      event,
      at: recordedAt,
    }))
  })
  if (rows.length === 0) return []
  const text = `insert into webhook_message (id, webhook_id, case_id, number, event, at, next_at)
    select id, webhook_id, case_id, number, event, at, at
    from json_to_recordset($1::json) as m(id uuid, webhook_id uuid, case_id uuid, number text, event text, at timestamptz)`
  return [{ name: 'insert-messages', text, values: [JSON.stringify(rows)] }]
}
