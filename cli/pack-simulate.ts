import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { SimulationResult } from '../api/simulation.ts'
import type { OfficeHours, YearFile } from '../core/calendar/calendar-shape.ts'
import type { PackInForce } from '../core/policy/pack-in-force.ts'
import type { Change } from '../server/simulate/change.ts'
import { Failure } from './failure.ts'
import { beFrugal } from './frugal.ts'
import { type Progress, progress } from './progress.ts'
import { stopOnSignal } from './stopping.ts'
import { type Named, toldSimulation } from './told-simulation.ts'
import type { Say } from './words.ts'

type Options = {
  readonly folder?: string
  readonly pack?: readonly string[]
  readonly add?: boolean
  readonly calendar?: string
  readonly hours?: string
  readonly file?: string
  readonly map?: string
  readonly json?: boolean
}

const zone = 'Asia/Shanghai'

export function addPackSimulate(group: Command, say: Say): void {
  const all = (one: string, before: readonly string[] = []) => [...before, one]
  group
    .command('simulate')
    .description(say('command.pack-simulate'))
    .option('--folder <path>', say('option.changed'))
    .option('--pack <id>', say('option.simulated'), all)
    .option('--add', say('option.add'))
    .option('--calendar <path>', say('option.calendar'))
    .option('--hours <intervals>', say('option.changed-hours'))
    .option('--file <file>', say('option.history'))
    .option('--map <yaml>', say('option.map'))
    .option('--json', say('option.json'))
    .addHelpText('after', say('simulate.example'))
    .action((options: Options) => run(say, options))
}

/** What a change of rules would have made of history: that of the database, or that of a file. */
async function run(say: Say, options: Options): Promise<void> {
  beFrugal()
  const packs = await changedPacks(say, options)
  const years = options.calendar === undefined ? undefined : await calendarIn(say, options.calendar)
  if (packs.length === 0 && !years && options.hours === undefined) throw new Failure([say('simulate.nothing')])
  const officeIn = await officeOf(say, options.hours)
  const bar = progress(say, 'simulate.bar', !options.json)
  const { stop, forget } = stopOnSignal(say)
  const begun = performance.now()
  const change = { packs, years, add: options.add }
  const work = options.file === undefined ? overDatabase : overFile
  try {
    const { result, ...more } = await work(say, options, { change, officeIn, bar, stop })
    bar.end()
    const seconds = Math.round((performance.now() - begun) / 100) / 10
    if (options.json) console.log(JSON.stringify({ ...result, unreadable: more.unreadable, seconds }))
    else console.log(toldSimulation(say, result, { ...more, seconds }).join('\n'))
  } catch (error) {
    bar.end()
    if (stop.aborted) throw new Failure([say('simulate.stopped')])
    throw error
  } finally {
    forget()
  }
}

type Given = {
  readonly change: Omit<Change, 'office'>
  readonly officeIn: (zone: string) => OfficeHours | undefined
  readonly bar: Progress
  readonly stop: AbortSignal
}
type Done = Named & { readonly result: SimulationResult; readonly unreadable?: number }

async function overDatabase(say: Say, _: Options, { change, officeIn, bar, stop }: Given): Promise<Done> {
  const { withHouse } = await import('./with-house.ts')
  const { simulate } = await import('../server/simulate/simulate.ts')
  return withHouse(say, async (house) => {
    const organisation = await house.directory.now()
    if (!organisation) throw new Failure([say('simulate.no-cases')])
    const office = officeIn(organisation.office.zone)
    const onProgress = (done: number, cases: number) => bar.show(done, done / cases)
    const result = await simulate(house, { ...change, office }, onProgress, stop)
    if (result.cases === 0) throw new Failure([say('simulate.no-cases')])
    const packs = [...change.packs, ...house.policies.current.values()]
    return { result, packs, zone: organisation.office.zone, unitName: (id) => organisation.units.get(id)?.name }
  })
}

async function overFile(say: Say, options: Options, { change, officeIn, bar, stop }: Given): Promise<Done> {
  const { readMapFile } = await import('../server/import/map-file.ts')
  const { simulateFile } = await import('../server/simulate/simulate-file.ts')
  const { parseIntervals, weekdayOffice } = await import('../core/calendar/calendar-shape.ts')
  const { usualHours } = await import('../core/calendar/question.ts')
  const { packs: shipped, years } = await shippedRules()
  const map = options.map === undefined ? undefined : await readMapFile(options.map)
  const wanted = options.pack ?? change.packs.map(({ id }) => id)
  const packs = wanted.flatMap((id) => shipped.find((one) => one.id === id) ?? [])
  if (packs.length === 0) throw new Failure([say('simulate.no-pack', { packs: shipped.map(({ id }) => id) })])
  const office = weekdayOffice(map?.zone ?? zone, parseIntervals(usualHours))
  if (!options.json) console.log(say('simulate.assumed', { packs: packs.map(({ id }) => id), hours: usualHours }))
  const wish = { file: resolve(options.file ?? ''), map, packs, office, years, now: new Date().toISOString() }
  const done = await simulateFile(wish, { ...change, office: officeIn(office.zone) }, bar.show, stop)
  return { ...done, packs: [...change.packs, ...shipped], zone: office.zone, unitName: () => undefined }
}

/** The drafts of a folder, or the program's own packs by id; of several those that are named. */
async function changedPacks(say: Say, { folder, pack: ids, file }: Options): Promise<readonly PackInForce[]> {
  if (folder === undefined && (ids === undefined || file !== undefined)) return []
  const { loadDrafts } = await import('../server/policy/load-packs.ts')
  const { projectRoot } = await import('../server/project-root.ts')
  const among = resolve(projectRoot, 'policy-packs')
  const packs = await loadDrafts(resolve(folder ?? among), among).catch(asFailure(say, folder))
  // Beside a file it says what the complaints stood under.
  if (file !== undefined) return packs
  const unknown = ids?.find((id) => packs.every((one) => one.id !== id))
  if (unknown !== undefined) throw new Failure([say('due.no-pack', { packs: packs.map(({ id }) => id) })])
  return ids ? packs.filter(({ id }) => ids.includes(id)) : packs
}

async function calendarIn(say: Say, folder: string): Promise<readonly YearFile[]> {
  const { loadCalendars } = await import('../server/policy/load-calendars.ts')
  return loadCalendars(resolve(folder)).catch(asFailure(say, folder))
}

function asFailure(say: Say, folder: string | undefined): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    if (error.syscall === undefined) throw error
    throw new Failure([say('simulate.no-folder', { folder, why: error.code })])
  }
}

async function officeOf(say: Say, hours: string | undefined): Promise<Given['officeIn']> {
  const { parseIntervals, weekdayOffice } = await import('../core/calendar/calendar-shape.ts')
  const intervals = hours === undefined ? undefined : parseIntervals(hours)
  if (hours !== undefined && !intervals) throw new Failure([say('due.wrong.hours')])
  return (zone) => intervals && weekdayOffice(zone, intervals)
}

async function shippedRules() {
  const { loadRules } = await import('../server/policy/load-rules.ts')
  const { projectRoot } = await import('../server/project-root.ts')
  return loadRules(projectRoot)
}
