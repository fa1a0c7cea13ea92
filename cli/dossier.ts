import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { House } from '../server/house.ts'
import { Failure } from './failure.ts'
import { beFrugal } from './frugal.ts'
import type { Say } from './words.ts'

type Options = { readonly output?: string; readonly contacts?: string }

export function addDossier(program: Command, say: Say): void {
  program
    .command('dossier')
    .description(say('command.dossier'))
    .argument('<number>', say('argument.number'))
    .option('-o, --output <file>', say('option.output'))
    .option('--contacts <reason>', say('option.contacts'))
    .action((number: string, options: Options) => run(say, number, options))
}

async function run(say: Say, number: string, options: Options): Promise<void> {
  beFrugal()
  const { withHouse } = await import('./with-house.ts')
  await withHouse(say, (house) => take(house, say, number, options))
}

async function take(house: House, say: Say, number: string, { output, contacts: reason }: Options): Promise<void> {
  const { writeFile } = await import('node:fs/promises')
  const { asSystem, read } = await import('../server/db/transaction.ts')
  const { makeDossier } = await import('../server/dossier/make-dossier.ts')
  const text = 'select id from case_row where number = $1'
  const [found] = await read<{ id: string }>(house.pool, asSystem, { text, values: [number] })
  if (!found) throw new Failure([say('trail.no-such-case', { number })])
  const made = await makeDossier(house, found.id, { scope: asSystem, person: 'operator', reason })
  if ('code' in made) throw new Failure([say(made.code)])
  const file = resolve(output ?? `${number}_${made.madeAt.slice(0, 10)}_案卷.zip`)
  await writeFile(file, made.archive, { mode: 0o600 })
  console.log(say('dossier.written', { number, file }))
}
