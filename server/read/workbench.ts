import { randomUUIDv7 } from 'node:crypto'
import type { Workbench } from '../../api/cases.ts'
import { postsWith } from '../../core/policy/pack-in-force.ts'
import type { Statement } from '../db/pool.ts'
import { readAll } from '../db/transaction.ts'
import type { Organisation } from '../directory.ts'
import type { House } from '../house.ts'
import { adoptedNow } from '../packs-in-force.ts'
import { rowColumns, type StoredRow, showRows } from './case-rows.ts'
import { type Promised, selectPromises, selectTasks, showPromises, showTasks } from './owed.ts'
import { type AskedOfMe, selectStatements, showStatements } from './statements.ts'

type Done = { id: string; number: string; act: string; at: string }
type Notice = Workbench['notices'][number]

/** Which waits of a case are this person's business, by the authorities of the leading pack. */
const waits: readonly (readonly [authority: string, wait: string])[] = [
  ['may-accept', 'acceptance'],
  ['may-assign', 'assignment'],
  ['may-decide-review', 'review'],
]

/**
 * What a person must do now: counts up to 500, the work by due moment, the own latest acts and notices. The reading is
 * written down.
 */
export async function readWorkbench(house: House, organisation: Organisation, person: string): Promise<Workbench> {
  const mine = waitsOf(house, organisation, person)
  const cases = [tiles(house, person, mine), todo(house, person, mine), done(person), notices(person)]
  const owed = [selectStatements(person), selectTasks(person), selectPromises(person)]
  const [counts, rows, acts, told, asked, tasks, promises] = await readAll<
    [
      Record<Workbench['tiles'][number]['tile'], number>,
      StoredRow,
      Done,
      Notice,
      AskedOfMe,
      Workbench['tasks'][number],
      Promised,
    ]
  >(house.pool, { person }, [...cases, ...owed])
  const names = ['to-accept', 'mine', 'due-soon', 'overdue', 'returned', 'to-call-back', 'to-approve'] as const
  return {
    tiles: names.map((tile) => ({ tile, count: counts[0]?.[tile] ?? 0 })),
    todo: await showRows(house, rows),
    done: acts,
    notices: told,
    statements: showStatements(house, asked),
    tasks: showTasks(house, tasks),
    promises: await showPromises(house, organisation.office, promises),
  }
}

/** The waits a person can end: by authority, and the approvals of the posts held anywhere. */
function waitsOf(house: House, organisation: Organisation, person: string): string[] {
  const { posts: own = [], lent = [] } = organisation.people.get(person) ?? {}
  const posts = [...new Set([...own, ...lent].map(({ post }) => post))]
  const [pack] = adoptedNow(house, organisation)
  if (!pack) return []
  const byAuthority = waits
    .filter(([authority]) => postsWith(pack, authority).some((post) => posts.includes(post)))
    .map(([, wait]) => wait)
  return [...byAuthority, ...posts.map((post) => `approval:${post}`)]
}

function tiles(house: House, person: string, mine: readonly string[]): Statement {
  const approvals = mine.filter((wait) => wait.startsWith('approval:'))
  const count = (condition: string) =>
    `(select count(*)::int from (select 1 from case_row c where c.status = 'open' and ${condition} limit 501) as counted)`
  return {
    name: 'workbench-tiles',
    text: `select ${count(`c.awaiting @> '{acceptance}'`)} as "to-accept", ${count('c.handler = $1')} as mine,
      ${count('c.lead_amber <= $2 and c.lead_due >= $2')} as "due-soon", ${count('c.lead_due < $2')} as overdue,
      ${count(`c.awaiting @> '{returned}'`)} as returned, ${count(`c.awaiting @> '{call-back}'`)} as "to-call-back", ${count('c.awaiting && $3')} as "to-approve"`,
    values: [person, house.now(), approvals],
  }
}

function todo(house: House, person: string, mine: readonly string[]): Statement {
  const text = `with p as (select * from case_row c where c.status = 'open' and (c.handler = $1 or c.awaiting && $2) order by c.lead_due, c.id limit 50),
    logged as (insert into read_log (id, at, person_id, what, case_ids) select $3, $4, $5, 'workbench', array_agg(p.id) from p having count(*) > 0)
    select ${rowColumns} from p order by p.lead_due, p.id`
  return { name: 'workbench-todo', text, values: [person, mine, randomUUIDv7(), house.now(), person] }
}

function done(person: string): Statement {
  const text = `select c.id, c.number, latest.type as act, latest.recorded_at as at from (
      select distinct on (stream_id) stream_id, type, recorded_at from (
        select stream_id, type, recorded_at from fact where by_id = $1 and origin = 'human' order by recorded_at desc limit 200) as acts
      order by stream_id, recorded_at desc) as latest join case_row c on c.id = latest.stream_id order by latest.recorded_at desc limit 30`
  return { name: 'workbench-done', text, values: [person] }
}

function notices(person: string): Statement {
  const text = `select n.id, n.case_id as "caseId", i.id as rectification, coalesce(i.number, c.number) as number, n.type, n.duty, n.regime, n.at, s.notice_id is not null as seen
    from notice n left join case_row c on c.id = n.stream_id left join improvement_row i on i.id = n.stream_id left join notice_seen s on s.notice_id = n.id and s.person_id = $1
    where n.person_id = $1 and (c.id is not null or i.id is not null) order by n.at desc limit 50`
  return { name: 'workbench-notices', text, values: [person] }
}
