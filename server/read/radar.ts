import type { RadarGroup, RadarMembers, RadarPage } from '../../api/radar.ts'
import { peopleIn } from '../../core/policy/count-people.ts'
import { maskSensitive } from '../../core/understanding/sensitive.ts'
import type { Organisation } from '../directory.ts'
import type { House } from '../house.ts'
import { type HeatOf, heats } from '../understanding/heats.ts'
import { lookedBack } from '../understanding/look.ts'
import { showRows } from './case-rows.ts'
import { groupsOf, type Member, readMembers } from './radar-members.ts'

const day = 86_400_000
const weeksShown = 12
/** Places and phrases are told in a line. */
const [mostPhrases, mostPlaces] = [5, 3]

/**
 * Complaints of the same cause as of the last look, made of those alone that the reader may see: counts, phrases and
 * places of others do not show. The reading is written down.
 */
export async function readRadar(house: House, organisation: Organisation, person: string): Promise<RadarPage> {
  const { members, madeAt } = await readMembers(house, person)
  const heatOf = await heats(house, organisation)
  const groups = [...byGroup(members).values()].map((group) => ({
    shown: showGroup(group, heatOf, house.now()),
    warmth: warmthOf(group, house.now()),
  }))
  groups.sort((a, b) => rankOf(a.shown) - rankOf(b.shown) || b.warmth - a.warmth)
  return { madeAt, days: lookedBack, groups: groups.map(({ shown }) => shown) }
}

/** One group with its members, the latest first; undefined where the reader sees no such group. */
export async function readRadarGroup(
  house: House,
  organisation: Organisation,
  person: string,
  id: string,
): Promise<RadarMembers | undefined> {
  const { members } = await readMembers(house, person, id)
  const group = byGroup(members).get(id)
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
  return { group: showGroup(group, await heats(house, organisation), house.now()), members: shown }
}

/** The members of a group that somebody may see, the oldest first: what an act on the group is about. */
export async function visibleMembers(house: House, person: string, id: string) {
  const { members } = await readMembers(house, person, id)
  return (byGroup(members).get(id) ?? []).map(({ row }) => row).reverse()
}

function byGroup(members: readonly Member[]): Map<string, Member[]> {
  return groupsOf(members, ({ row }) => row.group_id)
}

/** By the packs first: the graver the grade that a group would have, the further up. */
function rankOf({ heat }: RadarGroup): number {
  return Math.min(...heat.map(({ rank }) => rank), Number.MAX_SAFE_INTEGER)
}

function showGroup(group: readonly Member[], heatOf: HeatOf, now: string): RadarGroup {
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
    heat: heatOf(rows),
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
function warmthOf(group: readonly Member[], now: string): number {
  const age = ({ row }: Member) => (Date.parse(now) - Date.parse(row.received_at)) / day
  const sum = group.reduce((all, one) => all + 0.5 ** (age(one) / 14), 0)
  return sum * Math.sqrt(peopleIn(group.map(({ row }) => row)) / group.length)
}

/** Each value with how often it stands there, the most frequent first. */
function counted(values: readonly string[]): [string, number][] {
  const counts = Map.groupBy(values, (one) => one)
  return [...counts].map(([one, all]): [string, number] => [one, all.length]).sort((a, b) => b[1] - a[1])
}
