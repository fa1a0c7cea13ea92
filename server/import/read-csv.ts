import { type CsvError, parse } from 'csv-parse'
import { ImportRefused } from './fields.ts'
import { headerOf, rowOf, type Table, type TableRow } from './table.ts'

/** Characters of one record. A quote that is never closed would otherwise take the rest of a file into memory. */
const longestRecord = 1_000_000

type Numbered = { readonly number: number; readonly values: readonly string[] }
type Parsed = Numbered | { readonly broken: CsvError }

/**
 * A CSV text as a table: comma, semicolon or tab, as its first line says. Behind a quote that is never closed nobody
 * knows where a row begins: reading ends there with a row that says so.
 *
 * @throws ImportRefused where there is no header
 */
export async function readCsv(text: AsyncIterable<string>): Promise<Table> {
  const records = parsed(text)
  const header = await records.next()
  if (header.done || 'broken' in header.value) throw new ImportRefused('import.no-header')
  const columns = headerOf(header.value.values)
  if (columns.length === 0) throw new ImportRefused('import.no-header')
  return { columns, rows: rowsOf(records, columns) }
}

async function* rowsOf(records: AsyncIterable<Parsed>, columns: readonly string[]): AsyncGenerator<TableRow> {
  let last = 1
  for await (const record of records) {
    if ('broken' in record) yield { number: last + 1, unreadable: 'import.rest-unreadable' }
    else if (record.values.some((value) => value.trim() !== '')) yield rowOf(record.number, columns, record.values)
    if ('number' in record) last = record.number
  }
}

/** Fed piece by piece, so that every record before a fault is handed on whatever the size of the pieces. */
async function* parsed(text: AsyncIterable<string>): AsyncGenerator<Parsed> {
  const ready: Parsed[] = []
  let feed: ((piece: string | undefined) => Promise<void>) | undefined
  for await (const piece of withWholeLine(text)) {
    feed ??= openParser(piece, ready)
    await feed(piece)
    yield* ready.splice(0)
    if (ready.some(isBroken)) return
  }
  await feed?.(undefined)
  yield* ready.splice(0)
}

function isBroken(record: Parsed): boolean {
  return 'broken' in record
}

function openParser(start: string, ready: Parsed[]): (piece: string | undefined) => Promise<void> {
  const parser = parse({
    delimiter: delimiterOf(start.split(/[\r\n]/, 1)[0] ?? ''),
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: longestRecord,
    relax_column_count: true,
    relax_quotes: true,
    // Counted as a spreadsheet counts: a value of several lines is one row, an empty line is one too.
    on_record: (values: string[], { records, empty_lines }) => {
      ready.push({ number: records + empty_lines, values })
      return null
    },
    skip_empty_lines: true,
    trim: true,
  })
  const closed = new Promise<void>((resolve) => parser.once('close', resolve))
  parser.on('error', (error: CsvError) => ready.push({ broken: error }))
  parser.resume()
  return async (piece) => {
    if (piece === undefined) parser.end()
    else if (!parser.destroyed) await new Promise<unknown>((resolve) => parser.write(piece, resolve))
    if (piece === undefined || parser.destroyed) await closed
  }
}

/** Joins the first pieces until the header's line is complete. */
async function* withWholeLine(text: AsyncIterable<string>): AsyncGenerator<string> {
  let start: string | undefined = ''
  for await (const piece of text) {
    if (start === undefined) yield piece
    else start += piece
    if (start !== undefined && /\S.*[\r\n]/.test(start)) {
      yield start
      start = undefined
    }
  }
  if (start) yield start
}

/** The one of the usual delimiters that stands most often in the header, outside of quotes. */
function delimiterOf(line: string): string {
  const bare = line.replace(/"[^"]*"/g, '')
  const counted = [',', ';', '\t', '，'].map((one) => ({ one, times: bare.split(one).length }))
  return counted.sort((a, b) => b.times - a.times)[0]?.one ?? ','
}
