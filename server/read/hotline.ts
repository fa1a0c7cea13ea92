import type { Hotline } from '../../api/calls.ts'
import { lastValue } from '../../core/policy/pack-in-force.ts'
import { asSystem, read } from '../db/transaction.ts'
import type { Organisation, Person } from '../directory.ts'
import type { House } from '../house.ts'
import { adoptedNow, dayOf } from '../packs-in-force.ts'

type Checked = { readonly person_id: string; readonly at: string }

/** Who takes calls by the rules of the packs, and whether the equipment was looked over today. */
export async function readHotline(house: House, organisation: Organisation, person: string): Promise<Hotline> {
  const rules = adoptedNow(house, organisation).flatMap(({ content }) => Object.values(content.people ?? {}))
  const staffed = rules.find((rule) => rule.rule === 'staffed')
  const prepared = rules.find((rule) => rule.rule === 'prepared')
  const [checks, present] = await Promise.all([checkedToday(house, organisation, person), presentNow(house)])
  const posts = staffed?.posts ?? prepared?.posts ?? ['agent']
  const agents = [...organisation.people.values()].filter((one) => holds(one, posts))
  const before = prepared && lastValue(prepared.before)
  return {
    atLeast: (staffed && lastValue(staffed.at_least)) ?? null,
    agents: agents.map((one) => ({ ...agentOf(organisation, one, checks), present: present.has(one.id) })),
    check:
      prepared && before
        ? {
            before,
            items: Object.entries(prepared.check ?? {}).map(([id, text]) => ({ id, text })),
            doneAt: checks.get(person) ?? null,
          }
        : null,
  }
}

function holds({ disabled, posts }: Person, wanted: readonly string[]): boolean {
  return !disabled && posts.some(({ post }) => wanted.includes(post))
}

function agentOf({ qualifications, today }: Organisation, { id, name }: Person, checks: ReadonlyMap<string, string>) {
  const own = qualifications.filter((one) => one.person === id)
  return {
    id,
    name,
    qualifications: own.map(({ name: what, until }) => ({
      name: what,
      until: until ?? null,
      over: until !== undefined && until < today,
    })),
    checkedAt: checks.get(id) ?? null,
  }
}

/** When each person looked the equipment over today, by the day of the office. */
async function checkedToday(house: House, organisation: Organisation, person: string): Promise<Map<string, string>> {
  const { zone } = organisation.office
  const start = Temporal.PlainDate.from(dayOf(house.now(), organisation)).toZonedDateTime(zone).toInstant().toString()
  const text = 'select person_id, max(at) as at from shift_check where at >= $1 group by person_id'
  const rows = await read<Checked>(house.pool, { person }, { name: 'shift-checks', text, values: [start] })
  return new Map(rows.map(({ person_id, at }) => [person_id, at]))
}

/** Who was seen within the last half hour: a session that is idle for longer has ended. */
async function presentNow({ pool, now }: House): Promise<Set<string>> {
  const text = `select distinct person_id from session where seen_at > $1::timestamptz - interval '30 minutes' and expires_at > $1`
  const rows = await read<{ person_id: string }>(pool, asSystem, { name: 'present-now', text, values: [now()] })
  return new Set(rows.map(({ person_id }) => person_id))
}

/** Writes down that somebody looked the equipment over. */
export async function noteShiftCheck(house: House, person: string, items: readonly string[]): Promise<void> {
  const text = 'insert into shift_check (person_id, at, items) values ($1, $2, $3) on conflict do nothing'
  await read(house.pool, { person }, { text, values: [person, house.now(), items] })
}
