/** How each UTF-16 unit is compared: 65,536 of them. */
export type Letters = Uint16Array

const gap = 0x20
/** No unit of a text stands for this: such a unit can only be judged together with its neighbours. */
const longWay = 0xffff

const letter = /[\p{L}\p{N}]/u
/** What forms a letter with its neighbours: halves of a character, marks above and below, Korean parts. */
const joining = /[\p{M}\p{Cs}\u1100-\u11ff]/u
const between = /[^\p{L}\p{N}\p{M}]+/gu

/**
 * The table by which texts are made comparable: full width as half width (NFKC), small letters, simplified characters;
 * whatever is neither letter nor digit is a gap.
 *
 * @param simplified pairs of one traditional and its simplified character; longer ones are left out
 */
export function lettersOf(simplified: Iterable<readonly [traditional: string, simple: string]> = []): Letters {
  const simple = new Map(Array.from(simplified, ([from, to]) => [unitOf(from), unitOf(to)]))
  simple.delete(undefined)
  return Uint16Array.from({ length: 65_536 }, (_, unit) => {
    const plain = compared(unit)
    return simple.get(plain) ?? plain
  })
}

/** The one UTF-16 unit of a character; undefined where there are more. */
function unitOf(character: string): number | undefined {
  return character.length === 1 ? character.charCodeAt(0) : undefined
}

function compared(unit: number): number {
  const plain = String.fromCharCode(unit).normalize('NFKC').toLowerCase()
  if (!letter.test(plain) && !joining.test(plain)) return gap
  return plain.length > 1 || joining.test(plain) ? longWay : plain.charCodeAt(0)
}

/**
 * A text as it is compared: see `lettersOf`; one blank for each gap, none at the ends. Linear in the text's length.
 */
export function normalise(text: string, letters: Letters): string {
  const units = normalUnits(text, letters)
  // A call takes so many arguments without overflowing the stack.
  const step = 8192
  let written = ''
  for (let from = 0; from < units.length; from += step)
    written += String.fromCharCode(...units.subarray(from, from + step))
  return written
}

/** The same as `normalise`, as UTF-16 units. */
export function normalUnits(text: string, letters: Letters): Uint16Array {
  const units = new Uint16Array(text.length)
  let length = 0
  for (let at = 0; at < text.length; at++) {
    const unit = letters[text.charCodeAt(at)] as number
    if (unit === longWay) return composedUnits(text, letters)
    if (unit !== gap || (length > 0 && units[length - 1] !== gap)) units[length++] = unit
  }
  return units.subarray(0, length > 0 && units[length - 1] === gap ? length - 1 : length)
}

/** For a text with characters that take more than one unit, or that become several letters. */
function composedUnits(text: string, letters: Letters): Uint16Array {
  const composed = text.normalize('NFKC').toLowerCase().replace(between, ' ').trim()
  return Uint16Array.from({ length: composed.length }, (_, at) => {
    const unit = composed.charCodeAt(at)
    const plain = letters[unit] as number
    return plain === longWay ? unit : plain
  })
}
