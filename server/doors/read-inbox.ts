import { randomUUIDv7 } from 'node:crypto'
import type { InboxMessage, InboxPage, InboxRow, inboxViews } from '../../api/inbox.ts'
import { postsWith } from '../../core/policy/pack-in-force.ts'
import { read, readAll } from '../db/transaction.ts'
import { type Organisation, postsOver } from '../directory.ts'
import type { House } from '../house.ts'
import { packOn } from '../packs-in-force.ts'
import { lookAt } from './look-at.ts'
import { type Message, messageColumns, openLook, type State } from './messages.ts'
import { type Envelope, envelopePlace, rawOf } from './store-message.ts'

export type View = (typeof inboxViews)[number]

const pageLength = 50
const statesOf: Readonly<Record<View, readonly State[]>> = {
  open: ['waiting', 'quarantine', 'unverified'],
  all: ['waiting', 'quarantine', 'unverified', 'complaint', 'statement', 'automatic', 'duplicate'],
  spam: ['spam'],
}

/** The units whose messages a person reads and decides on: those over which the person may register complaints. */
export function inboxUnits({ policies }: House, organisation: Organisation, person: string): string[] {
  const pack = packOn(policies, organisation, organisation.packs[0] ?? '', organisation.today)
  const posts = pack ? postsWith(pack, 'may-register') : []
  return [...organisation.units.keys()].filter((unit) =>
    postsOver(organisation, person, unit).some((post) => posts.includes(post)),
  )
}

type Row = {
  readonly id: string
  readonly door: string
  readonly unit_id: string
  readonly received_at: string
  readonly size: number
  readonly state: State
  readonly reason: string | null
  readonly look_box: Buffer | null
  readonly case_id: string | null
  readonly number: string | null
  readonly files: number
  readonly filed: number
}

const columns = `m.id, m.door, m.unit_id, m.received_at, m.size::float8 as size, m.state, m.reason, m.look_box, m.case_id, m.files, m.filed,
  (select c.number from case_row c where c.id = m.case_id) as number`

/** What came in, the latest first. @param after where the last page ended */
export async function readInbox(
  house: House,
  organisation: Organisation,
  person: string,
  { view, after }: { readonly view: View; readonly after?: string | undefined },
): Promise<InboxPage> {
  const units = inboxUnits(house, organisation, person)
  const text = `select ${columns} from door_message m where m.unit_id = any($1) and m.state = any($2)
      and ($3::uuid is null or (m.received_at, m.id) < (select l.received_at, l.id from door_message l where l.id = $3))
    order by m.received_at desc, m.id desc limit ${pageLength + 1}`
  const count = 'select count(*)::int as open from door_message where unit_id = any($1) and state = any($2)'
  const [rows, counted] = await readAll<[Row, { open: number }]>(house.pool, { person }, [
    { name: 'inbox', text, values: [units, statesOf[view], after ?? null] },
    { name: 'inbox-open', text: count, values: [units, statesOf.open] },
  ])
  const shown = rows.slice(0, pageLength).map((row) => shownRow(house, row))
  return {
    rows: shown,
    next: rows.length > pageLength ? (shown.at(-1)?.id ?? null) : null,
    open: counted[0]?.open ?? 0,
  }
}

function shownRow(house: House, row: Row): InboxRow {
  const look = openLook(house, row.id, row.look_box)
  return {
    id: row.id,
    door: row.door,
    unit: row.unit_id,
    receivedAt: row.received_at,
    size: row.size,
    state: row.state,
    reason: row.reason,
    case: row.case_id && row.number ? { id: row.case_id, number: row.number } : null,
    from: look?.from ?? null,
    name: look?.name ?? null,
    subject: look?.subject ?? '',
    text: look?.text ?? '',
    attachments: look?.attachments ?? 0,
    unfiled: row.case_id ? row.files - row.filed : 0,
  }
}

/** A message that the person may read, with its bytes; that it was read is written down. Undefined where there is none. */
export async function openMessage(
  house: House,
  organisation: Organisation,
  person: string,
  id: string,
): Promise<{ readonly row: Row & Message; readonly raw: Buffer } | undefined> {
  const text = `select ${columns}, m.epoch, m.wrapped, m.raw_box, m.envelope_box, m.tries from door_message m where m.id = $1 and m.unit_id = any($2)`
  const log = {
    text: `insert into read_log (id, at, person_id, what, case_ids) select $1, $2, $3, 'mail', case when m.case_id is null then '{}' else array[m.case_id] end
      from door_message m where m.id = $4 and m.unit_id = any($5)`,
    values: [randomUUIDv7(), house.now(), person, id, inboxUnits(house, organisation, person)],
  }
  const values = [id, inboxUnits(house, organisation, person)]
  const [rows] = await readAll<[Row & Message, object]>(house.pool, { person }, [
    { name: 'one-message', text, values },
    log,
  ])
  const [row] = rows
  return row && { row, raw: await rawOf(house, row) }
}

/** What is told of a message that cannot be read. */
const unread = { folded: '', checks: [], verdict: 'not-verified' as const, hasHtml: false, files: [] }

/** A message in full, read anew. */
export async function readMessage(
  house: House,
  organisation: Organisation,
  person: string,
  id: string,
): Promise<InboxMessage | undefined> {
  const opened = await openMessage(house, organisation, person, id)
  if (!opened) return undefined
  const { row, raw } = opened
  const looked = await lookAt(house, row.door, raw)
  const envelope = JSON.parse(house.ring.openRow(envelopePlace(row.id), row.envelope_box)) as Envelope
  const shown = { ...shownRow(house, row), envelopeFrom: envelope.from ?? null, readable: 'mail' in looked }
  if (!('mail' in looked)) return { ...shown, ...unread, to: [...envelope.to] }
  const { mail } = looked
  return {
    ...shown,
    from: mail.from ?? null,
    name: mail.fromName ?? null,
    subject: mail.subject,
    text: mail.text.slice(0, 200_000),
    folded: mail.folded.slice(0, 200_000),
    to: [...new Set([...envelope.to, ...mail.to])].slice(0, 50),
    checks: mail.checks.slice(0, 5),
    verdict: mail.verdict,
    hasHtml: mail.html !== undefined,
    attachments: mail.attachments.length,
    files: mail.attachments.map(({ name, type, bytes }, place) => ({ place, name, type, bytes })),
  }
}

/** A message on which the person may decide. */
export async function decidable(
  house: House,
  organisation: Organisation,
  person: string,
  id: string,
): Promise<Message | undefined> {
  const text = `select ${messageColumns} from door_message where id = $1 and unit_id = any($2)`
  const values = [id, inboxUnits(house, organisation, person)]
  return (await read<Message>(house.pool, { person }, { name: 'decidable', text, values }))[0]
}
