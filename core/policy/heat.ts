import type { OfficeCalendar } from '../calendar/office-calendar.ts'
import { type CaseState, nothingYet } from '../case/state.ts'
import { conditionOf } from './condition.ts'
import { countPeople, type Grouped } from './count-people.ts'
import { countedBy } from './counted-by.ts'
import type { PackInForce } from './pack-in-force.ts'

/** How hot a group of complaints is by a pack: the grade that its count of people would give each of them. */
export type Heat = {
  readonly regime: string
  readonly grade: string
  /** Place of the grade in the pack's order, 0 the gravest. */
  readonly rank: number
  readonly count: string
  /** Different people within the window of the count. */
  readonly people: number
}

/** Of larger groups the latest so many are counted: no pack knows a grade for more. */
const mostCounted = 200

/**
 * The gravest grade that the counts of a pack give a group, were all of it confirmed as of the same cause; undefined where
 * the pack counts nothing, or the group is too small for any grade but the last.
 *
 * @param group    the latest first
 * @param calendar of the office
 */
export function heatUnder(pack: PackInForce, group: readonly Grouped[], calendar: OfficeCalendar): Heat | undefined {
  const [latest] = group
  if (!latest) return undefined
  const counted = group.slice(0, mostCounted)
  const { counts = {}, order } = pack.content.grades
  const found = Object.entries(counts).flatMap(([count, { within }]): Heat[] => {
    const { people } = countPeople(counted, latest.id, within, countedBy(pack, calendar))
    const alone = onlyCounted(pack, count, people)
    const rank = order.findIndex(({ when }) => when !== undefined && conditionOf(when)(alone, pack.id))
    const grade = order[rank]
    return grade ? [{ regime: pack.id, grade: grade.id, rank, count, people }] : []
  })
  return found.sort((a, b) => a.rank - b.rank)[0]
}

/** A complaint of which nothing is known but how many people complain of the same. */
function onlyCounted({ id, hash, content }: PackInForce, count: string, people: number): CaseState {
  const regime = { pack: id, hash, version: content.manifest.version, axes: {}, people: { [count]: people } }
  return { ...nothingYet, exists: true, regimes: [regime] }
}
