import { type Letters, lettersOf } from '../../core/understanding/normalise.ts'

let known: Promise<Letters> | undefined

/** The table by which texts of the house are compared; made once in a process, when first needed. */
export function comparedLetters(): Promise<Letters> {
  known ??= makeLetters()
  return known
}

/** The dictionary of traditional characters weighs as much as the rest of a start: it is loaded only here. */
async function makeLetters(): Promise<Letters> {
  const { Converter } = await import('opencc-js/t2cn')
  const simplify = Converter({ from: 't', to: 'cn' })
  const pairs: [string, string][] = []
  for (let unit = 0x3400; unit <= 0x9fff; unit++) {
    const character = String.fromCharCode(unit)
    const simple = simplify(character)
    if (simple !== character) pairs.push([character, simple])
  }
  return lettersOf(pairs)
}
