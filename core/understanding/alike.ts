import { bagger, type Grams } from './bag.ts'
import type { Likeness } from './gather.ts'
import { weightOf } from './model.ts'

export type AlikeSetting = {
  readonly grams: Grams
  /** Of each text so many features count, those that say most of it: long texts are then as likely to be alike as short ones. */
  readonly kept: number
  /** A feature that more than this share of the texts have tells no cause from another. */
  readonly commonest: number
  /** Pairs less alike than this are left out. */
  readonly least: number
}

/** Among few texts nothing is common by its share: how rare it is tells enough. */
const fewTexts = 100

/** The features that count of one text, the heaviest first, and what each weighs: together of length 1. */
type Row = { readonly ids: Int32Array; readonly weights: Float32Array }

/**
 * Which of many texts are alike: the cosine of what is rare among all and said most in each. Found by the features that
 * texts share, so that texts without one in common are never compared.
 *
 * @param texts as `normalUnits` gives them
 */
export function alikePairs(texts: readonly Uint16Array[], setting: AlikeSetting): Likeness[] {
  const rows = rowsOf(texts, setting)
  const having = new Map<number, number[]>()
  const sums = new Float32Array(texts.length)
  const pairs: Likeness[] = []
  for (const [one, { ids, weights }] of rows.entries()) {
    const met: number[] = []
    for (const [at, id] of ids.entries()) {
      const weight = weights[at] as number
      const others = having.get(id) ?? []
      for (let nth = 0; nth < others.length; nth += 2) {
        const other = others[nth] as number
        if (sums[other] === 0) met.push(other)
        sums[other] = (sums[other] as number) + weight * (others[nth + 1] as number)
      }
      others.push(one, weight)
      having.set(id, others)
    }
    for (const other of met) {
      const likeness = sums[other] as number
      sums[other] = 0
      if (likeness >= setting.least) pairs.push({ one: other, other: one, likeness })
    }
  }
  return pairs
}

function rowsOf(texts: readonly Uint16Array[], { grams, kept, commonest }: AlikeSetting): Row[] {
  const bag = bagger(grams)
  const having = new Int32Array(2 ** grams.bits)
  for (const text of texts) {
    const { ids, size } = bag(text)
    for (let at = 0; at < size; at++) having[ids[at] as number] = (having[ids[at] as number] as number) + 1
  }
  const most = Math.max(fewTexts, commonest * texts.length)
  const rarity = (id: number) => {
    const count = having[id] as number
    return count < 2 || count > most ? 0 : Math.log(texts.length / count)
  }
  return texts.map((text) => {
    const { ids, counts, size } = bag(text)
    const weighed = Array.from(ids.subarray(0, size), (id, at) => ({
      id,
      weight: weightOf(counts[at] as number) * rarity(id),
    }))
    return rowOf(
      weighed
        .filter(({ weight }) => weight > 0)
        .sort((a, b) => b.weight - a.weight || a.id - b.id)
        .slice(0, kept),
    )
  })
}

function rowOf(heaviest: readonly { readonly id: number; readonly weight: number }[]): Row {
  const norm = Math.sqrt(heaviest.reduce((sum, { weight }) => sum + weight * weight, 0))
  return {
    ids: Int32Array.from(heaviest, ({ id }) => id),
    weights: Float32Array.from(heaviest, ({ weight }) => weight / norm),
  }
}
