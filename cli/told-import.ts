import { allowanceInWords, parseAllowance } from '../core/calendar/allowance.ts'
import type { House } from '../server/house.ts'
import type { Outcome } from '../server/import/outcome.ts'
import type { Say } from './words.ts'

export type Ending = {
  readonly unused: readonly string[]
  readonly stopped: boolean
  /** Where the list of problems lies; undefined where there are none. */
  readonly sheet: string | undefined
}

/** What became of an import, line by line, for people. */
export function toldImport(house: House, say: Say, outcome: Outcome, { unused, stopped, sheet }: Ending): string[] {
  const duties = Object.entries(outcome.obligations)
  return [
    say('import.done', outcome),
    ...(stopped ? [say('import.stopped')] : []),
    ...(unused.length > 0 ? [say('import.unused', { columns: unused })] : []),
    ...(duties.length > 0 ? [say('import.duties', { source: outcome.source })] : []),
    ...duties.map(([key, counts]) => {
      const words = { duty: dutyName(house, say, key, outcome.packs), allowance: allowance(say, counts.allowance) }
      return say('import.duty', { ...counts, ...words })
    }),
    ...(sheet ? [say('import.sheet', { path: sheet })] : []),
  ]
}

/** The name of a duty as its pack has it today; its code where the pack has it no more. */
function dutyName({ policies }: House, say: Say, key: string, packs: readonly string[]): string {
  const [regime, duty] = key.includes(':') ? key.split(':') : [packs[0], key]
  const found = policies.current.get(regime ?? '')?.content.obligations[duty ?? '']
  return found?.duty[say.language === 'en' ? 'en' : 'zh'] ?? key
}

function allowance(say: Say, written: string): string {
  const parsed = parseAllowance(written)
  return parsed ? allowanceInWords(parsed, say.language === 'en' ? 'en' : 'zh') : written
}
