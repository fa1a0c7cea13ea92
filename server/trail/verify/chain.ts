import { hashOf, noFactBefore, type StoredFact } from '../envelope.ts'
import type { Fault } from './finding.ts'

/** A fact with the version under which its content gives its hash; undefined where it gives it under none. */
type Placed = { readonly fact: StoredFact; readonly stood: number | undefined }

/** Whether a fact, as it stands, is what was hashed. */
export function isWhole(fact: StoredFact): boolean {
  return hashAt(fact, fact.version) === fact.hash
}

/**
 * What happened to a stream whose chain is broken. A version is part of what is hashed, so a fact that was moved tells
 * where it stood; what gives no hash at all was changed where its place is free, and brought in where it is taken.
 *
 * @param facts  all facts of one stream, by version
 * @param length how many there should be, where something else tells
 */
export function chainFaults(facts: readonly StoredFact[], length = Number.POSITIVE_INFINITY): Fault[] {
  const reach = furthest(facts)
  const placed = facts.map((fact) => ({ fact, stood: standing(fact, reach) }))
  const genuine = genuineOf(placed)
  const foreign = placed.filter(({ fact, stood }) => stood === undefined || genuine.get(stood) !== fact)
  const isFree = (version: number) => version >= 1 && version <= Math.min(length, reach) && !genuine.has(version)
  const changed = foreign.filter(({ fact, stood }) => stood === undefined && isFree(fact.version))
  const held = new Map([...genuine, ...changed.map(({ fact }) => [fact.version, fact] as const)])
  const faults = [
    ...foreign.map((one) => fault(one.fact.version, changed.includes(one) ? 'changed' : 'inserted')),
    ...missing(held).map((version) => fault(version, 'missing')),
    ...reordered(genuine),
    ...rewritten(genuine, held).map((version) => fault(version, 'rewritten')),
  ]
  const first = new Map([...faults].reverse().map((one) => [one.version, one]))
  return [...first.values()].sort((a, b) => (a.version ?? 0) - (b.version ?? 0))
}

/** The versions of facts that stand where they were written; what lies sealed beside them must fit. */
export function inPlace(facts: readonly StoredFact[]): Set<number> {
  return new Set(facts.filter(isWhole).map((fact) => fact.version))
}

/** Versions are believed up to here; a forged one of a billion must not be counted up to. */
function furthest(facts: readonly StoredFact[]): number {
  return Math.min(Math.max(facts.length, ...facts.map((fact) => fact.version)) + 1, 2 * facts.length + 1000)
}

function fault(version: number, what: Fault['what']): Fault {
  return { version, what }
}

function hashAt({ hash: _, ...fact }: StoredFact, version: number): string {
  return hashOf(version === fact.version ? fact : { ...fact, version })
}

/** Looks near its place first: most moves make room for a row, or close the gap of one. */
function standing(fact: StoredFact, reach: number): number | undefined {
  const versions = Array.from({ length: reach }, (_, index) => index + 1)
  versions.sort((a, b) => Math.abs(a - fact.version) - Math.abs(b - fact.version))
  return versions.find((version) => hashAt(fact, version) === fact.hash)
}

/** Of two facts that claim one version, the one that others follow is genuine; else the one that was moved to make room. */
function genuineOf(placed: readonly Placed[]): ReadonlyMap<number, StoredFact> {
  const followed = new Set(placed.map(({ fact }) => fact.prev))
  const weight = ({ fact, stood }: Placed) => (followed.has(fact.hash) ? 2 : 0) + (fact.version === stood ? 0 : 1)
  const lightestFirst = [...placed].sort((a, b) => weight(a) - weight(b))
  return new Map(lightestFirst.flatMap(({ fact, stood }) => (stood === undefined ? [] : [[stood, fact] as const])))
}

function missing(held: ReadonlyMap<number, StoredFact>): number[] {
  const last = Math.max(0, ...held.keys())
  return Array.from({ length: last }, (_, index) => index + 1).filter((version) => !held.has(version))
}

function reordered(genuine: ReadonlyMap<number, StoredFact>): Fault[] {
  const now = [...genuine].sort(([, a], [, b]) => a.version - b.version)
  const then = [...genuine.keys()].sort((a, b) => a - b)
  return now.flatMap(([stood, fact], index) =>
    stood === then[index] ? [] : [{ version: fact.version, what: 'reordered' as const, detail: { was: stood } }],
  )
}

/**
 * A fact that was rewritten with a new hash is no longer what the next one follows. Where both links of a fact are broken
 * it is the one; where only the link to the next is, the fact before that link is.
 */
function rewritten(genuine: ReadonlyMap<number, StoredFact>, held: ReadonlyMap<number, StoredFact>): number[] {
  const broken = new Set([...genuine].filter(([stood, fact]) => !follows(fact, stood, held)).map(([stood]) => stood))
  const blamed = [...broken]
    .sort((a, b) => a - b)
    .flatMap((stood) => {
      if (broken.has(stood + 1) || stood === 1) return [stood]
      return broken.has(stood - 1) ? [] : [stood - 1]
    })
  return blamed.map((stood) => held.get(stood)?.version ?? stood)
}

function follows(fact: StoredFact, stood: number, held: ReadonlyMap<number, StoredFact>): boolean {
  const before = stood === 1 ? noFactBefore : held.get(stood - 1)?.hash
  return before === undefined || before === fact.prev
}
