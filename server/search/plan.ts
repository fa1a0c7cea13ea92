import { coverOf } from '../../core/search/grams.ts'
import type { Term } from '../../core/search/page.ts'
import type { Word } from '../../core/search/wanted.ts'
import type { KeyRing } from '../crypto/key-ring.ts'
import { emailBlock, gramBlocks, phoneBlocks, type TermDigests, unitBlock } from './term-digests.ts'

/** Terms that stand at their distances from each other where a phrase stands. */
export type Cover = readonly { readonly term: Term; readonly behind: number }[]

/** A case has one of the terms, or the phrase that the cover stands for. */
export type Condition = { readonly cover: Cover; readonly others: readonly Term[] }

/** What cases must have to be found: each of the conditions. */
export type Plan = {
  /** The words, in their order; one at least. */
  readonly words: readonly Condition[]
  /** The units at the top of what the reader sees, by one of which a case must stand; undefined for who sees everything. */
  readonly tops: Condition | undefined
}

/** @param units see `Plan.tops` */
export function planOf(
  words: readonly Word[],
  units: readonly string[] | undefined,
  { ring, digests }: { readonly ring: KeyRing; readonly digests: TermDigests },
): Plan {
  return {
    words: words.map(({ phrase, digits, email }) => {
      const cover = coverOf(phrase)
      const terms = digests(gramBlocks(cover.map(({ gram }) => gram)))
      const others = [...(digits ? phoneBlocks(digits).slice(-1) : []), ...(email ? [emailBlock(ring, email)] : [])]
      return {
        cover: cover.map(({ behind }, n) => ({ term: terms[n] as number, behind })),
        others: [...digests(others)],
      }
    }),
    tops: topsOf(units, digests),
  }
}

/** @param units see `Plan.tops` */
export function topsOf(units: readonly string[] | undefined, digests: TermDigests): Plan['tops'] {
  return units && { cover: [], others: [...digests(units.map(unitBlock))] }
}

export function conditionsOf({ words, tops }: Plan): Condition[] {
  return tops ? [...words, tops] : [...words]
}

export function termsOf(conditions: readonly Condition[]): Term[] {
  return [...new Set(conditions.flatMap(({ cover, others }) => [...cover.map(({ term }) => term), ...others]))]
}
