import { register } from '../../core/1-intake/register.ts'
import type { Command } from '../../core/case/command.ts'
import { canonical } from '../../core/shared/canonical.ts'
import type { Refusal } from '../../core/shared/refusal.ts'
import type { Call } from '../call.ts'
import type { Organisation } from '../directory.ts'
import { handleCommand } from '../handle-command.ts'
import type { House } from '../house.ts'
import { dayOf, packOn } from '../packs-in-force.ts'
import { type Columns, columnsOf } from './columns.ts'
import { ImportRefused, type RowProblem } from './fields.ts'
import type { MapFile } from './map-file.ts'
import { openFile } from './open-file.ts'
import { type ImportRecord, readRecord, type Setting } from './record.ts'
import { recordedLife } from './recorded-life.ts'
import { settingUnder } from './setting.ts'
import { insertRow, type RowDigests, type StoredRow, selectRow } from './stored-rows.ts'
import type { TableRow } from './table.ts'

export type ImportWish = {
  readonly file: string
  /** The bytes of the file, where it does not lie on the disk. */
  readonly bytes?: Buffer
  /** Rows are known by source and id, so a second file of one source may hold rows of the first. */
  readonly source: string
  /** Packs that the cases are pinned to, the leading one first; those of the organisation where none is named. */
  readonly packs: readonly string[]
  readonly map?: MapFile | undefined
  /** Name or id of the unit that gets the complaints; the root of the organisation where none is named. */
  readonly unit?: string | undefined
  /** Runs what a row records beside its receipt through the commands, each step at its own moment. */
  readonly replay: boolean
  /** The import at a desk that this is a run of: what an earlier run of it brought counts as brought by it. */
  readonly job?: string
  /** More rows are refused, those before them taken. */
  readonly mostRows?: number
  /** Rows in work at once. */
  readonly lanes?: number
}

export type Listener = {
  problem(problem: RowProblem | { readonly row: number; readonly id: string; readonly refusal: Refusal }): void
  /** @param read share of the file, 0 to 1 @param counts what became of the rows so far */
  progress(rows: number, read: number, counts: ImportCounts): void
  /** Once aborted no further row is begun; rows under way are finished. */
  readonly stop: AbortSignal
}

/** Rows by what became of them. */
export type ImportCounts = {
  rows: number
  registered: number
  answered: number
  alreadyPresent: number
  changed: number
  errors: number
}

export type ImportDone = ImportCounts & { readonly columns: Columns; readonly unused: readonly string[] }

/** Rows in work at once where nothing else is said: enough to keep the database busy while this process decides. */
const atOnce = 8

type Work = {
  readonly house: House
  readonly wish: ImportWish
  readonly setting: Setting
  readonly listener: Listener
  readonly counts: ImportCounts
  /** The rows in work by id, so that of two rows with one id the first in the file is the one that is taken. */
  readonly busy: Map<string, Promise<unknown>>
  /** Rows that this run took, where an earlier run of the same import may have taken others. */
  readonly taken: Set<string>
}

/**
 * Imports a file row by row. A row is one transaction: its case with all recorded steps and the note of where it came
 * from, or nothing. So a run that was cut off is simply run again; what is there already is left alone, and a row that
 * says something else than it did is reported and not applied.
 *
 * @throws ImportRefused where the file, its columns, the unit or the pack cannot be used; what a broken database throws
 */
export async function importFile(house: House, wish: ImportWish, listener: Listener): Promise<ImportDone> {
  const table = await openFile(wish.bytes ?? wish.file)
  const columns = columnsOf(table.columns, wish.map, wish.replay)
  const counts: ImportCounts = { rows: 0, registered: 0, answered: 0, alreadyPresent: 0, changed: 0, errors: 0 }
  const setting = await settingOf(house, wish, columns)
  const work: Work = { house, wish, setting, listener, counts, busy: new Map(), taken: new Set() }
  const rows = untilStopped(table.rows, listener.stop, wish.mostRows)
  await eachAtOnce(rows, wish.lanes ?? atOnce, async (row) => {
    counts.rows += 1
    await takeRow(work, row)
    listener.progress(counts.rows, table.progress(), counts)
  })
  const used = new Set([...columns.values()].flat())
  return { ...counts, columns, unused: table.columns.filter((column) => !used.has(column)) }
}

/** What the rows of a file are read against. @throws ImportRefused where the unit or a pack cannot be used */
export async function settingOf(
  house: House,
  { map, packs, unit }: Pick<ImportWish, 'map' | 'packs' | 'unit'>,
  columns: Columns,
): Promise<Setting> {
  const organisation = await house.directory.now()
  if (!organisation) throw new ImportRefused('import.no-organisation')
  const [leading] = (packs.length > 0 ? packs : organisation.packs).map((id) => packOf(house, organisation, id))
  if (!leading) throw new Error('an organisation adopts one pack at least')
  const { zone } = organisation.office
  return settingUnder(leading, { columns, map, zone, unit: unitOf(organisation, unit), now: house.now() })
}

function packOf({ policies, now }: House, organisation: Organisation, id: string) {
  const pack = packOn(policies, organisation, id, dayOf(now(), organisation))
  if (!pack) throw new ImportRefused('import.no-such-pack', { pack: id, known: [...policies.current.keys()] })
  return pack
}

function unitOf({ units }: Organisation, name: string | undefined): string {
  const open = [...units.values()].filter((unit) => !unit.closed)
  const found = open.filter((unit) =>
    name === undefined ? unit.parent === null : unit.name === name || unit.id === name,
  )
  const [only, second] = found
  if (only && !second) return only.id
  throw new ImportRefused(second ? 'import.unit-not-clear' : 'import.no-such-unit', {
    unit: name ?? '',
    known: open.slice(0, 20).map((unit) => unit.name),
  })
}

/** Rows until somebody stops. @throws ImportRefused behind the last row that is allowed */
export async function* untilStopped(
  rows: AsyncIterable<TableRow>,
  stop: AbortSignal,
  most = Number.POSITIVE_INFINITY,
): AsyncGenerator<TableRow> {
  let count = 0
  for await (const row of rows) {
    if (stop.aborted) return
    count += 1
    if (count > most) throw new ImportRefused('import.too-many-rows', { most })
    yield row
  }
}

/** Several workers draw from one source; where one fails the source is closed and the others finish what they hold. */
async function eachAtOnce<T>(items: AsyncGenerator<T>, lanes: number, work: (item: T) => Promise<void>): Promise<void> {
  const worker = async () => {
    for await (const item of items) await work(item)
  }
  const ends = await Promise.allSettled(Array.from({ length: lanes }, worker))
  const failed = ends.find((end) => end.status === 'rejected')
  if (failed) throw failed.reason
}

async function takeRow(work: Work, row: TableRow): Promise<void> {
  const { house, wish, setting, counts, listener, busy } = work
  const record = readRecord(row, setting)
  if (!isRecord(record)) {
    counts.errors += 1
    for (const problem of record) listener.problem(problem)
    return
  }
  const digests = digestsOf(house, wish.source, record)
  const key = digests.row.toString('base64')
  const turn = (busy.get(key) ?? Promise.resolve()).then(() => takeRecord(work, record, digests))
  busy.set(key, turn)
  await turn.finally(() => busy.get(key) === turn && busy.delete(key))
}

/** Tells a row that can be taken from what is wrong with it. */
export function isRecord(given: ImportRecord | readonly RowProblem[]): given is ImportRecord {
  return 'id' in given
}

/** By what a row is found again. */
export function digestsOf({ ring }: Pick<House, 'ring'>, source: string, { id, content }: ImportRecord): RowDigests {
  const row = ring.digest('import-row', JSON.stringify([source, id]))
  return { source, row, content: ring.digest('import-content', canonical(content)) }
}

async function takeRecord(work: Work, record: ImportRecord, digests: RowDigests): Promise<void> {
  const { house, counts, listener } = work
  const { rows } = await house.pool.query<StoredRow>(selectRow(digests))
  const key = digests.row.toString('base64')
  if (rows[0]) return known(work, record, key, { ...rows[0], same: rows[0].content_digest.equals(digests.content) })
  try {
    const answer = await handleCommand(house, callOf(work, record, digests))
    if ('receipt' in answer) return brought(work, record, key)
    counts.errors += 1
    listener.problem({ row: record.row, id: record.id, refusal: answer.refusal })
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== 'import_row_pkey') throw error
    // Another process imports the same file and was quicker with this row.
    await takeRecord(work, record, digests)
  }
}

function brought({ wish, counts, taken }: Work, { answer }: ImportRecord, key: string): void {
  counts.registered += 1
  if (wish.replay && answer) counts.answered += 1
  if (wish.job !== undefined) taken.add(key)
}

/** Whether an earlier run of this very import brought the row, before it was cut off. */
function isOwn({ wish, taken }: Work, { job }: StoredRow, key: string): boolean {
  return wish.job !== undefined && job === wish.job && !taken.has(key)
}

function known(work: Work, record: ImportRecord, key: string, stored: StoredRow & { same: boolean }): void {
  const { counts, listener } = work
  const { row, id } = record
  const { same } = stored
  if (same && isOwn(work, stored, key)) brought(work, record, key)
  else if (same) counts.alreadyPresent += 1
  else {
    counts.changed += 1
    listener.problem({ row, field: 'id', value: id, code: 'import.changed' })
  }
}

function callOf({ wish, setting }: Work, record: ImportRecord, digests: RowDigests): Call {
  const { replay, packs } = wish
  const { input, steps } = replay ? recordedLife(record, setting.columns) : { input: record.registration, steps: [] }
  return {
    command: register as unknown as Command,
    input,
    caller: { kind: 'system', id: 'import' },
    origin: 'import',
    occurredAt: record.receivedAt,
    ...(packs.length > 0 && { packs }),
    steps,
    alongside: (caseId) => [insertRow(digests, caseId, wish.job)],
  }
}
