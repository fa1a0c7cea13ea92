import type { Command } from 'commander'
import type { House } from '../server/house.ts'
import type { Finding } from '../server/trail/verify/finding.ts'
import type { Verified } from '../server/trail/verify.ts'
import { Failure } from './failure.ts'
import { beFrugal } from './frugal.ts'
import type { Say } from './words.ts'

type Options = { readonly case?: string; readonly filesBySize?: boolean; readonly json?: boolean }

export function addTrailVerify(program: Command, say: Say): void {
  program
    .command('trail')
    .description(say('command.trail'))
    .command('verify')
    .description(say('command.verify'))
    .option('--case <number>', say('option.case'))
    .option('--files-by-size', say('option.files-by-size'))
    .option('--json', say('option.json'))
    .action((options: Options) => run(say, options))
}

async function run(say: Say, options: Options): Promise<void> {
  beFrugal()
  const { withHouse } = await import('./with-house.ts')
  const findings = await withHouse(say, (house, ownerUrl) => verify(house, ownerUrl, say, options))
  if (findings > 0) process.exitCode = 1
}

async function verify(
  house: House,
  ownerUrl: string,
  say: Say,
  { case: number, filesBySize = false, json = false }: Options,
): Promise<number> {
  const { verifyTrail } = await import('../server/trail/verify.ts')
  const { progress } = await import('./progress.ts')
  const started = performance.now()
  const bar = progress(say, 'trail.bar', !json)
  const found: Finding[] = []
  const onProgress = (facts: number, all: number) => bar.show(facts, all === 0 ? 1 : facts / all)
  const seen = await verifyTrail(house, ownerUrl, {
    number,
    content: !filesBySize,
    onFinding: (one) => found.push(one),
    onProgress,
  })
  bar.end()
  if (!seen) throw new Failure([say('trail.no-such-case', { number })])
  const seconds = Math.round((performance.now() - started) / 100) / 10
  if (json) console.log(JSON.stringify({ ...seen, seconds, findings: found }))
  else tell(say, seen, found, seconds)
  return found.length
}

function tell(say: Say, seen: Verified, found: readonly Finding[], seconds: number): void {
  if (found.length === 0) console.log(say('trail.clean', { ...seen, seconds }))
  else console.log(say('trail.found', seen))
  for (const finding of found) console.log(lineOf(finding, say))
  if (seen.files > 0) console.log(filesLine(seen, found, say))
  if (seen.unmarked > 0) console.log(say('trail.unmarked', seen))
  const { checkpoint, unsigned } = seen
  console.log(checkpoint ? say('trail.signed', { ...checkpoint, unsigned }) : say('trail.unsigned'))
}

function filesLine({ files, fileBytes, content }: Verified, found: readonly Finding[], say: Say): string {
  const told = { files, megabytes: Math.round(fileBytes / 1e6) }
  if (!content) return say('trail.files-by-size', told)
  return say(found.some(({ what }) => what.startsWith('file-')) ? 'trail.files-found' : 'trail.files', told)
}

function lineOf({ streamId, stream, name, version, what, detail }: Finding, say: Say): string {
  const organisation = stream === 'organisation' ? say('trail.stream-organisation') : undefined
  const spelt = name ?? organisation ?? say('trail.stream-unnamed', { id: streamId })
  const told = say(`trail.what.${what}`, detail)
  return version === undefined
    ? say('trail.finding-row', { stream: spelt, what: told })
    : say('trail.finding', { stream: spelt, version, what: told })
}
