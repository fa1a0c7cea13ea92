import { randomUUIDv7 } from 'node:crypto'
import type { CallView } from '../../api/calls.ts'
import type { Statement } from '../db/pool.ts'
import { asSystem, read } from '../db/transaction.ts'
import type { House } from '../house.ts'

export type CallRow = {
  readonly id: string
  readonly person_id: string
  readonly number_box: Buffer | null
  readonly summary_box: Buffer | null
  readonly recording_box: Buffer | null
  readonly begun_at: string
  readonly answered_at: string | null
  readonly ended_at: string | null
  readonly case_id: string | null
  readonly attached: boolean
}

/** A call of longer ago is not the one an agent is at. */
const currentHours = 12
/** A call that no complaint came of is forgotten after so many days. */
const keptDays = 30

const place = (id: string, column: 'number' | 'summary' | 'recording') => `call|${column}_box|${id}`

/** What a telephone system tells of a call; events may come late, twice and out of order. */
export type CallTold = {
  /** The system's own name of the call. */
  readonly call: string
  readonly person: string
  readonly at: string
  readonly event: 'begun' | 'answered' | 'ended' | 'recorded'
  readonly number?: string | undefined
  readonly recording?: string | undefined
}

/** Writes down what was told. @returns the id of the call, and whether it was not known before */
export async function noteCall(house: House, told: CallTold): Promise<{ readonly id: string; readonly news: boolean }> {
  const { pool, ring } = house
  const digest = ring.digest('call', told.call)
  const [known] = await read<{ id: string }>(pool, asSystem, {
    text: 'select id from call where ref_digest = $1',
    values: [digest],
  })
  const id = known?.id ?? randomUUIDv7()
  const boxed = (column: 'number' | 'recording', value: string | undefined) =>
    value === undefined ? null : ring.sealRow(place(id, column), value)
  const text = `insert into call as c (id, ref_digest, person_id, number_box, recording_box, begun_at, answered_at, ended_at)
    values ($1, $2, $3, $4, $5, $6, case when $7 = 'answered' then $6::timestamptz end, case when $7 = 'ended' then $6::timestamptz end)
    on conflict (ref_digest) do update set
      number_box = case when c.attached then null else coalesce(c.number_box, excluded.number_box) end,
      recording_box = coalesce(c.recording_box, excluded.recording_box),
      begun_at = least(c.begun_at, excluded.begun_at),
      answered_at = coalesce(c.answered_at, excluded.answered_at), ended_at = coalesce(c.ended_at, excluded.ended_at)
    returning id`
  const boxes = [boxed('number', told.number), boxed('recording', told.recording)]
  const values = [id, digest, told.person, ...boxes, told.at, told.event]
  const [stored] = await read<{ id: string }>(pool, asSystem, { name: 'note-call', text, values })
  // Two events of a new call that came together: the boxes of the later one belong to an id that nobody has.
  if (stored && stored.id !== id) return noteCall(house, told)
  return { id, news: known === undefined }
}

/** The call that an agent is at, or was at last and has not put away; undefined where there is none. */
export async function currentCall(house: House, person: string): Promise<CallView | undefined> {
  const since = Temporal.Instant.from(house.now()).subtract({ hours: currentHours }).toString()
  const text = `select id, person_id, number_box, summary_box, recording_box, begun_at, answered_at, ended_at, case_id, attached
    from call where person_id = $1 and not away and not attached and begun_at > $2 order by begun_at desc limit 1`
  const [row] = await read<CallRow>(house.pool, { person }, { name: 'current-call', text, values: [person, since] })
  return row && viewOf(house, row)
}

function viewOf(house: House, row: CallRow): CallView {
  return {
    id: row.id,
    number: opened(house, row, 'number') ?? null,
    begunAt: row.begun_at,
    answeredAt: row.answered_at,
    endedAt: row.ended_at,
    caseId: row.case_id,
  }
}

/** A sealed value of a call; undefined where there is none. */
export function opened({ ring }: Pick<House, 'ring'>, row: CallRow, column: 'number' | 'summary' | 'recording') {
  const box = row[`${column}_box`]
  return box ? ring.openRow(place(row.id, column), box) : undefined
}

export type CallChange = {
  readonly summary?: string | undefined
  readonly caseId?: string | undefined
  readonly away?: boolean | undefined
}

/** What an agent says of the own call. @returns false where there is no such call, or the agent sees no such case */
export async function changeCall(house: House, person: string, id: string, change: CallChange): Promise<boolean> {
  const { summary, caseId, away } = change
  const box = summary === undefined ? null : house.ring.sealRow(place(id, 'summary'), summary)
  const text = `update call set summary_box = coalesce($3, summary_box), away = coalesce($5, away),
      case_id = coalesce(case_id, (select c.id from case_row c where c.id = $4))
    where id = $1 and person_id = $2 and not attached and ($4::uuid is null or exists (select from case_row c where c.id = $4)) returning id`
  const values = [id, person, box, caseId ?? null, away ?? null]
  return (await read(house.pool, { person }, { name: 'change-call', text, values })).length > 0
}

/** Calls whose case is known and that are over, or whose recording came later. */
export function callsToAttach({ pool }: House): Promise<CallRow[]> {
  const text = `select id, person_id, number_box, summary_box, recording_box, begun_at, answered_at, ended_at, case_id, attached
    from call where case_id is not null and (ended_at is not null and not attached or attached and recording_box is not null)
    order by ended_at limit 50`
  return read<CallRow>(pool, asSystem, { name: 'calls-to-attach', text })
}

/** To be stored with the fact that tells of the call, or not at all: what the fact holds is kept nowhere else. */
export function emptyCall(id: string): Statement {
  const text =
    'update call set attached = true, number_box = null, summary_box = null, recording_box = null where id = $1'
  return { name: 'empty-call', text, values: [id] }
}

/** Forgets calls that no complaint came of. */
export async function forgetCalls({ pool, now }: House): Promise<void> {
  const before = Temporal.Instant.from(now())
    .subtract({ hours: keptDays * 24 })
    .toString()
  const text = 'delete from call where case_id is null and begun_at < $1'
  await read(pool, asSystem, { name: 'forget-calls', text, values: [before] })
}
