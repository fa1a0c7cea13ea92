import type { Command } from 'commander'
import { type Allowance, parseAllowance } from '../core/calendar/allowance.ts'
import type { Due } from '../core/calendar/due.ts'
import type { DueAnswers } from '../core/calendar/question.ts'
import type { PackInForce } from '../core/policy/pack-in-force.ts'
import { Failure } from './failure.ts'
import type { Say } from './words.ts'

type Options = {
  readonly batch?: string
  readonly from?: string
  readonly allow?: string
  readonly pack?: string
  readonly obligation?: string
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
  const { dueAnswers } = await import('../core/calendar/question.ts')
  const { packs, years } = await loadRules(projectRoot)
  if (options.batch === undefined) return answerOne(say, options, packs, dueAnswers(years))
  const { answerBatch } = await import('./due-batch.ts')
  const unanswered = await answerBatch(options.batch, dueAnswers(years))
  if (unanswered) throw new Failure([say('due.unanswered', { ...unanswered, line: String(unanswered.line) })])
}

async function answerOne(
  say: Say,
  options: Options,
  packs: readonly PackInForce[],
  answers: DueAnswers,
): Promise<void> {
  const { DueBasis } = await import('../core/calendar/question.ts')
  const { from, hours, zone } = options
  const basis = DueBasis.safeParse({ from: from ?? new Date().toISOString(), hours, zone })
  if (!basis.success)
    throw new Failure(basis.error.issues.map(({ path: [option] }) => say(`due.wrong.${String(option)}`)))
  const allowance =
    options.obligation === undefined ? ofText(say, options) : await ofDuty(say, options, packs, basis.data)
  await tell(say, options, answers(basis.data, allowance))
}

function ofText(say: Say, { allow }: Options): Allowance {
  const allowance = allow === undefined ? undefined : parseAllowance(allow)
  if (!allowance) throw new Failure([say(allow === undefined ? 'due.nothing-asked' : 'due.wrong.allow')])
  return allowance
}

/** The time that a duty of a pack allows on the day from which it runs. */
async function ofDuty(
  say: Say,
  { pack: id, obligation = '' }: Options,
  packs: readonly PackInForce[],
  { from, zone }: { from: string; zone: string },
): Promise<Allowance> {
  const { valueAt } = await import('../core/policy/pack-in-force.ts')
  const pack = packs.find((one) => one.id === id)
  if (!pack) throw new Failure([say('due.no-pack', { packs: packs.map((one) => one.id) })])
  const duties = pack.content.obligations
  const duty = duties[obligation]
  if (!duty) throw new Failure([say('due.no-obligation', { pack: pack.id, obligations: Object.keys(duties) })])
  const day = Temporal.Instant.from(from).toZonedDateTimeISO(zone).toPlainDate().toString()
  const allowance = parseAllowance(valueAt(duty.allow, day, true) ?? '')
  if (!allowance) throw new Error('the loader let an allowance pass')
  return allowance
}

async function tell(
  say: Say,
  { json, zone = 'Asia/Shanghai' }: Options,
  { due, provisional, steps }: Due,
): Promise<void> {
  const { explain } = await import('../core/calendar/explain.ts')
  if (json) return console.log(JSON.stringify({ due: due.toString(), provisional, steps }))
  for (const sentence of explain({ steps }, say.language === 'en' ? 'en' : 'zh')) console.log(sentence)
  console.log(due.toZonedDateTimeISO(zone).toString({ timeZoneName: 'never' }))
}
