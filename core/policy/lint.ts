import { parseAllowance } from '../calendar/allowance.ts'
import { actsInOrder } from '../case/acts.ts'
import { cellsOf, fits, limitsOf } from './limits.ts'
import type { Duty, Pack } from './pack-shape.ts'
import { reckonedHours } from './reckoned-hours.ts'

/** Rules of which a pack can be read, and which yet do not go together. `others` are the duties, grades or channels meant beside `at`. */
export type LintFinding = {
  readonly rule: 'late-before' | 'two-limits' | 'shadowed-grade' | 'channel-gap'
  readonly at: string
  readonly others: readonly string[]
}

/**
 * What contradicts itself in a pack: a step that may be done later than one that follows it, two limits for one act, a
 * grade that no case can have. A document may really say so; then the pack's manifest records the exception and why.
 *
 * @param pack a pack that the loader accepted
 */
export function lintPack(pack: Pack): LintFinding[] {
  const duties = Object.entries(pack.obligations).sort(([a], [b]) => (a < b ? -1 : 1))
  const late = duties.flatMap(([at, duty]) =>
    found(
      'late-before',
      at,
      duties.filter(([, other]) => isDueBefore(other, duty)).map(([name]) => name),
    ),
  )
  const twice = duties.flatMap(([at, duty], i) =>
    found(
      'two-limits',
      at,
      duties
        .slice(i + 1)
        .filter(([, other]) => isSameAct(duty, other))
        .map(([name]) => name),
    ),
  )
  return [...late, ...twice, ...shadowedGrades(pack), ...duties.flatMap((one) => gaps(pack, one))]
}

/** The findings that the pack does not record as exceptions. */
export function unexplained(pack: Pack): LintFinding[] {
  const known = pack.manifest.exceptions ?? []
  return lintPack(pack).filter(({ rule, at }) => !known.some((one) => one.rule === rule && one.at === at))
}

function found(rule: LintFinding['rule'], at: string, others: readonly string[]): LintFinding[] {
  return others.length > 0 ? [{ rule, at, others }] : []
}

/** Whether a duty whose act comes after that of `earlier` is due before it, wherever both run. */
function isDueBefore(later: Duty, earlier: Duty): boolean {
  if (later.starts_on !== earlier.starts_on || !runsWith(earlier, later)) return false
  return placeOf(later) > placeOf(earlier) && hours(later) < hours(earlier)
}

/** Two limits for one act, whatever the case: only the shorter can ever matter, unless the longer raises another grade. */
function isSameAct(a: Duty, b: Duty): boolean {
  const [one, other] = [a, b].map(({ starts_on, stops_on, stops_if, warn }) =>
    JSON.stringify([starts_on, [...stops_on].sort(), stops_if, warn.flatMap(({ raise }) => raise ?? [])]),
  )
  return one === other && a.only_if === b.only_if && hours(a) !== hours(b)
}

/** Whether a duty runs wherever another one does. */
function runsWith(duty: Duty, other: Duty): boolean {
  return duty.only_if === undefined || duty.only_if === other.only_if
}

function shadowedGrades({ grades }: Pack): LintFinding[] {
  return grades.order.flatMap(({ id, when }, i) => {
    const above = grades.order.slice(0, i).filter((one) => one.when !== undefined && one.when === when)
    return found(
      'shadowed-grade',
      id,
      above.map((one) => one.id),
    )
  })
}

/** The channels for which a duty with several limits has none at some time of receipt. */
function gaps(pack: Pack, [at, duty]: [string, Duty]): LintFinding[] {
  const open = cellsOf(pack).filter(
    ([channel, received]) => !limitsOf(duty).some((one) => fits(one, channel, received)),
  )
  return found('channel-gap', at, [...new Set(open.map(([channel]) => channel))])
}

function placeOf({ stops_on }: Duty): number {
  const places = stops_on.map((type) => actsInOrder.indexOf(type)).filter((place) => place >= 0)
  return places.length > 0 ? Math.min(...places) : Number.NaN
}

/** The longest limit that applies in the end, in hours as people reckon. */
function hours(duty: Duty): number {
  const all = limitsOf(duty).map(({ allow }) => parseAllowance(allow[Object.keys(allow).sort().at(-1) ?? ''] ?? ''))
  return Math.max(...all.map((allowance) => (allowance ? reckonedHours(allowance) : Number.NaN)))
}
