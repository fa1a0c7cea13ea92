import { bucketOf, longestText, mixed } from './bag.ts'

const gap = 0x20
const bits = 22
/** Letters of a phrase. */
const [shortest, longest] = [2, 10]

/** In how many texts a run of letters stands, by its hash. */
export type Spread = { readonly texts: number; readonly having: Int32Array }

/** Counts once in how many of all texts each run of letters stands. @param texts as `normalUnits` gives them */
export function spreadOf(texts: readonly Uint16Array[]): Spread {
  const having = new Int32Array(2 ** bits)
  const seenIn = new Int32Array(2 ** bits).fill(-1)
  for (const [at, text] of texts.entries())
    eachRun(text, (bucket) => {
      if (seenIn[bucket] === at) return
      seenIn[bucket] = at
      having[bucket] = (having[bucket] as number) + 1
    })
  return { texts: texts.length, having }
}

function eachRun(text: Uint16Array, take: (bucket: number, from: number, to: number) => void): void {
  const length = Math.min(text.length, longestText)
  for (let from = 0; from < length; from++) {
    let hash = 0
    for (let to = from; to < from + longest && to < length && text[to] !== gap; to++) {
      hash = mixed(hash, text[to] as number)
      if (to + 1 - from >= shortest) take(bucketOf(hash, 32 - bits), from, to + 1)
    }
  }
}

type Counted = { readonly phrase: string; readonly bucket: number; readonly texts: number }

/**
 * What texts of a group have in common and others have not: the phrases that stand in many of them and in few of all, each
 * as long as it can be, the most telling first.
 *
 * @param group the texts of the group, some of those the spread was counted over
 * @param most  so many phrases at most
 */
export function keyPhrases(group: readonly Uint16Array[], { texts, having }: Spread, most: number): string[] {
  const least = Math.max(2, Math.ceil(group.length * 0.3))
  const told = countedIn(group, least).map((one) => {
    const share = one.texts / group.length
    const rare = Math.log((share * texts) / Math.max(having[one.bucket] as number, one.texts))
    return { ...one, telling: share * rare * Math.sqrt(one.phrase.length) }
  })
  const chosen: (typeof told)[number][] = []
  for (const one of told.sort((a, b) => b.telling - a.telling || (a.phrase < b.phrase ? -1 : 1))) {
    if (chosen.length === most || one.telling <= 0) break
    if (!chosen.some(({ phrase }) => overlap(phrase, one.phrase))) chosen.push(one)
  }
  return chosen.map(({ phrase }) => phrase)
}

/** Every run that so many of the texts have at least. Counted by hash first, since most runs stand in one text only. */
function countedIn(group: readonly Uint16Array[], least: number): Counted[] {
  const counts = new Map<number, { texts: number; last: number }>()
  for (const [at, text] of group.entries())
    eachRun(text, (bucket) => {
      const known = counts.get(bucket)
      if (!known) counts.set(bucket, { texts: 1, last: at })
      else if (known.last !== at) {
        known.texts++
        known.last = at
      }
    })
  const frequent = new Map<string, Counted>()
  for (const text of group)
    eachRun(text, (bucket, from, to) => {
      const { texts } = counts.get(bucket) as { texts: number }
      if (texts < least) return
      const phrase = String.fromCharCode(...text.subarray(from, to))
      frequent.set(phrase, { phrase, bucket, texts })
    })
  return [...frequent.values()]
}

/** Whether two phrases say the same piece: half of the shorter stands in the longer. */
function overlap(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  const half = Math.max(2, Math.ceil(short.length / 2))
  for (let from = 0; from + half <= short.length; from++) if (long.includes(short.slice(from, from + half))) return true
  return false
}
