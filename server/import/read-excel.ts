import type { Readable } from 'node:stream'
import type { Row } from '@cj-tech-master/excelts'
import { type Cell, ImportRefused } from './fields.ts'
import { headerOf, isEmpty, rowOf, type Table, type TableRow } from './table.ts'

type Numbered = { readonly number: number; readonly values: readonly Cell[] }

/**
 * The first visible sheet of a workbook (.xlsx) that holds anything, as a table; its first row with values is the header.
 *
 * @throws ImportRefused where there is no such sheet, or the bytes are no workbook
 */
export async function readExcel(bytes: Readable): Promise<Table> {
  const rows = valuesOf(bytes)
  const header = await rows.next()
  if (header.done) throw new ImportRefused('import.no-header')
  const columns = headerOf(header.value.values)
  return { columns, rows: rowsOf(rows, columns) }
}

async function* rowsOf(rows: AsyncIterable<Numbered>, columns: readonly string[]): AsyncGenerator<TableRow> {
  for await (const { number, values } of rows) yield rowOf(number, columns, values)
}

/** The library is loaded only where a workbook is read: it weighs as much as the rest of an import. */
async function* valuesOf(bytes: Readable): AsyncGenerator<Numbered, undefined> {
  const { WorkbookReader } = await import('@cj-tech-master/excelts')
  const options = { worksheets: 'emit', sharedStrings: 'cache', styles: 'cache', hyperlinks: 'ignore' } as const
  try {
    for await (const sheet of new WorkbookReader(bytes, options)) {
      const rows = filled(sheet)
      const first = await rows.next()
      if (first.done || (sheet.state ?? 'visible') !== 'visible') continue
      yield first.value
      yield* rows
      return
    }
  } catch (error) {
    if (error instanceof ImportRefused) throw error
    throw new ImportRefused('import.no-workbook', { why: (error as Error).message })
  }
}

async function* filled(sheet: AsyncIterable<Row>): AsyncGenerator<Numbered> {
  for await (const row of sheet) {
    const values = Array.from(row.getValues() as ArrayLike<unknown>, cellOf)
    if (!values.every(isEmpty)) yield { number: row.number, values }
  }
}

/** What a cell shows: the result of a formula, the text of a link or of letters in several styles. */
function cellOf(value: unknown): Cell {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value as Cell
  if ('richText' in value) return (value.richText as { text: string }[]).map((part) => part.text).join('')
  if ('result' in value) return cellOf(value.result)
  if ('text' in value) return cellOf(value.text)
  return 'error' in value ? String(value.error) : ''
}
