import { bagger, type Grams } from './bag.ts'
import { weightOf } from './model.ts'

/** Texts as rows of numbers, each row of length 1: the features of text `i` stand from `starts[i]` to `starts[i + 1]`. */
export type Matrix = {
  readonly starts: Int32Array
  /** Column of each feature, from 0. */
  readonly columns: Int32Array
  readonly values: Float32Array
}

/** A text as `normalUnits` gives it, and how many of its first letters are its title. */
export type Bagged = { readonly units: Uint16Array; readonly titled?: number }

/** The features that a training keeps: by bucket its column from 1, or 0; by column how rare it is. */
export type Columns = { readonly rows: Int32Array; readonly rarity: Float32Array }

type Counted = { readonly starts: Int32Array; readonly ids: Int32Array; readonly counts: Uint16Array }

/**
 * Lays out texts for a training. Features that fewer than `least` texts have are left out: they say nothing of others.
 */
export function layOut(
  texts: readonly Bagged[],
  grams: Grams,
  least: number,
): { readonly matrix: Matrix; readonly columns: Columns } {
  const counted = countAll(texts, grams)
  const columns = columnsOf(counted, 2 ** grams.bits, least)
  return { matrix: matrixOf(counted, columns), columns }
}

function countAll(texts: readonly Bagged[], grams: Grams): Counted {
  const bag = bagger(grams)
  const starts = new Int32Array(texts.length + 1)
  const [ids, counts]: [Int32Array[], Uint16Array[]] = [[], []]
  for (const [at, text] of texts.entries()) {
    const one = bag(text.units, text.titled)
    ids.push(one.ids.slice(0, one.size))
    counts.push(one.counts.slice(0, one.size))
    starts[at + 1] = (starts[at] as number) + one.size
  }
  const total = starts[texts.length] as number
  const whole = { starts, ids: new Int32Array(total), counts: new Uint16Array(total) }
  for (const [at, start] of starts.subarray(0, -1).entries()) {
    whole.ids.set(ids[at] as Int32Array, start)
    whole.counts.set(counts[at] as Uint16Array, start)
  }
  return whole
}

function columnsOf({ starts, ids }: Counted, buckets: number, least: number): Columns {
  const having = new Int32Array(buckets)
  for (const id of ids) having[id] = (having[id] as number) + 1
  const rows = new Int32Array(buckets)
  const rarity: number[] = []
  for (const [id, texts] of having.entries())
    if (texts >= least) rows[id] = rarity.push(Math.log((starts.length - 1) / texts) + 1)
  return { rows, rarity: Float32Array.from(rarity) }
}

function matrixOf({ starts, ids, counts }: Counted, { rows, rarity }: Columns): Matrix {
  const kept = new Int32Array(starts.length)
  const columns = new Int32Array(ids.length)
  const values = new Float32Array(ids.length)
  let size = 0
  for (let text = 0; text + 1 < starts.length; text++) {
    let square = 0
    for (let at = starts[text] as number; at < (starts[text + 1] as number); at++) {
      const row = rows[ids[at] as number] as number
      if (row === 0) continue
      const value = weightOf(counts[at] as number) * (rarity[row - 1] as number)
      columns[size] = row - 1
      values[size++] = value
      square += value * value
    }
    scale(values.subarray(kept[text], size), square)
    kept[text + 1] = size
  }
  return { starts: kept, columns: columns.slice(0, size), values: values.slice(0, size) }
}

function scale(values: Float32Array, square: number): void {
  const norm = 1 / Math.sqrt(square)
  for (let at = 0; at < values.length; at++) values[at] = (values[at] as number) * norm
}
