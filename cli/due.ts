import type { Command } from 'commander'
import { type Allowance, parseAllowance } from '../core/calendar/allowance.ts'
import type { YearFile } from '../core/calendar/calendar-shape.ts'
import type { Due } from '../core/calendar/due.ts'
import type { OfficeCalendar } from '../core/calendar/office-calendar.ts'
import type { PackInForce } from '../core/policy/pack-in-force.ts'
import type { Duty } from '../core/policy/pack-shape.ts'
import { Failure } from './failure.ts'
import type { Say } from './words.ts'

type Options = {
  readonly batch?: string
  readonly from?: string
  readonly allow?: string
  readonly pack?: string
  readonly obligation?: string
  readonly channel?: string
  readonly hours?: string
  readonly zone?: string
  readonly json?: boolean
}

export function addDue(program: Command, say: Say): void {
  program
    .command('due')
    .description(say('command.due'))
    .option('--from <moment>', say('option.from'))
    .option('--allow <time>', say('option.allow'))
    .option('--pack <id>', say('option.of-pack'))
    .option('--obligation <name>', say('option.obligation'))
    .option('--channel <id>', say('option.of-channel'))
    .option('--hours <intervals>', say('option.hours'))
    .option('--zone <name>', say('option.zone'))
    .option('--batch <file>', say('option.batch'))
    .option('--json', say('option.json'))
    .addHelpText('after', say('due.example'))
    .action((options: Options) => run(say, options))
}

async function run(say: Say, options: Options): Promise<void> {
  const { loadRules } = await import('../server/policy/load-rules.ts')
  const { projectRoot } = await import('../server/project-root.ts')
  const { packs, years } = await loadRules(projectRoot)
  if (options.batch === undefined) return answerOne(say, options, packs, years)
  const { dueAnswers } = await import('../core/calendar/question.ts')
  const { answerBatch } = await import('./due-batch.ts')
  const unanswered = await answerBatch(options.batch, dueAnswers(years))
  if (unanswered) throw new Failure([say('due.unanswered', { ...unanswered, line: String(unanswered.line) })])
}

async function answerOne(
  say: Say,
  options: Options,
  packs: readonly PackInForce[],
  years: readonly YearFile[],
): Promise<void> {
  const { DueBasis, officeCalendars } = await import('../core/calendar/question.ts')
  const { dueAt } = await import('../core/calendar/due.ts')
  const named = options.obligation === undefined ? undefined : await dutyNamed(say, options, packs)
  const { from = new Date().toISOString(), zone } = options
  const hours = options.hours ?? named?.hours
  const basis = DueBasis.safeParse({ from, hours, zone })
  if (!basis.success)
    throw new Failure(basis.error.issues.map(({ path: [option] }) => say(`due.wrong.${String(option)}`)))
  const office = officeCalendars(years)(basis.data)
  const { countedBy } = await import('../core/policy/counted-by.ts')
  const calendar = named ? countedBy(named.pack, office) : office
  const allowance = named ? await allowed(say, options, named, basis.data, calendar) : ofText(say, options)
  if (options.hours === undefined && hours && !options.json) console.log(say('due.assumed-hours', { hours }))
  await tell(say, options, dueAt(Temporal.Instant.from(from), allowance, calendar), calendar)
}

function ofText(say: Say, { allow }: Options): Allowance {
  const allowance = allow === undefined ? undefined : parseAllowance(allow)
  if (!allowance) throw new Failure([say(allow === undefined ? 'due.nothing-asked' : 'due.wrong.allow')])
  return allowance
}

type Named = { readonly pack: PackInForce; readonly duty: Duty; readonly hours: string | undefined }

/** The duty that is asked for, and the hours to assume where its limit depends on when the office is open. */
async function dutyNamed(
  say: Say,
  { pack: id, obligation = '' }: Options,
  packs: readonly PackInForce[],
): Promise<Named> {
  const { usualHours } = await import('../core/calendar/question.ts')
  const { mindsOfficeHours } = await import('../core/policy/limits.ts')
  const pack = packs.find((one) => one.id === id)
  if (!pack) throw new Failure([say('due.no-pack', { packs: packs.map((one) => one.id) })])
  const duties = pack.content.obligations
  const duty = duties[obligation]
  if (!duty) throw new Failure([say('due.no-obligation', { pack: pack.id, obligations: Object.keys(duties) })])
  return { pack, duty, hours: mindsOfficeHours(duty) ? usualHours : undefined }
}

/** The time that a duty allows for a channel, on the day and at the time from which it runs. */
async function allowed(
  say: Say,
  { channel = '' }: Options,
  { pack, duty }: Named,
  { from }: { from: string },
  calendar: OfficeCalendar,
): Promise<Allowance> {
  const { allowanceFor, receivedAt } = await import('../core/policy/limits.ts')
  const channels = pack.content.intake.channels
  const asks = duty.limits?.some((limit) => limit.channels !== undefined)
  if ((asks || channel) && !channels[channel])
    throw new Failure([say('due.no-channel', { pack: pack.id, channels: Object.keys(channels) })])
  const start = Temporal.Instant.from(from).toString({ fractionalSecondDigits: 3 })
  const allowance = parseAllowance(allowanceFor(duty, { channel, start }, calendar, true) ?? '')
  if (allowance) return allowance
  throw new Failure([say('due.no-limit', { channel, received: say(`due.received.${receivedAt(start, calendar)}`) })])
}

async function tell(
  say: Say,
  { json, zone: asked = 'Asia/Shanghai' }: Options,
  { due, provisional, steps }: Due,
  { zone }: OfficeCalendar,
): Promise<void> {
  const { explain, inZoneOf } = await import('../core/calendar/explain.ts')
  const language = say.language === 'en' ? 'en' : 'zh'
  if (json) return console.log(JSON.stringify({ due: due.toString(), provisional, steps }))
  if (zone !== asked) console.log(inZoneOf(zone, language))
  for (const sentence of explain({ steps }, language)) console.log(sentence)
  console.log(due.toZonedDateTimeISO(zone).toString({ timeZoneName: 'never' }))
}
