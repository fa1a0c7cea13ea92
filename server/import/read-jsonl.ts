import { type Cell, ImportRefused } from './fields.ts'
import type { Table, TableRow } from './table.ts'

/** Rows that are looked at to learn the columns, since each row names its own. */
const lookedAt = 100
/** Characters of one line; a longer one is no JSONL. */
const longestLine = 1_000_000

/**
 * A text with one JSON object a line as a table.
 *
 * @throws ImportRefused where none of the first lines is an object
 */
export async function readJsonl(text: AsyncIterable<string>): Promise<Table> {
  const rows = rowsOf(text)
  const first: TableRow[] = []
  for (let next = await rows.next(); !next.done; next = await rows.next()) {
    first.push(next.value)
    if (first.length === lookedAt) break
  }
  const columns = new Set(first.flatMap((row) => ('cells' in row ? Object.keys(row.cells) : [])))
  if (columns.size === 0) throw new ImportRefused('import.no-header')
  return { columns: [...columns], rows: chained(first, rows) }
}

async function* chained(first: readonly TableRow[], rest: AsyncIterable<TableRow>): AsyncGenerator<TableRow> {
  yield* first
  yield* rest
}

async function* rowsOf(text: AsyncIterable<string>): AsyncGenerator<TableRow, undefined> {
  let number = 0
  for await (const line of linesOf(text)) {
    number += 1
    if (line.trim() !== '') yield rowOf(number, line)
  }
}

async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = ''
  for await (const piece of text) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
    if (rest.length > longestLine) throw new ImportRefused('import.line-too-long')
  }
  if (rest !== '') yield rest
}

function rowOf(number: number, line: string): TableRow {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { number, cells: cellsOf(value) }
  } catch {
    // Said below, as for a line that is JSON but no object.
  }
  return { number, unreadable: 'import.no-json' }
}

/** What is no plain value is kept as its JSON text, so that nothing is dropped unseen. */
function cellsOf(value: object): Record<string, Cell> {
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      typeof one === 'object' && one !== null ? JSON.stringify(one) : one,
    ]),
  )
}
