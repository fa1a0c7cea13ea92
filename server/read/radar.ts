import { randomUUIDv7 } from 'node:crypto'
import type { RadarGroup, RadarMembers, RadarPage } from '../../api/radar.ts'
import { peopleIn } from '../../core/policy/count-people.ts'
import { maskSensitive } from '../../core/understanding/sensitive.ts'
import type { Statement } from '../db/pool.ts'
import { readAll } from '../db/transaction.ts'
import type { House } from '../house.ts'
import { lookedBack, type MemberTold, memberPlace } from '../understanding/look.ts'
import { rowColumns, type StoredRow, showRows } from './case-rows.ts'

type Row = StoredRow & {
  readonly group_id: string
  readonly box: Buffer
  readonly marks: string[]
  readonly linked: boolean
}
/** A member that the reader may see. */
type Member = { readonly row: Row; readonly told: MemberTold }

const day = 86_400_000
const weeksShown = 12
/** One complaint is no group, and places and phrases are told in a line. */
const [fewest, mostPhrases, mostPlaces] = [2, 5, 3]

/**
 * Complaints of the same cause as of the last look, made of those alone that the reader may see: counts, phrases and
 * places of others do not show. The reading is written down.
 */
export async function readRadar(house: House, person: string): Promise<RadarPage> {
  const { members, madeAt } = await readMembers(house, person)
  const groups = [...groupsOf(members).values()].map((group) => showGroup(group, house.now()))
  const heat = new Map([...groupsOf(members)].map(([id, group]) => [id, heatOf(group, house.now())]))
  groups.sort((a, b) => (heat.get(b.id) as number) - (heat.get(a.id) as number))
  return { madeAt, days: lookedBack, groups }
}

/** One group with its members, the latest first; undefined where the reader sees no such group. */
export async function readRadarGroup(house: House, person: string, id: string): Promise<RadarMembers | undefined> {
  const { members } = await readMembers(house, person, id)
  const group = groupsOf(members).get(id)
  if (!group) return undefined
  const rows = await showRows(
    house,
    group.map(({ row }) => row),
  )
  const shown = group.map(({ row, told }, at) => ({
    row: rows[at] as RadarMembers['members'][number]['row'],
    phrases: told.phrases.map(({ phrase }) => maskSensitive(phrase)),
    place: told.place === '' ? null : maskSensitive(told.place),
    confirmed: row.linked,
  }))
  return { group: showGroup(group, house.now()), members: shown }
}

/** The members of a group that somebody may see, the oldest first: what an act on the group is about. */
export async function visibleMembers(house: House, person: string, id: string) {
  const { members } = await readMembers(house, person, id)
  return (groupsOf(members).get(id) ?? []).map(({ row }) => row).reverse()
}

async function readMembers(house: House, person: string, group?: string) {
  const look = { name: 'radar-look', text: 'select made_at from radar_look' }
  const [rows, looks] = await readAll<[Row, { made_at: string }]>(house.pool, { person }, [
    selectMembers(house, person, group),
    look,
  ])
  const members = rows.map((row): Member => {
    const told = JSON.parse(house.ring.openRow(memberPlace(row.id), row.box)) as MemberTold
    return { row, told }
  })
  return { members, madeAt: looks[0]?.made_at ?? null }
}

function selectMembers(house: House, person: string, group: string | undefined): Statement {
  const text = `with m as (select * from radar_member where $1::uuid is null or group_id = $1),
    shown as (select m.group_id, m.box, ${rowColumns},
      array(select encode(d.digest, 'hex') from contact_digest d where d.case_id = p.id) as marks,
      exists (select from case_link l join m o on o.case_id in (l.case_id, l.other) and o.case_id <> p.id and o.group_id = m.group_id
        where l.kind = 'same-cause' and p.id in (l.case_id, l.other)) as linked
      from m join case_row p on p.id = m.case_id),
    logged as (insert into read_log (id, at, person_id, what, case_ids) select $2, $3, $4, 'radar', array_agg(s.id) from shown s having count(*) > 0)
    select * from shown order by received_at desc, id`
  return { name: 'radar-members', text, values: [group ?? null, randomUUIDv7(), house.now(), person] }
}

function groupsOf(members: readonly Member[]): Map<string, Member[]> {
  const groups = Map.groupBy(members, ({ row }) => row.group_id)
  return new Map([...groups].filter(([, group]) => group.length >= fewest))
}

function showGroup(group: readonly Member[], now: string): RadarGroup {
  const rows = group.map(({ row }) => row)
  const ages = rows.map(({ received_at }) => Math.max(0, Date.parse(now) - Date.parse(received_at)) / day)
  const weeks = Array.from(
    { length: weeksShown },
    (_, at) => ages.filter((age) => Math.floor(age / 7) === weeksShown - 1 - at).length,
  )
  return {
    id: rows[0]?.group_id ?? '',
    cases: group.length,
    people: peopleIn(rows),
    first: rows.at(-1)?.received_at ?? '',
    last: rows[0]?.received_at ?? '',
    phrases: phrasesOf(group),
    weeks,
    lately: weeks.at(-1) ?? 0,
    before: weeks.at(-2) ?? 0,
    units: counted(rows.map(({ unit_id }) => unit_id)).map(([unit, cases]) => ({ unit, cases })),
    places: counted(group.flatMap(({ told }) => told.place || []))
      .slice(0, mostPlaces)
      .map(([place]) => maskSensitive(place)),
    confirmed: rows.filter(({ linked }) => linked).length,
  }
}

/** Phrases that two members at least have, those that tell the group best first. */
function phrasesOf(group: readonly Member[]): string[] {
  const all = group.flatMap(({ told }) => told.phrases)
  const ranks = new Map(all.map(({ phrase, rank }) => [phrase, rank]))
  return counted(all.map(({ phrase }) => phrase))
    .filter(([, cases]) => cases > 1)
    .sort(([a], [b]) => (ranks.get(a) as number) - (ranks.get(b) as number))
    .slice(0, mostPhrases)
    .map(([phrase]) => maskSensitive(phrase))
}

/** A complaint counts 1 on its day and half after two weeks; the same from many people is hotter than from one. */
function heatOf(group: readonly Member[], now: string): number {
  const age = ({ row }: Member) => (Date.parse(now) - Date.parse(row.received_at)) / day
  const sum = group.reduce((all, one) => all + 0.5 ** (age(one) / 14), 0)
  return sum * Math.sqrt(peopleIn(group.map(({ row }) => row)) / group.length)
}

/** Each value with how often it stands there, the most frequent first. */
function counted(values: readonly string[]): [string, number][] {
  const counts = Map.groupBy(values, (one) => one)
  return [...counts].map(([one, all]): [string, number] => [one, all.length]).sort((a, b) => b[1] - a[1])
}
