import type { SimulationResult } from '../../api/simulation.ts'
import { register } from '../../core/1-intake/register.ts'
import type { OfficeHours, YearFile } from '../../core/calendar/calendar-shape.ts'
import { buildCalendar } from '../../core/calendar/office-calendar.ts'
import type { Command, Context } from '../../core/case/command.ts'
import { runCommand, thenSteps } from '../../core/case/run-command.ts'
import { nothingYet } from '../../core/case/state.ts'
import type { PackInForce } from '../../core/policy/pack-in-force.ts'
import { isGiven, type Recorded } from '../../core/simulate/acts.ts'
import { resultOf } from '../../core/simulate/result.ts'
import { columnsOf } from '../import/columns.ts'
import type { MapFile } from '../import/map-file.ts'
import { openFile } from '../import/open-file.ts'
import { type ImportRecord, readRecord, type Setting } from '../import/record.ts'
import { recordedLife } from '../import/recorded-life.ts'
import { settingUnder } from '../import/setting.ts'
import type { TableRow } from '../import/table.ts'
import type { Change } from './change.ts'
import { tallyOnAllCores } from './simulate.ts'
import { plainChange, plainPacks, type Task } from './task.ts'

export type FileWish = {
  readonly file: string
  readonly map?: MapFile | undefined
  /** What its cases stand under before the change: packs, the leading one first, office hours and calendar. */
  readonly packs: readonly PackInForce[]
  readonly office: OfficeHours
  readonly years: readonly YearFile[]
  /** ISO instant; time runs up to it. */
  readonly now: string
}

type Making = { readonly setting: Setting; readonly context: Omit<Context, 'now'> }

const together = 250
/** A file names no unit; all of it is the work of one. */
const theUnit = '00000000-0000-4000-8000-000000000000'

/**
 * What a change would have made of the complaints of a file, such as `huiyin import --replay` takes; nothing of it is
 * imported. Cases go by the ids of their rows.
 *
 * @param onProgress how many cases are done, and how much of the file has been read: 0 to 1
 * @returns the result, and how many rows could not be taken: an import names them and says why
 * @throws ImportRefused where the file or its columns cannot be used; AbortError after a stop
 */
export async function simulateFile(
  wish: FileWish,
  change: Change,
  onProgress: (cases: number, read: number) => void = () => {},
  stop?: AbortSignal,
): Promise<{ readonly result: SimulationResult; readonly unreadable: number }> {
  const table = await openFile(wish.file)
  const making = makingOf(wish, columnsOf(table.columns, wish.map, true))
  const pinned = { packs: plainPacks(wish.packs), calendar: making.context.calendar.plain }
  const task: Task = { from: pinned, change: plainChange(change), until: wish.now }
  const jobs = historiesIn(table.rows, making)
  const tally = await tallyOnAllCores(task, jobs.all(), (cases) => onProgress(cases, table.progress()), stop)
  return { result: resultOf(tally, wish.now), unreadable: jobs.unreadable() }
}

function makingOf({ packs, office, years, map, now }: FileWish, columns: Setting['columns']): Making {
  const [pack] = packs
  if (!pack) throw new Error('a case stands under one pack at least')
  const calendar = buildCalendar(office, years)
  const setting = settingUnder(pack, { columns, map, zone: office.zone, unit: theUnit, now })
  const around = { isUnit: () => true, isPerson: () => false, postsOver: () => [], holdersOver: () => [] }
  const actor = { kind: 'system', id: 'import' } as const
  return { setting, context: { state: nothingYet, pack, packs, calendar, calendarHash: '', actor, around } }
}

/** What an import of each row would write down as done, many rows at a time. Of two rows with one id the first is taken. */
function historiesIn(rows: AsyncIterable<TableRow>, making: Making) {
  const seen = new Set<string>()
  let unreadable = 0
  async function* all() {
    let histories: Recorded[][] = []
    for await (const row of rows) {
      const record = readRecord(row, making.setting)
      const history = 'id' in record && !seen.has(record.id) ? historyOf(record, making) : undefined
      if ('id' in record) seen.add(record.id)
      if (history) histories.push(history)
      else unreadable += 1
      if (histories.length < together) continue
      yield { histories }
      histories = []
    }
    if (histories.length > 0) yield { histories }
  }
  return { all, unreadable: () => unreadable }
}

/** @returns undefined where a command refuses what the row records */
function historyOf(record: ImportRecord, { setting, context }: Making): Recorded[] | undefined {
  const { input, steps } = recordedLife(record, setting.columns)
  const opening = { ...context, now: record.receivedAt, allotted: { number: record.id, receipt: '' } }
  const opened = runCommand(register as unknown as Command, input, opening, 'import')
  const { facts, refusal } = thenSteps(opened, steps, opening, 'import')
  if (refusal) return undefined
  return facts.map((fact, i) => ({ ...fact, by: 'import', version: i + 1 })).filter(isGiven)
}
