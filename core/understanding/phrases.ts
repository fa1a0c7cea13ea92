import { bucketOf, longestText, mixed } from './bag.ts'

const gap = 0x20
const bits = 22
/** Letters of a phrase. */
const [shortest, longest] = [2, 10]
/** Of a group's runs so many are looked at, the most telling ones. */
const mostLookedAt = 300

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
  const chosen: string[] = []
  // What a phrase has told is taken out of the texts, so that no piece of it is told once more.
  let left = group.map((text) => String.fromCharCode(...text.subarray(0, longestText)))
  for (const { phrase } of told
    .filter(({ telling }) => telling > 0)
    .sort(byTelling)
    .slice(0, mostLookedAt)) {
    if (chosen.length === most) break
    if (chosen.some((one) => one.includes(phrase))) continue
    if (left.filter((text) => text.includes(phrase)).length < least) continue
    chosen.push(phrase)
    left = left.map((text) => text.replaceAll(phrase, ' '))
  }
  return chosen
}

type Told = Counted & { readonly telling: number }

function byTelling(a: Told, b: Told): number {
  return b.telling - a.telling || (a.phrase < b.phrase ? -1 : 1)
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
