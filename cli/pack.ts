import { basename, join } from 'node:path'
import type { Command } from 'commander'
import type { LintFinding } from '../core/policy/lint.ts'
import { Failure } from './failure.ts'
import { addPackDiff } from './pack-diff.ts'
import { addPackExplain } from './pack-explain.ts'
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
  add('lint', lint)
  add('test', test)
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

/** What contradicts itself: an end with problems where the pack does not record it as an exception. */
async function lint(say: Say, ids: readonly string[], options: Options): Promise<void> {
  const { packs } = await chosen(say, ids, options)
  const { lintPack, unexplained } = await import('../core/policy/lint.ts')
  const linted = packs.map(({ id, content }) => ({
    pack: id,
    findings: lintPack(content),
    exceptions: content.manifest.exceptions ?? [],
    unexplained: unexplained(content),
  }))
  if (options.json) console.log(JSON.stringify(linted))
  const spelt = (pack: string, { rule, at, others }: LintFinding) => say(`pack.lint.${rule}`, { pack, at, others })
  for (const { pack, findings, exceptions } of options.json ? [] : linted) {
    console.log(say('pack.linted', { pack, count: findings.length }))
    for (const finding of findings) {
      const why = exceptions.find(({ rule, at }) => rule === finding.rule && at === finding.at)?.reason
      if (why) console.log(`  ${spelt(pack, finding)} ${say.language === 'en' ? why.en : why.zh}`)
    }
  }
  const left = linted.flatMap(({ pack, unexplained }) => unexplained.map((one) => spelt(pack, one)))
  if (left.length > 0) throw new Failure(left)
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
    failed.map(({ file, name, step, ...one }) =>
      say('pack.failed', { ...one, file, name: say.language === 'en' ? name.en : name.zh, step: step + 1 }),
    ),
  )
}
