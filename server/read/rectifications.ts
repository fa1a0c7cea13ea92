import { randomUUIDv7 } from 'node:crypto'
import type { RectificationPage, RectificationQuery, RectificationView } from '../../api/improvement.ts'
import { foldImprovement, type ImprovementContext, whyNotImprovement } from '../../core/7-improvement/command.ts'
import { acting } from '../../core/7-improvement/commands.ts'
import { passImprovementTime } from '../../core/7-improvement/deadline.ts'
import { type ImprovementState, isUnderWay, numberOf } from '../../core/7-improvement/state.ts'
import type { OfficeCalendar } from '../../core/calendar/office-calendar.ts'
import { lampOf, remaining } from '../../core/calendar/remaining.ts'
import type { Statement } from '../db/pool.ts'
import { readAll } from '../db/transaction.ts'
import type { Organisation } from '../directory.ts'
import type { House } from '../house.ts'
import { etagOf } from '../http/command-routes.ts'
import { foldImprovementFacts, pinnedByImprovement, standing } from '../improvement/handle-improvement.ts'
import type { StreamFact, ToldFact } from '../trail/envelope.ts'
import { type LockedBox, openBoxes, openData, selectStreams } from '../trail/read.ts'
import { maskData, textsMasked } from './mask.ts'
import { tellFacts } from './story.ts'

/** A rectification, and whether the reader sees its case as well. */
type RectificationRow = { id: string; sees: boolean }
type Listed = RectificationRow & { place: string; total: number }

const pageSize = 50
const countedTo = 500

/**
 * A page of the rectifications that a person may see: by due moment, `all` of them the latest first. Writes down that they were read.
 *
 * @param query which of them; `after` as the last page gave it
 */
export async function listRectifications(
  house: House,
  organisation: Organisation,
  person: string,
  query: RectificationQuery,
): Promise<RectificationPage> {
  const [rows] = await readAll<[Listed]>(house.pool, { person }, [selectPage(house, person, query)])
  const shown = rows.slice(0, pageSize)
  const total = rows[0]?.total ?? 0
  const last = rows.length > pageSize ? shown.at(-1) : undefined
  return {
    rows: await showRectifications(house, organisation, person, shown),
    total: Math.min(total, countedTo),
    capped: total > countedTo,
    next: last ? `${last.place}_${last.id}` : null,
  }
}

function selectPage(house: House, person: string, { show: which, after }: RectificationQuery): Statement {
  const [place, id] = /^(-?[\d.]{1,30})_([0-9a-f-]{36})$/.exec(after ?? '')?.slice(1) ?? [null, null]
  const values = [person, house.now(), which, place, id, pageSize + 1, countedTo + 1, randomUUIDv7()]
  const text = `with hit as (
      select i.id, i.case_id, case when $3 = 'all' then - extract(epoch from i.due) else extract(epoch from i.due) end as place,
        exists (select from case_row c where c.id = i.case_id) as sees
      from improvement_row i where case $3
        when 'mine' then i.owner = $1::uuid and i.status not in ('accepted', 'cancelled')
        when 'overdue' then i.status in ('ordered', 'returned') and i.due < $2
        when 'reported' then i.status = 'reported'
        when 'open' then i.status not in ('accepted', 'cancelled') else true end),
    p as (select * from hit where $4::numeric is null or (place, id) > ($4::numeric, $5::uuid) order by place, id limit $6),
    logged as (insert into read_log (id, at, person_id, what, case_ids)
      select $8, $2, $1::uuid::text, 'rectifications', array_agg(distinct p.case_id) from p having count(*) > 0)
    select id, sees, place, (select count(*)::int from (select from hit limit $7) as counted) as total from p order by place, id`
  return { name: 'rectifications-page', text, values }
}

/** One rectification; undefined where the person may not see it, or there is none. Writes down that it was read. */
export async function readRectification(
  house: House,
  organisation: Organisation,
  person: string,
  id: string,
): Promise<RectificationView | undefined> {
  const text = `with p as (select i.id, i.case_id, exists (select from case_row c where c.id = i.case_id) as sees from improvement_row i where i.id = $1),
    logged as (insert into read_log (id, at, person_id, what, case_ids) select $2, $3, $4, 'rectification', array[p.case_id] from p)
    select id, sees from p`
  const statement = { name: 'rectification', text, values: [id, randomUUIDv7(), house.now(), person] }
  const [rows] = await readAll<[RectificationRow]>(house.pool, { person }, [statement])
  return (await showRectifications(house, organisation, person, rows))[0]
}

/** Rectifications as a screen shows them. Whoever calls has written down that they are read. */
export async function showRectifications(
  house: House,
  organisation: Organisation,
  person: string,
  rows: readonly RectificationRow[],
): Promise<RectificationView[]> {
  if (rows.length === 0) return []
  const [facts, boxes] = await readAll<[StreamFact, LockedBox]>(
    house.pool,
    { person },
    selectStreams(rows.map(({ id }) => id)),
  )
  const byStream = Map.groupBy(facts, ({ streamId }) => streamId)
  const boxesOf = Map.groupBy(boxes, ({ stream_id }) => stream_id)
  return Promise.all(
    rows.map(async ({ id, sees }) => {
      const stored = byStream.get(id) ?? []
      const opened = openBoxes(boxesOf.get(id) ?? [], house.ring)
      const told = stored.map((fact) => ({ fact, data: openData(fact, opened) }))
      return masked(await showOne(house, organisation, person, { id, told }, sees), person)
    }),
  )
}

/** Who neither ordered nor owes it and has nothing to do for it reads of no persons in it. */
function masked(view: RectificationView, person: string): RectificationView {
  const { owner, orderedBy, allowed, facts, measure, criteria } = view
  if (owner === person || orderedBy === person || allowed.length > 0) return view
  const texts = maskData({ measure, criteria }, textsMasked) as Pick<RectificationView, 'measure' | 'criteria'>
  return {
    ...view,
    ...texts,
    facts: facts.map((one) => ({ ...one, data: maskData(one.data, textsMasked) as typeof one.data })),
  }
}

type Told = readonly { readonly fact: ToldFact; readonly data: Record<string, unknown> }[]

async function showOne(
  house: House,
  organisation: Organisation,
  person: string,
  { id, told }: { readonly id: string; readonly told: Told },
  seesCase: boolean,
): Promise<RectificationView> {
  const now = house.now()
  const stored = foldImprovementFacts(told.map(({ fact }) => fact))
  const state = passImprovementTime(stored, now).reduce(foldImprovement, stored)
  const { calendar, ...pinned } = await pinnedByImprovement(house, state)
  const context = { ...pinned, walled: [], now, ...standing(organisation, { kind: 'staff', id: person }) }
  const ordered = told[0]?.data as { measure: string | null; criteria: string | null }
  const {
    case: caseId,
    number: caseNumber,
    kind,
    status,
    unit,
    owner,
    orderedBy,
    orderedAt,
    until,
    due,
    overdue,
    percent,
  } = state
  return {
    ...{ id, number: numberOf(state), caseId, caseNumber, seesCase },
    ...{ kind, status, unit, owner, orderedBy, orderedAt, until, due, overdue, percent },
    measure: ordered.measure,
    criteria: ordered.criteria,
    ...clockOf(state, calendar, now),
    facts: tellFacts(told, organisation),
    allowed: allowedNow(context),
    etag: etagOf(state.turns),
  }
}

function allowedNow(context: ImprovementContext): string[] {
  return acting.filter((command) => !whyNotImprovement(command, context.state.unit, context)).map(({ name }) => name)
}

/** The lamp of the day that was set, measured from when the work was handed to its owner. */
function clockOf(
  state: ImprovementState,
  calendar: OfficeCalendar,
  at: string,
): Pick<RectificationView, 'lamp' | 'remaining' | 'inWorkingTime'> {
  if (!isUnderWay(state)) return { lamp: null, remaining: null, inWorkingTime: false }
  const [start, due, now] = [state.handedAt, state.due, at].map((moment) => Temporal.Instant.from(moment)) as [
    Temporal.Instant,
    Temporal.Instant,
    Temporal.Instant,
  ]
  const lamp = lampOf({ start, due, now, paused: false, calendar, unit: 'calendar-hours' })
  return { lamp, remaining: remaining(now, due, calendar), inWorkingTime: false }
}
