import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import { importLimits } from '../../api/imports.ts'
import { asSystem, inTransaction, read } from '../db/transaction.ts'
import type { House } from '../house.ts'
import { nowAndThen } from '../jobs/now-and-then.ts'
import { ImportRefused } from './fields.ts'
import { type ImportCounts, importFile, type Listener } from './import-file.ts'
import {
  endJob,
  fileOf,
  forgetting,
  type JobRow,
  type KeptProblem,
  noCounts,
  type Refused,
  wishOf,
} from './job-rows.ts'
import { mayImport } from './may-import.ts'

/** How often an import is looked for, how often a run says that it lives, and after how long of silence another takes it over. */
const everyMs = 1_000
const beatMs = 500
const silentSeconds = 30
/** Few rows at once, so that those who work at the screens do not wait. */
const lanes = 2
/** Problems that are kept; more of them are counted and not listed. */
const mostProblems = 20_000

/** Takes the oldest import that nobody works on; undefined where there is none. */
async function take({ pool, now }: House, worker: string): Promise<JobRow | undefined> {
  const text = `update import_job set worker = $1, beat_at = $2 where id = (select id from import_job where state = 'running'
      and (beat_at is null or beat_at < $2::timestamptz - make_interval(secs => $3)) order by created_at for update skip locked limit 1)
    returning id, person_id, state, name_box, size, epoch, wrapped, head_box, wish_box, refused_box, problems, counts, read, created_at, ended_at`
  return (await read<JobRow>(pool, asSystem, { name: 'take-import', text, values: [worker, now(), silentSeconds] }))[0]
}

/**
 * Runs imports that were asked for until none is left. Each row is stored with the note of where it came from or not at all,
 * so a run that was cut off is begun anew from the first row and finds what it brought.
 *
 * @param stop leaves the import under way for the next process
 */
export async function runImports(house: House, stop: AbortSignal): Promise<void> {
  const worker = randomUUID()
  while (!stop.aborted) {
    const job = await take(house, worker)
    if (!job) return
    await runOne(house, worker, job, stop)
  }
}

type Run = { counts: ImportCounts; read: number; readonly problems: KeptProblem[] }

async function runOne(house: House, worker: string, job: JobRow, stop: AbortSignal): Promise<void> {
  const run: Run = { counts: noCounts, read: 0, problems: [] }
  const own = new AbortController()
  const beats = setInterval(
    () =>
      void beat(house, worker, job, run).then(
        (goes) => goes || own.abort(),
        () => {},
      ),
    beatMs,
  )
  const ended = await takeFile(house, job, run, AbortSignal.any([stop, own.signal])).finally(() => clearInterval(beats))
  if (own.signal.aborted) return
  if (stop.aborted) return letGo(house, worker, job)
  await inTransaction(house.pool, asSystem, async () => ({
    result: undefined,
    writes: [endJob(house, job.id, worker, ended)],
  }))
}

async function takeFile(house: House, job: JobRow, run: Run, stop: AbortSignal) {
  const [bytes, wish] = [await fileOf(house, job), wishOf(house, job)]
  if (!bytes || !wish) return { state: 'failed', ...run, refused: { code: 'import.file-gone', params: {} } } as const
  const listener: Listener = {
    stop,
    progress: (_, share, counts) => {
      run.counts = { ...counts }
      run.read = share
    },
    problem: (problem) => void (run.problems.length < mostProblems && run.problems.push(keptOf(problem))),
  }
  const { mapping: map, source, unit, history: replay } = wish
  const whole = {
    file: '',
    bytes,
    source,
    map,
    unit,
    replay,
    packs: [],
    job: job.id,
    mostRows: importLimits.rows,
    lanes,
  }
  try {
    await importFile(house, whole, listener)
    return { state: 'done', ...run, problems: inOrder(run.problems) } as const
  } catch (error) {
    return { state: 'failed', ...run, problems: inOrder(run.problems), refused: whyOf(error) } as const
  }
}

function keptOf(problem: Parameters<Listener['problem']>[0]): KeptProblem {
  if (!('refusal' in problem)) return problem
  const { row, id, refusal } = problem
  return { row, field: 'id', value: id, code: refusal.code, params: refusal.params }
}

function inOrder(problems: readonly KeptProblem[]): KeptProblem[] {
  return [...problems].sort((a, b) => a.row - b.row)
}

function whyOf(error: unknown): Refused {
  if (error instanceof ImportRefused) return { code: error.code, params: error.params }
  return { code: 'import.broke', params: {} }
}

/**
 * Says that the run lives, and how far it is.
 *
 * @returns false where it was stopped, another process took it over, or its person may not import any more
 */
async function beat(house: House, worker: string, { id, person_id: person }: JobRow, run: Run): Promise<boolean> {
  const text = `update import_job set beat_at = $3, counts = $4, read = $5 where id = $1 and worker = $2 and state = 'running' returning id`
  const values = [id, worker, house.now(), run.counts, run.read]
  const [still] = await read(house.pool, asSystem, { name: 'import-beat', text, values })
  if (!still) return false
  if (await mayImport(house, person)) return true
  await read(house.pool, asSystem, { text: `update import_job set state = 'stopped' where id = $1`, values: [id] })
  return false
}

/** Leaves an import as it is, for whoever starts next. */
async function letGo({ pool }: House, worker: string, { id }: JobRow): Promise<void> {
  const text = 'update import_job set worker = null, beat_at = null where id = $1 and worker = $2'
  await read(pool, asSystem, { text, values: [id, worker] })
}

/** Forgets files and problems whose time is over. */
async function forgetExpired({ pool, now }: House): Promise<void> {
  const text = `${forgetting} where name_box <> '' and expires_at <= $1 and state <> 'running'`
  await read(pool, asSystem, { name: 'forget-imports', text, values: [now()] })
}

/** Runs imports until stopped. @returns stops it; rows under way are finished */
export function startImports(house: House, logger: Logger): () => Promise<void> {
  const round = async (stop: AbortSignal) => {
    await forgetExpired(house)
    await runImports(house, stop)
  }
  return nowAndThen({ everyMs }, round, (error) =>
    logger.warn({ fault: error.name, code: error.code }, 'imports could not be looked after; tried again'),
  )
}
