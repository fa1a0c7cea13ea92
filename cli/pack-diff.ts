import type { Command } from 'commander'
import type { Change } from '../core/policy/diff.ts'
import { onePack } from './packs-chosen.ts'
import type { Say } from './words.ts'

export function addPackDiff(group: Command, say: Say): void {
  group
    .command('diff')
    .description(say('command.pack-diff'))
    .argument('<before>', say('argument.version'))
    .argument('<after>', say('argument.version'))
    .option('--json', say('option.json'))
    .action((before: string, after: string, options: { json?: boolean }) => run(say, before, after, options))
}

/** Two versions of a pack clause by clause, each given by its id or by its folder. */
async function run(say: Say, before: string, after: string, { json }: { json?: boolean }): Promise<void> {
  const { diffPacks } = await import('../core/policy/diff.ts')
  const [old, fresh] = [await onePack(say, before), await onePack(say, after)]
  const changes = diffPacks(old.content, fresh.content)
  if (json) return console.log(JSON.stringify({ before: old.hash, after: fresh.hash, changes }))
  console.log(say('pack.diff.versions', { before: old.hash.slice(0, 12), after: fresh.hash.slice(0, 12) }))
  for (const clause of new Set(changes.map((one) => one.clause))) {
    console.log(clause)
    for (const one of changes.filter((other) => other.clause === clause)) console.log(`  ${told(say, one)}`)
  }
  if (changes.length === 0) console.log(say('pack.diff.none'))
}

function told(say: Say, { at, before, after }: Change): string {
  const values = { at, before: JSON.stringify(before), after: JSON.stringify(after) }
  if (before === undefined) return say(at ? 'pack.diff.added' : 'pack.diff.clause-added', values)
  if (after === undefined) return say(at ? 'pack.diff.removed' : 'pack.diff.clause-removed', values)
  return say('pack.diff.changed', values)
}
