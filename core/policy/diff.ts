import type { Pack } from './pack-shape.ts'

/** A value that two versions of a pack do not have in common; `undefined` where a version lacks it. */
export type Change = {
  /** The clause it belongs to: `obligations.execute`, `grades.urgent`. */
  readonly clause: string
  /** Where in the clause; '' where the clause itself came or went. */
  readonly at: string
  readonly before?: unknown
  readonly after?: unknown
}

/** What differs between two versions, clause by clause, in the order of the later one. */
export function diffPacks(before: Pack, after: Pack): Change[] {
  const [a, b] = [clausesOf(before), clausesOf(after)]
  const names = [...new Set([...b.keys(), ...a.keys()])]
  return names.flatMap((clause) => changes(a.get(clause), b.get(clause), []).map((one) => ({ clause, ...one })))
}

/** The clauses of a pack by name: entries of its files, and of what a file groups. */
function clausesOf(pack: Pack): Map<string, unknown> {
  const grouped = ['taxonomy.axes', 'intake.channels', 'intake.conditions', 'intake.asked', 'grades.order']
  const more = ['grades.counts', 'authority.posts', 'authority.authorities', 'feedback.channels']
  const split = (path: string, value: unknown): [string, unknown][] =>
    [...grouped, ...more].includes(path) || !path.includes('.')
      ? entriesOf(value).flatMap(([key, one]) => split(`${path}.${key}`, one))
      : [[path, value]]
  return new Map(Object.entries(pack).flatMap(([file, value]) => split(file, value)))
}

type Difference = Omit<Change, 'clause'>

function changes(before: unknown, after: unknown, path: readonly string[]): Difference[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  if (!isTree(before) || !isTree(after) || Array.isArray(before) !== Array.isArray(after))
    return [{ at: path.join('.'), before, after }]
  const [a, b] = [new Map(entriesOf(before)), new Map(entriesOf(after))]
  return [...new Set([...a.keys(), ...b.keys()])].flatMap((key) => changes(a.get(key), b.get(key), [...path, key]))
}

/** The parts of a value by name: what has an id goes by it, so that a grade put between others changes none of them. */
function entriesOf(value: unknown): [string, unknown][] {
  if (Array.isArray(value)) return value.map((one, i) => [nameOf(one) ?? String(i + 1), one])
  return isTree(value) ? Object.entries(value) : []
}

function nameOf(value: unknown): string | undefined {
  const { id, post } = (isTree(value) ? value : {}) as { id?: string; post?: string }
  return id ?? post
}

/** A map, or a list of maps; a list of names is a value. */
function isTree(value: unknown): value is object {
  if (Array.isArray(value)) return value.some((one) => typeof one === 'object')
  return typeof value === 'object' && value !== null
}
