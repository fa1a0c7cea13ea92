import { actsInOrder } from '../case/acts.ts'
import type { Words } from '../shared/words.ts'
import { cellsOf, fits, limitsOf } from './limits.ts'
import type { LintFinding } from './lint-finding.ts'
import { unreachableGrades } from './lint-grades.ts'
import { untold } from './lint-told.ts'
import { dutiesOf } from './pack-in-force.ts'
import type { Duty, LintRule, Pack } from './pack-shape.ts'
import { longestHours } from './reckoned.ts'

/**
 * What contradicts itself in a pack: a step that may be done later than one that follows it, two limits for one act, a
 * grade that no case can get, a channel without a limit, a duty of whose breach nobody is told. A document may really say
 * so; then the pack's manifest records the exception and why. What is switched off binds nobody and contradicts nothing.
 *
 * @param pack a pack that the loader accepted
 */
export function lintPack(pack: Pack): LintFinding[] {
  const duties = dutiesOf({ content: pack })
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
  const each = duties.flatMap((one) => [...gaps(pack, one), ...untold(pack, one)])
  return [...late, ...twice, ...unreachableGrades(pack), ...each]
}

/** Why the pack keeps a contradiction, where it records it. */
export function reasonFor({ manifest }: Pack, { rule, at }: LintFinding): Words | undefined {
  return manifest.exceptions?.find((one) => one.rule === rule && one.at === at)?.reason
}

function found(rule: LintRule, at: string, others: readonly string[]): LintFinding[] {
  return others.length > 0 ? [{ rule, at, others }] : []
}

/** Whether a duty whose act comes after that of `earlier` is due before it, wherever both run. */
function isDueBefore(later: Duty, earlier: Duty): boolean {
  if (later.starts_on !== earlier.starts_on || !runsWith(earlier, later)) return false
  return placeOf(later) > placeOf(earlier) && longestHours(later) < longestHours(earlier)
}

/** Two limits for one act, whatever the case: only the shorter can ever matter, unless the longer raises another grade. */
function isSameAct(a: Duty, b: Duty): boolean {
  const [one, other] = [a, b].map(({ starts_on, stops_on, stops_if, warn }) =>
    JSON.stringify([
      starts_on,
      [...stops_on].sort(),
      stops_if,
      warn.flatMap(({ raise, assign, bulletin = [] }) => [raise ?? [], assign ?? [], bulletin].flat()),
    ]),
  )
  return one === other && a.only_if === b.only_if && isOther(longestHours(a), longestHours(b))
}

/** Two lengths that differ; what has ended has none. */
function isOther(a: number, b: number): boolean {
  return a < b || b < a
}

/** Whether a duty runs wherever another one does. */
function runsWith(duty: Duty, other: Duty): boolean {
  return duty.only_if === undefined || duty.only_if === other.only_if
}

/** The channels for which a duty with several limits has none at some time of receipt. */
function gaps(pack: Pack, [at, duty]: readonly [string, Duty]): LintFinding[] {
  const open = cellsOf(pack).filter(
    ([channel, received]) => !limitsOf(duty).some((one) => fits(one, channel, received)),
  )
  return found('channel-gap', at, [...new Set(open.map(([channel]) => channel))])
}

function placeOf({ stops_on }: Duty): number {
  const places = stops_on.map((type) => actsInOrder.indexOf(type)).filter((place) => place >= 0)
  return places.length > 0 ? Math.min(...places) : Number.NaN
}
