import type { CaseEventType } from '../case/events.ts'
import type { Money } from '../shared/fields.ts'
import type { Duty, Pack } from './pack-shape.ts'
import type { Source } from './shape-parts.ts'

/** A pack as decisions use it: its content with its name and its hash. */
export type PackInForce = {
  readonly id: string
  readonly hash: string
  readonly content: Pack
  /** Names a clause for a refusal or a fact: `enterprise@1f2e3d4c#grades.lowering`. */
  at(path: string): string
}

/**
 * @param content a pack that the loader accepted
 * @param hash    SHA-256 of its canonical form, hexadecimal
 */
export function packInForce(content: Pack, hash: string): PackInForce {
  const { id } = content.manifest
  const name = `${id}@${hash.slice(0, 12)}#`
  return { id, hash, content, at: (path) => name + path }
}

/**
 * The value that applies on a day.
 *
 * @param values day → value
 * @param day    day in the office's zone, `2026-02-13`
 * @param asIf   true: before the first day the first value applies, as if it had been in force
 * @returns undefined where nothing was in force yet, or nothing any more
 */
export function valueAt<T>(values: Readonly<Record<string, T | null>>, day: string, asIf = false): T | undefined {
  const days = Object.keys(values)
  if (days.length > 1) days.sort()
  const since = days.findLast((from) => from <= day) ?? (asIf ? days[0] : undefined)
  return since === undefined ? undefined : (values[since] ?? undefined)
}

/** The value that applies in the end; undefined where it ends. */
export function lastValue<T>(values: Readonly<Record<string, T | null>>): T | undefined {
  return valueAt(values, '9999-12-31')
}

/** The posts that hold an authority; none where the pack does not name it. */
export function postsWith(pack: PackInForce, authority: string): readonly string[] {
  return pack.content.authority.authorities[authority]?.posts ?? []
}

/**
 * The posts that may approve a sum, by the pack's money tiers.
 *
 * @param total what the proposal costs; undefined where it costs nothing: every tier may approve it
 * @param day   day of the proposal in the office's zone
 */
export function approversFor(pack: PackInForce, total: Money | undefined, day: string): readonly string[] {
  const { tiers } = pack.content.authority.money
  return tiers.filter(({ below }) => isWithin(below, total, day)).map(({ post }) => post)
}

function isWithin(below: 'all' | Record<string, number>, total: Money | undefined, day: string): boolean {
  if (below === 'all' || !total) return true
  const limit = valueAt(below, day, true)
  return limit !== undefined && total.minor < limit * 100
}

/**
 * The duties of a pack by name, in the order of their names: a database may give keys back in any order, and the same
 * pack has to give the same facts in the same order. What was never checked against its document (confidence C) binds nobody,
 * be it a whole duty, one of its limits, a step, a pause or more time.
 */
export function dutiesOf({ content }: Pick<PackInForce, 'content'>): Duties {
  const known = dutiesKnown.get(content)
  if (known) return known
  const duties = Object.entries(content.obligations).filter(isBinding).map(checkedParts).sort(byName)
  dutiesKnown.set(content, duties)
  return duties
}

type Duties = readonly (readonly [string, Duty])[]
/** Each fact of each case asks again. */
const dutiesKnown = new WeakMap<Pack, Duties>()

function isBinding([, { source }]: readonly [string, Duty]): boolean {
  return !isUnchecked(source)
}

/** A duty that runs in a case; undefined where the pack has none of that name, or it binds nobody. */
export function dutyOf(pack: Pick<PackInForce, 'content'>, name: string): Duty | undefined {
  return dutiesOf(pack).find(([one]) => one === name)?.[1]
}

function checkedParts([name, duty]: readonly [string, Duty]): readonly [string, Duty] {
  const { limits, warn, extend, pause, ...rest } = duty
  const isChecked = (part: { readonly source?: Source | undefined }) => !part.source || !isUnchecked(part.source)
  const parts = [...(limits ?? []), ...warn, ...(extend ?? []), ...(pause ? [pause] : [])]
  if (parts.every(isChecked)) return [name, duty]
  return [
    name,
    {
      ...rest,
      warn: warn.filter(isChecked),
      ...(limits && { limits: limits.filter(isChecked) }),
      ...(extend && { extend: extend.filter(isChecked) }),
      ...(pause && isChecked(pause) && { pause }),
    },
  ]
}

function byName([a]: readonly [string, Duty], [b]: readonly [string, Duty]): number {
  return a < b ? -1 : 1
}

/** What was never checked against its document: it stands in the pack and binds nobody. */
export function isUnchecked(source: Source): boolean {
  return 'confidence' in source && source.confidence === 'C'
}

/** Whether a duty of a pack begins or ends with a fact; what no rule asks for, nobody is offered to do. */
export function follows(pack: PackInForce, type: CaseEventType): boolean {
  return dutiesOf(pack).some(([, { starts_on, stops_on }]) => starts_on === type || stops_on.includes(type))
}
