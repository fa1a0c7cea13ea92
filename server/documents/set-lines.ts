import LineBreaker from 'linebreak'
import { legible } from './legible.ts'
import type { Face, Typeface } from './typefaces.ts'

/** Signs of one line that are printed in one face. */
export type Run = { readonly text: string; readonly face: Face }
export type Line = readonly Run[]
/** Breaks a text into lines. @param width of the line @param size of the type, both in points */
export type SetLines = (text: string, width: number, size: number, bold?: boolean) => Line[]

type Measure = (text: string) => number

/**
 * Sets texts in lines. Lines break where Unicode's rules let them (UAX 14: nothing that closes begins a line, nothing that
 * opens ends one), and anywhere where a run without a break is longer than a line. The layout of the PDF library does the
 * same sign by sign, at many times the price, and knows one face.
 *
 * @param faces in the order in which they are asked for a sign
 */
export function lineSetter(faces: readonly Typeface[]): SetLines {
  const faceOf = (sign: string) => faces.find(({ has }) => has(sign.codePointAt(0) as number))
  return (text, width, size, bold = false) => {
    const measure = (signs: string) => {
      let length = 0
      for (const sign of signs) length += faceOf(sign)?.widthOf(sign.codePointAt(0) as number, bold) ?? 0
      return length * size
    }
    return legible(text, (sign) => faceOf(sign) !== undefined)
      .split('\n')
      .flatMap((paragraph) => setParagraph(paragraph, width, measure))
      .map((line) => inRuns(line, (sign) => faceOf(sign)?.face))
  }
}

function setParagraph(text: string, width: number, measure: Measure): string[] {
  const lines: string[] = []
  let [line, used] = ['', 0]
  for (const piece of pieces(text)) {
    const length = measure(piece.trimEnd())
    if (line !== '' && used + length > width) {
      lines.push(line)
      ;[line, used] = ['', 0]
    }
    const rest = length > width ? cut(piece, width, measure, lines) : piece
    line += rest
    used += measure(rest)
  }
  return [...lines, line].map((one) => one.trimEnd())
}

/** A text cut where a line may end. */
function* pieces(text: string): Iterable<string> {
  const breaker = new LineBreaker(text)
  let from = 0
  for (let at = breaker.nextBreak(); at; at = breaker.nextBreak()) {
    yield text.slice(from, at.position)
    from = at.position
  }
}

/** Fills whole lines with a piece that is longer than one. @returns what is left for the next line */
function cut(piece: string, width: number, measure: Measure, lines: string[]): string {
  let [line, used] = ['', 0]
  for (const sign of piece) {
    const length = measure(sign)
    if (used + length > width && line !== '') {
      lines.push(line)
      ;[line, used] = ['', 0]
    }
    line += sign
    used += length
  }
  return line
}

function inRuns(line: string, faceOf: (sign: string) => Face | undefined): Run[] {
  const runs: { text: string; face: Face }[] = []
  for (const sign of line) {
    const face = faceOf(sign) ?? 'han'
    const last = runs.at(-1)
    if (last?.face === face) last.text += sign
    else runs.push({ text: sign, face })
  }
  return runs
}
