import type { ImportCheck, ImportWish } from '../../api/imports.ts'
import { read } from '../db/transaction.ts'
import type { House } from '../house.ts'
import { columnsOf } from './columns.ts'
import type { RowProblem } from './fields.ts'
import { digestsOf, isRecord, settingOf, untilStopped } from './import-file.ts'
import { openFile } from './open-file.ts'
import { type ImportRecord, readRecord } from './record.ts'
import { selectRows } from './stored-rows.ts'

/** How many of the problems are told, and how many rows are looked up at a time. */
const told = 50
const together = 500

export type Checked = Omit<ImportCheck, 'problems'> & { readonly problems: readonly RowProblem[] }

/**
 * What an import of a file would do, without doing it.
 *
 * @param onProgress hundredths of the file that were read, of 100
 * @throws ImportRefused where the file as a whole cannot be taken
 */
export async function checkFile(
  house: House,
  bytes: Buffer,
  { mapping, source, unit, history }: ImportWish,
  most: number,
  onProgress: (percent: number, all: number) => void,
  gone: AbortSignal,
): Promise<Checked> {
  const table = await openFile(bytes)
  const columns = columnsOf(table.columns, mapping, history)
  const setting = await settingOf(house, { map: mapping, packs: [], unit }, columns)
  const tally = { rows: 0, good: 0, alreadyPresent: 0, changed: 0, errors: 0 }
  const problems: RowProblem[] = []
  let waiting: ImportRecord[] = []
  const seen = new Set<string>()
  const look = async () => {
    const found = await standing(house, source, waiting)
    for (const record of waiting) count(tally, problems, record, stands(house, source, record, found, seen))
    waiting = []
  }
  for await (const row of untilStopped(table.rows, gone, most)) {
    tally.rows += 1
    const record = readRecord(row, setting)
    if (isRecord(record)) waiting.push(record)
    else {
      tally.errors += 1
      problems.push(...record.slice(0, Math.max(0, told - problems.length)))
    }
    if (waiting.length >= together) await look()
    onProgress(Math.floor(table.progress() * 100), 100)
  }
  await look()
  return { ...tally, problems: problems.slice(0, told) }
}

type Standing = 'new' | 'same' | 'changed'

/** What is there of these rows, by row digest. */
async function standing({ pool, ring }: House, source: string, records: readonly ImportRecord[]) {
  if (records.length === 0) return new Map<string, Buffer>()
  const rows = records.map((record) => digestsOf({ ring }, source, record).row)
  const found = await read<{ row_digest: Buffer; content_digest: Buffer }>(
    pool,
    { person: 'system' },
    selectRows(source, rows),
  )
  return new Map(found.map(({ row_digest, content_digest }) => [row_digest.toString('base64'), content_digest]))
}

function stands(
  { ring }: House,
  source: string,
  record: ImportRecord,
  found: ReadonlyMap<string, Buffer>,
  seen: Set<string>,
): Standing {
  const { row, content } = digestsOf({ ring }, source, record)
  const key = row.toString('base64')
  const before = found.get(key)
  if (before) return before.equals(content) ? 'same' : 'changed'
  const twin = `${key} ${content.toString('base64')}`
  if (seen.has(twin)) return 'same'
  if (seen.has(key)) return 'changed'
  seen.add(key).add(twin)
  return 'new'
}

type Tally = { rows: number; good: number; alreadyPresent: number; changed: number; errors: number }

function count(tally: Tally, problems: RowProblem[], { row, id }: ImportRecord, standing: Standing): void {
  if (standing === 'new') tally.good += 1
  else if (standing === 'same') tally.alreadyPresent += 1
  else {
    tally.changed += 1
    problems.push({ row, field: 'id', value: id, code: 'import.changed' })
  }
}
