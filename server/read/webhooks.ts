import type { FailingMessage, WebhookLine } from '../../api/webhooks.ts'
import { asSystem, read } from '../db/transaction.ts'
import type { Organisation } from '../directory.ts'
import type { House } from '../house.ts'
import { urlPlace } from '../webhooks/places.ts'

type Row = {
  readonly id: string
  readonly url_box: Buffer
  readonly delivered: string | null
  readonly waiting: number
  readonly failing: number
}

/** The systems that are told, with how their messages fare. */
export async function readWebhooks({ pool, ring }: House, { webhooks }: Organisation): Promise<WebhookLine[]> {
  const text = `select w.id, w.url_box, max(m.delivered_at) as delivered,
      count(m.id) filter (where m.delivered_at is null and m.given_up_at is null)::int as waiting,
      count(m.id) filter (where m.delivered_at is null and m.given_up_at is null and m.outcome is not null)::int as failing
    from webhook w left join webhook_message m on m.webhook_id = w.id where w.id = any($1::uuid[]) group by w.id`
  const rows = await read<Row>(pool, asSystem, { text, values: [webhooks.map(({ id }) => id)] })
  const byId = new Map(rows.map((row) => [row.id, row]))
  return webhooks.flatMap(({ id, name, events }) => {
    const row = byId.get(id)
    if (!row) return []
    const { origin: host } = new URL(ring.openRow(urlPlace(id), row.url_box))
    const { delivered: deliveredAt, waiting, failing } = row
    return [{ id, name, host, events: [...events], deliveredAt, waiting, failing }]
  })
}

/** Messages that were tried and did not arrive, those that wait longest first; the complaint is not named. */
export async function readFailing({ pool }: House, { webhooks }: Organisation): Promise<FailingMessage[]> {
  const text = `select id, webhook_id as webhook, event, at, attempts, next_at as "nextAt", outcome from webhook_message
    where delivered_at is null and given_up_at is null and outcome is not null order by at limit 100`
  const names = new Map(webhooks.map(({ id, name }) => [id, name]))
  const rows = await read<FailingMessage>(pool, asSystem, { text })
  return rows.map((row) => ({ ...row, webhook: names.get(row.webhook) ?? '' }))
}

/** Tries a message at once, or gives it up. @returns false where it is not waiting */
export async function settleMessage({ pool, now }: House, id: string, how: 'again' | 'give-up'): Promise<boolean> {
  const text = `update webhook_message set next_at = case when $3 then $2::timestamptz else next_at end,
      given_up_at = case when $3 then null else $2::timestamptz end
    where id = $1 and delivered_at is null and given_up_at is null returning id`
  return (await read(pool, asSystem, { text, values: [id, now(), how === 'again'] })).length > 0
}
