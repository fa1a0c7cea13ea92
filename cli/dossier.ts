import { resolve } from 'node:path'
import type { Command } from 'commander'
import { isRefusal } from '../core/shared/refusal.ts'
import type { House } from '../server/house.ts'
import { addressOf } from './address-of.ts'
import { Failure } from './failure.ts'
import { beFrugal } from './frugal.ts'
import type { Say } from './words.ts'

type Options = { readonly output?: string; readonly reason?: string }

export function addDossier(program: Command, say: Say): void {
  program
    .command('dossier')
    .description(say('command.dossier'))
    .argument('<number>', say('argument.number'))
    .option('-o, --output <file>', say('option.output'))
    .option('--reason <text>', say('option.reason'))
    .action((number: string, options: Options) => run(say, number, options))
}

async function run(say: Say, number: string, options: Options): Promise<void> {
  beFrugal()
  const { withHouse } = await import('./with-house.ts')
  await withHouse(say, (house) => take(house, say, number, options))
}

async function take(house: House, say: Say, number: string, { output, reason }: Options): Promise<void> {
  const { createWriteStream } = await import('node:fs')
  const { pipeline } = await import('node:stream/promises')
  const { caseNumbered } = await import('../server/read/case-numbered.ts')
  const { makeDossier } = await import('../server/dossier/make-dossier.ts')
  const id = await caseNumbered(house, number)
  if (!id) throw new Failure([say('print.no-such-case', { number })])
  const wish = { person: 'system', language: say.language, reason, origin: addressOf(say) }
  const made = await makeDossier(house, id, wish)
  if (isRefusal(made)) throw new Failure([say(made.code)])
  const file = resolve(output ?? made.name)
  await pipeline(made.archive, createWriteStream(file, { mode: 0o600 }))
  console.log(say('dossier.written', { number, file }))
}
