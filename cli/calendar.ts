import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { House } from '../server/house.ts'
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
  const { importYear } = await import('../server/policy/import-year.ts')
  const { followCalendars } = await import('../server/jobs/follow-calendar.ts')
  const { year, news } = await importYear(house.policies.years, file)
  const { status, notice } = year
  if (!json) console.log(say(`calendar.${news ? status : 'known'}`, { year: String(year.year), notice: notice.title }))
  const { followed, failures } = await followCalendars(house)
  if (json) console.log(JSON.stringify({ year: year.year, status, news, cases: followed, failed: failures.length }))
  else console.log(say('calendar.followed', { cases: followed }))
  for (const { message } of failures) console.error(say('calendar.failed', { why: message }))
  return failures.length === 0
}
