import type { Content } from 'pdfmake'
import type { CasePaper } from './paper.ts'
import { lineSetter } from './set-lines.ts'
import { typefacesFor } from './typefaces.ts'
import { type Voice, voiceOf } from './voice.ts'

/** How a text looks; its size is in points. */
export type Look = {
  readonly size?: number
  readonly bold?: boolean
  readonly color?: string
  readonly alignment?: 'left' | 'center' | 'right'
}

/** What every part of a document is written with: what it tells of, its words, and texts set to a width in points. */
export type Pen = Voice & {
  readonly paper: CasePaper
  /** A node a line; an empty line keeps its place. */
  readonly set: (text: string, width: number, look?: Look) => Content[]
}

export const ink = {
  text: '#1b2127',
  muted: '#55606c',
  line: '#b3bcc7',
  soft: '#f3f5f7',
  accent: '#1d5c85',
  red: '#b3261e',
} as const

const bodySize = 9

export function penFor(paper: CasePaper): Pen {
  const lines = lineSetter(typefacesFor(paper.language))
  return {
    ...voiceOf(paper),
    paper,
    set: (text, width, look = {}) => {
      const { size = bodySize, bold = false, color = ink.text, alignment = 'left' } = look
      return lines(text, width, size, bold).map((line) => ({
        text: line.length === 0 ? ' ' : line.map((run) => ({ text: run.text, font: run.face, noWrap: true })),
        ...{ fontSize: size, bold, color, alignment, noWrap: true, preserveLeadingSpaces: true },
      }))
    },
  }
}
