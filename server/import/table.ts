import type { Cell } from './fields.ts'

/** One row of a file by column name; or the code of what makes it unreadable. */
export type TableRow =
  | { readonly number: number; readonly cells: Readonly<Record<string, Cell>> }
  | { readonly number: number; readonly unreadable: string; readonly params?: Readonly<Record<string, unknown>> }

/** A file as rows, read as they are asked for. */
export type Table = { readonly columns: readonly string[]; readonly rows: AsyncIterable<TableRow> }

/**
 * A record of values under a header. Where their counts differ the values may have slipped into other columns, so
 * the row is not read; empty cells at its end do no harm.
 */
export function rowOf(number: number, columns: readonly string[], values: readonly Cell[]): TableRow {
  const held = values.findLastIndex((value) => !isEmpty(value)) + 1
  if (held > columns.length)
    return { number, unreadable: 'import.row-too-long', params: { held, columns: columns.length } }
  return { number, cells: Object.fromEntries(columns.map((column, index) => [column, values[index]])) }
}

/** Nothing, or only blanks. */
export function isEmpty(value: Cell): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
}

/** The header's names, without blanks and without the empty columns at its end. */
export function headerOf(values: readonly Cell[]): string[] {
  const names = values.map((value) => String(value ?? '').trim())
  return names.slice(0, names.findLastIndex((name) => name !== '') + 1)
}
