import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { isRefusal } from '../core/shared/refusal.ts'
import type { DocumentKind } from '../server/documents/paper.ts'
import type { House } from '../server/house.ts'
import { addressOf } from './address-of.ts'
import { Failure } from './failure.ts'
import { beFrugal } from './frugal.ts'
import type { Say } from './words.ts'

type Options = {
  readonly sheet?: boolean
  readonly file?: boolean
  readonly output?: string
  readonly reason?: string
  readonly address?: string
}

export function addPrint(program: Command, say: Say): void {
  program
    .command('print')
    .description(say('command.print'))
    .argument('<number>', say('argument.number'))
    .option('--sheet', say('option.sheet'))
    .option('--file', say('option.file'))
    .option('-o, --output <pdf>', say('option.pdf'))
    .option('--reason <text>', say('option.reason'))
    .option('--address <url>', say('option.address'))
    .action((number: string, options: Options) => run(say, number, options))
}

async function run(say: Say, number: string, options: Options): Promise<void> {
  if (options.sheet === options.file) throw new Failure([say('print.which')])
  beFrugal()
  const { withHouse } = await import('./with-house.ts')
  const place = await withHouse(say, (house) => printTo(house, say, number, options))
  console.log(say('print.done', { place }))
}

/** Writes a document of a case to a file. The reading stands in the read log as the system's. @returns where it lies */
async function printTo(house: House, say: Say, number: string, options: Options): Promise<string> {
  const { readPaper } = await import('../server/read/case-paper.ts')
  const { caseNumbered } = await import('../server/read/case-numbered.ts')
  const { fileNameOf } = await import('../server/documents/file-name.ts')
  const kind: DocumentKind = options.sheet ? 'sheet' : 'file'
  const [organisation, id] = [await house.directory.now(), await caseNumbered(house, number)]
  const { reason, address: origin = addressOf(say) } = options
  const wish = { what: kind, reason, person: 'system', language: say.language, origin }
  const paper = organisation && id ? await readPaper(house, organisation, id, wish) : undefined
  if (!paper) throw new Failure([say('print.no-such-case', { number })])
  const pdf = await house.printer.print(kind, paper)
  if (isRefusal(pdf)) throw new Failure([say(pdf.code)])
  const place = resolve(options.output ?? fileNameOf(kind, paper))
  await writeFile(place, pdf)
  return place
}
