import { basename } from 'node:path'
import { asSystem, readAll } from '../db/transaction.ts'
import type { House } from '../house.ts'
import type { ImportCounts, ImportWish } from './import-file.ts'
import { type DutyRow, selectAnsweredWithin, selectDuties } from './stored-rows.ts'

type DutyCounts = Omit<DutyRow, 'regime' | 'duty'>

/**
 * What an import came to. `rows` to `errors` count this run; `obligations` and `answeredWithin` count every case of the source,
 * as the stored facts say, so that they are the same after a second run.
 */
export type Outcome = ImportCounts & {
  readonly file: string
  readonly source: string
  /** The packs that the cases stand under, as far as duties of theirs ran. */
  readonly packs: readonly string[]
  /** By duty; where the cases stand under several packs, by pack and duty. */
  readonly obligations: Readonly<Record<string, DutyCounts>>
  readonly answeredWithin: Readonly<Record<string, number>>
  readonly seconds: number
  /** Memory that this process holds after the run, and the most it ever held, in 10^6 bytes. */
  readonly rssMb: number
  readonly rssPeakMb: number
}

/** @param seconds that the run took */
export async function outcomeOf(
  house: House,
  wish: ImportWish,
  counts: ImportCounts,
  seconds: number,
): Promise<Outcome> {
  const { file, source } = wish
  const statements = [selectDuties(source), selectAnsweredWithin(source)]
  const [duties, within] = await readAll<[DutyRow, { hours: number; cases: number }]>(house.pool, asSystem, statements)
  const { rows, registered, answered, alreadyPresent, changed, errors } = counts
  return {
    file: basename(file),
    source,
    ...{ rows, registered, answered, alreadyPresent, changed, errors },
    packs: packsOf(duties),
    obligations: byDuty(duties),
    answeredWithin: Object.fromEntries(within.map(({ hours, cases }) => [`${hours}h`, cases])),
    seconds,
    rssMb: Math.round(process.memoryUsage.rss() / 1e6),
    rssPeakMb: Math.round((process.resourceUsage().maxRSS * 1024) / 1e6),
  }
}

function packsOf(rows: readonly DutyRow[]): string[] {
  return [...new Set(rows.map(({ regime }) => regime))]
}

function byDuty(rows: readonly DutyRow[]): Record<string, DutyCounts> {
  const several = packsOf(rows).length > 1
  return Object.fromEntries(
    rows.map(({ regime, duty, allowance, met, missed, unknown, running, cancelled }) => [
      several ? `${regime}:${duty}` : duty,
      { allowance, met, missed, unknown, running, cancelled },
    ]),
  )
}
