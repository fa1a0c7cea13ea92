import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Gathered } from '../core/understanding/radar.ts'
import { progress } from './progress.ts'
import type { Say } from './words.ts'

type Options = {
  readonly id: string
  readonly person: string
  readonly time: string
  readonly text: string
  readonly json?: boolean
}

/** Groups that are told to people; `--json` has all of them. */
const told = 30

export function addRadar(program: Command, say: Say): void {
  program
    .command('radar')
    .description(say('command.radar'))
    .argument('<file>', say('argument.complaints'))
    .requiredOption('--id <column>', say('option.id-column'))
    .requiredOption('--person <column>', say('option.person-column'))
    .requiredOption('--time <column>', say('option.time-column'))
    .requiredOption('--text <columns>', say('option.text-columns'))
    .option('--json', say('option.json'))
    .addHelpText('after', say('radar.example'))
    .action((file: string, options: Options) => run(say, file, options))
}

/** Complaints of the same cause in a file, the largest group first. */
async function run(say: Say, file: string, { id, person, time, text, json }: Options): Promise<void> {
  const { radar, usualRadar } = await import('../core/understanding/radar.ts')
  const { comparedLetters } = await import('../server/understanding/letters.ts')
  const { readBlips } = await import('../server/understanding/read-blips.ts')
  const begun = performance.now()
  const columns = { id, person, time, text: text.split(/[,，]/).map((one) => one.trim()) }
  const bar = progress(say, 'radar.bar', !json)
  const { blips, bad } = await readBlips(resolve(file), columns, await comparedLetters(), bar.show)
  bar.end()
  for (const one of bad)
    console.error(say('classify.bad-line', { file, line: String(one.line), why: say(one.code, one.params) }))
  if (bad.length > 0) process.exitCode = 1
  const groups = radar(blips, usualRadar)
  const seconds = Math.round((performance.now() - begun) / 100) / 10
  if (json) console.log(JSON.stringify({ complaints: blips.length, seconds, groups }))
  else console.log(inLines(say, groups, blips.length, seconds).join('\n'))
}

function inLines(say: Say, groups: readonly Gathered[], complaints: number, seconds: number): string[] {
  const grouped = groups.reduce((sum, { ids }) => sum + ids.length, 0)
  return [
    say('radar.done', { complaints, groups: groups.length, grouped, seconds }),
    ...groups.slice(0, told).map(({ ids, phrases, first, last, people }) =>
      say('radar.group', {
        count: ids.length,
        people,
        phrases: [...phrases],
        first: first.slice(0, 10),
        last: last.slice(0, 10),
        ids: ids.slice(0, 3),
      }),
    ),
    ...(groups.length > told ? [say('radar.more', { groups: groups.length - told })] : []),
  ]
}
