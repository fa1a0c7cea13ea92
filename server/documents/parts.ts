import type { Content, CustomTableLayout, TableCell } from 'pdfmake'
import { ink, type Look, type Pen } from './pen.ts'

/** A4 in points, and what the margins leave of its width. */
export const margin = { left: 54, top: 62, right: 54, bottom: 56 }
export const innerWidth = 595.28 - margin.left - margin.right

const padding = { side: 5, top: 2.5, bottom: 2.5 }
const lineWidth = 0.6

/** Widths of columns without their padding, from shares of the inner width. */
export function columnsOf(...shares: number[]): number[] {
  return columnsWithin(innerWidth, ...shares)
}

/** As `columnsOf`, of a table that is so wide. */
export function columnsWithin(width: number, ...shares: number[]): number[] {
  const all = shares.reduce((sum, share) => sum + share, 0)
  const free = width - shares.length * 2 * padding.side - (shares.length + 1) * lineWidth
  return shares.map((share) => (share / all) * free)
}

/** What a cell over several columns has for its text. */
export function joined(...widths: number[]): number {
  return widths.reduce((sum, width) => sum + width, 0) + (widths.length - 1) * (2 * padding.side + lineWidth)
}

/** Thin lines around every cell, or between rows alone; none above a row that goes on with the one before. */
export function layoutOf(lines: 'grid' | 'rows', goesOn: ReadonlySet<number> = new Set()): CustomTableLayout {
  return {
    hLineWidth: (row) => (goesOn.has(row) ? 0 : lineWidth),
    vLineWidth: () => (lines === 'grid' ? lineWidth : 0),
    hLineColor: () => ink.line,
    vLineColor: () => ink.line,
    paddingLeft: () => padding.side,
    paddingRight: () => padding.side,
    paddingTop: (row) => (goesOn.has(row) ? 0 : padding.top),
    paddingBottom: () => padding.bottom,
  }
}

/** A cell of lines; `fill` is its ground. */
export function cell(content: Content[], fill?: string): TableCell {
  return { stack: content, ...(fill && { fillColor: fill }) }
}

/** A cell over several columns, with the empty ones that the library wants behind it. */
export function across(count: number, one: TableCell): TableCell[] {
  return [{ ...(one as object), colSpan: count } as TableCell, ...Array.from({ length: count - 1 }, () => ({}))]
}

type Rows = readonly (readonly TableCell[])[]

/**
 * A table whose head stands on each of its pages, at least one row behind it. Rows are never broken, so they have to be
 * shorter than a page (`inRows`): the library loses what does not fit.
 */
export function table(widths: readonly number[], head: Rows, rows: Rows, layout: CustomTableLayout): Content {
  return {
    table: {
      widths: [...widths],
      headerRows: head.length,
      keepWithHeaderRows: rows.length > 0 && head.length > 0 ? 1 : 0,
      dontBreakRows: true,
      body: [...head, ...rows].map((row) => [...row]),
    },
    layout,
    margin: [0, 0, 0, 8],
  }
}

/** A table that is not parted by a page's end, where its lines are few enough to stand on one page for certain. */
export function whole(content: Content, lines: number): Content {
  return { ...(content as object), unbreakable: lines <= wholeLines } as Content
}

const wholeLines = 36

/** So many lines stand in a row of a table at most. */
const rowLines = 10

/** The lines of a long text in groups, each for a row of its own; one group where there are none. */
export function inRows<T>(lines: readonly T[]): T[][] {
  const count = Math.max(1, Math.ceil(lines.length / rowLines))
  return Array.from({ length: count }, (_, at) => lines.slice(at * rowLines, (at + 1) * rowLines))
}

/** The title of a part of a document; stands in the index as well. */
export function heading(pen: Pen, text: string): Content {
  const [line] = pen.set(text, innerWidth, { size: 12.5, bold: true, color: ink.accent })
  return { ...(line as object), margin: [0, 8, 0, 6], tocItem: true, tocMargin: [0, 3, 0, 3] } as Content
}

/** A field of a form; `blank` lines are left free where there is no text, to be written in by hand. */
export type Field = {
  readonly label: string
  readonly text: string
  readonly wide?: boolean
  readonly blank?: number
  readonly look?: Look
}

const labelLook: Look = { size: 8, color: ink.muted }

/** A form: two fields a row, a wide one by itself. @param title stands above it, in its frame */
export function form(pen: Pen, title: string, fields: readonly Field[]): Content {
  const widths = columnsOf(13, 36, 13, 36)
  const [label = 0, value = 0] = widths
  const lines = ({ text, look }: Field, width: number) => (text ? pen.set(text, width, look) : [])
  const goesOn = new Set<number>()
  const rows: TableCell[][] = []
  const named = (field: Field) => cell(pen.set(field.label, label, labelLook), ink.soft)
  for (const row of paired(fields)) {
    const [first, second] = row
    if (second) {
      rows.push([named(first), cell(lines(first, value)), named(second), cell(lines(second, value))])
      continue
    }
    const groups = inRows(lines(first, joined(value, label, value)))
    for (const [at, group] of groups.entries()) {
      if (at > 0) goesOn.add(rows.length + 1)
      const free = first.text ? [] : pen.set('\n'.repeat((first.blank ?? 1) - 1), value)
      rows.push([at === 0 ? named(first) : cell([], ink.soft), ...across(3, cell([...group, ...free]))])
    }
  }
  const head = across(4, cell(pen.set(title, innerWidth - 20, { size: 9.5, bold: true, color: ink.accent })))
  return table(widths, [head], rows, layoutOf('grid', goesOn))
}

/** Fields two by two; a field beside which there is none becomes wide. */
function paired(fields: readonly Field[]): (readonly [Field, Field?])[] {
  const rows: (readonly [Field, Field?])[] = []
  for (let at = 0; at < fields.length; at++) {
    const [one, next] = [fields[at] as Field, fields[at + 1]]
    if (one.wide || !next || next.wide) rows.push([one])
    else {
      rows.push([one, next])
      at++
    }
  }
  return rows
}
