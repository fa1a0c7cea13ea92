import { bagger, bucketOf, longestText, mixed, titleLength, titleRun } from './bag.ts'
import type { Bagged } from './matrix.ts'
import { type Model, weightOf } from './model.ts'

/** A piece of a text that speaks for a class, as compared (small letters, simplified), and how much: shares of the strongest piece. */
export type Fragment = { readonly text: string; readonly strength: number }

type Span = { readonly from: number; readonly to: number; readonly says: number }

const gap = 0x20
/** One letter says too little to be shown. */
const shortest = 2

/**
 * The pieces of a text that speak strongest for a class and against the others together, overlapping ones joined.
 *
 * @param text a text, and how many of its first letters are its title
 * @param label one of the model's classes
 * @param most  so many pieces at most
 */
export function strongestFragments(model: Model, text: Bagged, label: string, most: number): Fragment[] {
  const { units } = text
  const spans = spansFor(model, text, model.classes.indexOf(label))
  const chosen: Span[] = []
  for (const span of spans.sort((a, b) => b.says - a.says || a.from - b.from)) {
    if (chosen.length >= most && !chosen.some((one) => touches(one, span))) break
    join(chosen, span, units)
  }
  const strongest = Math.max(...chosen.map(({ says }) => says))
  return chosen
    .sort((a, b) => b.says - a.says || a.from - b.from)
    .slice(0, most)
    .map(({ from, to, says }) => ({
      text: String.fromCharCode(...units.subarray(from, to)),
      strength: says / strongest,
    }))
}

/** Every different run of the text that speaks for the class, where it stands first; in the title it speaks twice. */
function spansFor(model: Model, { units, titled = 0 }: Bagged, wanted: number): Span[] {
  const { grams } = model
  const { ids, counts, size } = bagger(grams)(units, titled)
  const met = new Map(Array.from(ids.subarray(0, size), (id, at) => [id, counts[at] as number]))
  const [length, title, shift] = [Math.min(units.length, longestText), titleLength(units, titled), 32 - grams.bits]
  const spans: Span[] = []
  for (let from = 0; from < length; from++) {
    let [hash, titleHash] = [0, titleRun]
    for (let to = from; to < from + grams.longest && to < length && units[to] !== gap; to++) {
      hash = mixed(hash, units[to] as number)
      titleHash = mixed(titleHash, units[to] as number)
      const own = saysFor(model, bucketOf(hash, shift), met, wanted)
      const says = own + (to < title ? saysFor(model, bucketOf(titleHash, shift), met, wanted) : 0)
      if (to + 1 - from >= shortest && says > 0) spans.push({ from, to: to + 1, says })
    }
  }
  return spans
}

/** What a feature says for a class, once: it is taken out of those met. */
function saysFor({ rows, table, classes }: Model, id: number, met: Map<number, number>, wanted: number): number {
  const [row, count] = [rows[id] as number, met.get(id)]
  met.delete(id)
  if (row === 0 || count === undefined) return 0
  const first = (row - 1) * (classes.length + 1)
  return weightOf(count) * (table[first] as number) * leaning(table, first + 1, classes.length, wanted)
}

/** How much more a feature speaks for a class than for the others on average. */
function leaning(table: Float32Array, first: number, classes: number, wanted: number): number {
  let others = 0
  for (let one = 0; one < classes; one++) if (one !== wanted) others += table[first + one] as number
  return (table[first + wanted] as number) - others / (classes - 1)
}

function touches(one: Span, other: Span): boolean {
  return one.from < other.to && other.from < one.to
}

/** Pieces grow into short phrases and no longer. */
const longestPhrase = 12

function join(chosen: Span[], span: Span, units: Uint16Array): void {
  const at = chosen.findIndex((one) => touches(one, span))
  const held = chosen[at]
  if (!held) {
    if (!chosen.some((one) => says(units, one).includes(says(units, span)))) chosen.push(span)
    return
  }
  const [from, to] = [Math.min(held.from, span.from), Math.max(held.to, span.to)]
  if (to - from <= longestPhrase) chosen[at] = { from, to, says: held.says + span.says / 4 }
}

function says(units: Uint16Array, { from, to }: Span): string {
  return String.fromCharCode(...units.subarray(from, to))
}
