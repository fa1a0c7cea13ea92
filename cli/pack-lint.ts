import type { Command } from 'commander'
import type { CrossFinding, LintFinding, Side } from '../core/policy/lint-finding.ts'
import type { Stale } from '../core/policy/lint-stale.ts'
import type { Pack } from '../core/policy/pack-shape.ts'
import type { Words } from '../core/shared/words.ts'
import { inLanguage } from './clause-in-words.ts'
import { Failure } from './failure.ts'
import { chosen } from './packs-chosen.ts'
import type { Say } from './words.ts'

type Options = { readonly folder?: string; readonly json?: boolean }

export function addPackLint(group: Command, say: Say): void {
  group
    .command('lint')
    .description(say('command.pack-lint'))
    .argument('[id...]', say('argument.packs'))
    .option('--folder <path>', say('option.folder'))
    .option('--json', say('option.json'))
    .action((ids: readonly string[], options: Options) => run(say, ids, options))
}

/** What contradicts itself, in a pack and between it and the others: an end with problems where no pack records it. */
async function run(say: Say, ids: readonly string[], options: Options): Promise<void> {
  const linted = await lint(say, ids, options)
  if (options.json) console.log(JSON.stringify(linted))
  else tell(say, linted)
  const left = [
    ...linted.packs.flatMap(({ pack, findings }) => findings.filter(isOpen).map((one) => ofPack(say, pack, one))),
    ...linted.across.filter(isOpen).map((one) => between(say, one)),
    ...linted.stale.map((one) => staleInWords(say, one)),
  ]
  if (left.length > 0) throw new Failure(left)
}

/** A finding with why it is kept; null where no pack says so. */
type Explained<T> = T & { readonly reason: Words | null }
type Linted = {
  readonly packs: readonly { readonly pack: string; readonly findings: readonly Explained<LintFinding>[] }[]
  readonly across: readonly Explained<CrossFinding>[]
  readonly stale: readonly Stale[]
}

async function lint(say: Say, ids: readonly string[], options: Options): Promise<Linted> {
  const { packs, beside } = await chosen(say, ids, options)
  const { lintPack, reasonFor } = await import('../core/policy/lint.ts')
  const { lintAcross, reasonAcross } = await import('../core/policy/lint-across.ts')
  const { staleExceptions } = await import('../core/policy/lint-stale.ts')
  const all: readonly Pack[] = beside.map(({ content }) => content)
  const isChosen = (id: string) => packs.some((one) => one.id === id)
  return {
    packs: packs.map(({ id, content }) => ({
      pack: id,
      findings: lintPack(content).map((one) => ({ ...one, reason: reasonFor(content, one) ?? null })),
    })),
    across: lintAcross(all)
      .filter(({ sides }) => sides.some(({ pack }) => isChosen(pack)))
      .map((one) => ({ ...one, reason: reasonAcross(all, one) ?? null })),
    stale: staleExceptions(all).filter(({ pack }) => isChosen(pack)),
  }
}

function isOpen({ reason }: Explained<object>): boolean {
  return reason === null
}

function tell(say: Say, { packs, across }: Linted): void {
  for (const { pack, findings } of packs) {
    console.log(say('pack.linted', { pack, count: findings.length }))
    recorded(say, findings, (one) => ofPack(say, pack, one))
  }
  console.log(say('pack.linted-across', { count: across.length }))
  recorded(say, across, (one) => between(say, one))
}

function recorded<T>(say: Say, findings: readonly Explained<T>[], sentence: (one: T) => string): void {
  for (const { reason, ...one } of findings)
    if (reason) console.log(`  ${sentence(one as T)} ${say('pack.recorded', { why: inLanguage(say, reason) })}`)
}

function ofPack(say: Say, pack: string, { rule, at, others }: LintFinding): string {
  return say(`pack.lint.${rule}`, { pack, at, others })
}

function between(say: Say, { rule, sides: [one, other] }: CrossFinding): string {
  return say(`pack.lint.${rule}`, { one: sideInWords(say, one), other: sideInWords(say, other) })
}

function sideInWords(say: Say, { pack, at, says, source }: Side): string {
  const clause = 'clause' in source ? source.clause : say('pack.lint.designed')
  const short = inLanguage(say, says)
  return say(short ? 'pack.lint.side' : 'pack.lint.side-alone', { pack, at, says: short, clause })
}

function staleInWords(say: Say, { with: other, ...one }: Stale): string {
  return say(other === undefined ? 'pack.lint.stale' : 'pack.lint.stale-with', { ...one, other })
}
