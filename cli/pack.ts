import { basename, join } from 'node:path'
import type { Command } from 'commander'
import { inLanguage } from './clause-in-words.ts'
import { Failure } from './failure.ts'
import { addPackDiff } from './pack-diff.ts'
import { addPackExplain } from './pack-explain.ts'
import { addPackLint } from './pack-lint.ts'
import { addPackSimulate } from './pack-simulate.ts'
import { chosen } from './packs-chosen.ts'
import type { Say } from './words.ts'

type Options = { readonly folder?: string; readonly json?: boolean }

export function addPack(program: Command, say: Say): void {
  const group = program.command('pack').description(say('command.pack'))
  const add = (name: string, run: (say: Say, ids: readonly string[], options: Options) => Promise<void>) =>
    group
      .command(name)
      .description(say(`command.pack-${name}`))
      .argument('[id...]', say('argument.packs'))
      .option('--folder <path>', say('option.folder'))
      .option('--json', say('option.json'))
      .action((ids: readonly string[], options: Options) => run(say, ids, options))
  add('check', check)
  add('test', test)
  addPackLint(group, say)
  addPackExplain(group, say)
  addPackDiff(group, say)
  addPackSimulate(group, say)
}

/** Every problem of every pack, with file, line and a sentence. */
async function check(say: Say, ids: readonly string[], options: Options): Promise<void> {
  const { packs } = await chosen(say, ids, options)
  if (options.json) return console.log(JSON.stringify(packs.map(({ id, hash }) => ({ pack: id, hash }))))
  for (const pack of packs)
    console.log(
      say('pack.fine', {
        pack: pack.id,
        duties: Object.keys(pack.content.obligations).length,
        hash: pack.hash.slice(0, 12),
      }),
    )
}

/** Runs the golden cases. */
async function test(say: Say, ids: readonly string[], options: Options): Promise<void> {
  const { packs, folder } = await chosen(say, ids, options)
  const { testPack } = await import('../server/policy/test-pack.ts')
  const { loadRules } = await import('../server/policy/load-rules.ts')
  const { projectRoot } = await import('../server/project-root.ts')
  const { years } = await loadRules(projectRoot)
  const tested = await Promise.all(
    packs.map((pack) => testPack(pack, join(folder, pack.id), join(basename(folder), pack.id), years)),
  )
  if (options.json) console.log(JSON.stringify(tested))
  else for (const { pack, examples } of tested) console.log(say('pack.tested', { pack, examples }))
  const failed = tested.flatMap((one) => one.failed)
  if (failed.length === 0) return
  throw new Failure(
    failed.map(({ file, name, step, what, ...one }) =>
      say('pack.failed', { ...one, file, name: inLanguage(say, name), what: inLanguage(say, what), step: step + 1 }),
    ),
  )
}
