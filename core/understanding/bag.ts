/** How texts become features: all runs of `shortest` to `longest` letters, hashed into 2 ** `bits` buckets. */
export type Grams = { readonly bits: number; readonly shortest: number; readonly longest: number }

/** The features of one text: buckets, each once, and how often each was met. Valid until the next text is bagged. */
export type Bag = { readonly ids: Int32Array; readonly counts: Uint16Array; readonly size: number }

/** Letters of a text that are looked at, and of its title; a complaint is told in fewer. */
export const longestText = 20_000
const longestTitle = 400

const gap = 0x20
/** The empty run of a title: its runs are features of their own, since what stands there tells more. */
export const titleRun = 0x51ed_270b

/** So many features one text can have at most. */
export function mostFeatures({ longest }: Grams): number {
  return (longestText + longestTitle) * longest
}

/** How many of a text's first letters are looked at as its title. */
export function titleLength(units: Uint16Array, titled: number): number {
  return Math.min(units.length, titled, longestTitle)
}

/**
 * Bags texts, one after another, in memory that is made once. What stands behind `longestText` letters is not looked at.
 *
 * @returns takes a text as `normalUnits` gives it, and how many of its first letters are its title: their runs are met once
 *          more as those of a title. Runs do not reach across gaps.
 */
export function bagger(grams: Grams): (units: Uint16Array, titled?: number) => Bag {
  const { bits, shortest, longest } = grams
  const met = new Uint16Array(2 ** bits)
  const ids = new Int32Array(mostFeatures(grams))
  const counts = new Uint16Array(mostFeatures(grams))
  const shift = 32 - bits
  let size = 0
  const meet = (units: Uint16Array, length: number, empty: number) => {
    for (let from = 0; from < length; from++) {
      let hash = empty
      for (let to = from; to < from + longest && to < length; to++) {
        const unit = units[to] as number
        if (unit === gap) break
        hash = mixed(hash, unit)
        if (to - from + 1 < shortest) continue
        const id = bucketOf(hash, shift)
        if ((met[id] as number) === 0) ids[size++] = id
        met[id] = (met[id] as number) + 1
      }
    }
  }
  return (units, titled = 0) => {
    size = 0
    meet(units, Math.min(units.length, longestText), 0)
    meet(units, titleLength(units, titled), titleRun)
    for (let at = 0; at < size; at++) {
      const id = ids[at] as number
      counts[at] = met[id] as number
      met[id] = 0
    }
    return { ids, counts, size }
  }
}

/** The hash of a run that is one letter longer; 0 is the empty run. */
export function mixed(hash: number, unit: number): number {
  return Math.imul(hash ^ (unit + 0x9e37), 0x85eb_ca6b) + 0x2545_f491
}

/** The bucket of a run by its hash: the upper bits after a last mixing (Murmur 3). */
export function bucketOf(hash: number, shift: number): number {
  const once = Math.imul(hash ^ (hash >>> 15), 0xc2b2_ae35)
  return (once ^ (once >>> 13)) >>> shift
}
