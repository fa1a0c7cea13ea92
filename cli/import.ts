import { basename, resolve } from 'node:path'
import type { Command } from 'commander'
import { fields } from '../server/import/fields.ts'
import type { ImportWish } from '../server/import/import-file.ts'
import { beFrugal } from './frugal.ts'
import type { Say } from './words.ts'

type Options = {
  readonly pack?: readonly string[]
  readonly map?: string
  readonly source?: string
  readonly unit?: string
  readonly replay?: boolean
  readonly json?: boolean
  readonly errors?: string
}

export function addImport(program: Command, say: Say): void {
  const all = (one: string, before: readonly string[] = []) => [...before, one]
  program
    .command('import')
    .description(say('command.import'))
    .argument('<file>', say('argument.file'))
    .option('--pack <id>', say('option.pack'), all)
    .option('--map <yaml>', say('option.map'))
    .option('--source <name>', say('option.source'))
    .option('--unit <name>', say('option.unit'))
    .option('--replay', say('option.replay'))
    .option('--json', say('option.json'))
    .option('--errors <xlsx>', say('option.errors'))
    .addHelpText('after', say('import.example', { fields: [...fields] }))
    .action((file: string, options: Options) => run(say, file, options))
}

/** Everything heavy is loaded here, so that `--help` stays quick. */
async function run(say: Say, file: string, options: Options): Promise<void> {
  beFrugal()
  const { readMapFile } = await import('../server/import/map-file.ts')
  const { withHouse } = await import('./with-house.ts')
  const { importInto } = await import('./import-into.ts')
  const map = options.map === undefined ? undefined : await readMapFile(options.map)
  const { unit, pack: packs = [], replay = false } = options
  const source = options.source ?? map?.source ?? sourceOf(file)
  const wish: ImportWish = { file: resolve(file), source, packs, map, unit, replay }
  const sheet = resolve(options.errors ?? `${basename(file)}.errors.xlsx`)
  const clean = await withHouse(say, (house) => importInto(house, say, wish, { sheet, json: options.json === true }))
  if (!clean) process.exitCode = 1
}

/** A source goes by the name of its file, without what only says how the file is written. */
export function sourceOf(file: string): string {
  return basename(file).replace(/(\.(csv|tsv|txt|jsonl|ndjson|json|xlsx|gz))+$/i, '')
}
