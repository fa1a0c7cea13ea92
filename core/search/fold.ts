import type { Letters } from '../understanding/normalise.ts'

/** A text as it is searched: its letters and digits in one form each, and where each of them stands in the text. */
export type Folded = { readonly units: Uint16Array; readonly at: Uint32Array }

const gap = 0x20
/** In the table: a unit that only means something with its neighbours. It is compared as it stands. */
const longWay = 0xffff

/**
 * Folds a text unit by unit, so that a part of a text is always a part of the folded text: full width as half width, small
 * letters, simplified characters. What is neither letter nor digit is left out.
 *
 * @param letters see `lettersOf`
 */
export function fold(text: string, letters: Letters): Folded {
  const units = new Uint16Array(text.length)
  const at = new Uint32Array(text.length)
  let length = 0
  for (let place = 0; place < text.length; place++) {
    const unit = text.charCodeAt(place)
    const plain = letters[unit] as number
    if (plain === gap) continue
    units[length] = plain === longWay ? unit : plain
    at[length++] = place
  }
  return { units: units.subarray(0, length), at: at.subarray(0, length) }
}

/** Every place at which a phrase begins in a folded text. @param phrase of one unit at least */
export function placesOf(phrase: Uint16Array, { units }: Folded): number[] {
  const places: number[] = []
  const [first] = phrase
  for (let from = 0; from + phrase.length <= units.length; from++)
    if (units[from] === first && phrase.every((unit, n) => units[from + n] === unit)) places.push(from)
  return places
}
