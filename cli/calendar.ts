import { basename, resolve } from 'node:path'
import type { Command } from 'commander'
import type { House } from '../server/house.ts'
import { Failure } from './failure.ts'
import { beFrugal } from './frugal.ts'
import type { Say } from './words.ts'

type Options = { readonly json?: boolean }

export function addCalendar(program: Command, say: Say): void {
  program
    .command('calendar')
    .description(say('command.calendar'))
    .command('import')
    .description(say('command.calendar-import'))
    .argument('<file>', say('argument.year'))
    .option('--json', say('option.json'))
    .addHelpText('after', say('calendar.example'))
    .action((file: string, options: Options) => run(say, file, options))
}

async function run(say: Say, file: string, options: Options): Promise<void> {
  beFrugal()
  const { withHouse } = await import('./with-house.ts')
  const clean = await withHouse(say, (house) => importInto(house, say, resolve(file), options))
  if (!clean) process.exitCode = 1
}

async function importInto(house: House, say: Say, file: string, { json = false }: Options): Promise<boolean> {
  const { followCalendars } = await import('../server/jobs/follow-calendar.ts')
  const { year, news } = await learn(house, say, file)
  const { status, notice } = year
  if (!json) console.log(say(`calendar.${news ? status : 'known'}`, { year: String(year.year), notice: notice.title }))
  const { followed, moves, failures } = await followCalendars(house)
  const moved = [...moves.values()].reduce((sum, { later, earlier }) => sum + later + earlier, 0)
  const told = { year: year.year, status, news, cases: followed, moved, failed: failures.length }
  if (json) console.log(JSON.stringify(told))
  else console.log(say('calendar.followed', { cases: followed, moved }))
  for (const { message } of failures) console.error(say('calendar.failed', { why: message }))
  return failures.length === 0
}

/** By the command of the organisation that the screen runs as well. */
async function learn(house: House, say: Say, file: string) {
  const { PolicyProblems } = await import('../server/policy/policy-problems.ts')
  const { readText } = await import('../server/policy/read-yaml.ts')
  const { readNotice } = await import('../server/policy/read-notice.ts')
  const { handleOrganisation } = await import('../server/organisation/handle-organisation.ts')
  const { importYear } = await import('../core/organisation/commands.ts')
  const notice = await readText(file)
  const read = readNotice(notice, basename(file), await house.policies.years.latest())
  if ('problems' in read) throw new PolicyProblems(read.problems)
  const caller = { kind: 'system', id: 'command-line' } as const
  const answer = await handleOrganisation(house, { command: importYear, input: { notice }, caller })
  if ('refusal' in answer) throw new Failure([say(answer.refusal.code, answer.refusal.params)])
  return { year: read.file, news: read.news }
}
