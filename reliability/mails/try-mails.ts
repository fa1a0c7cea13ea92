import type { MailReader } from '../../server/mail/reader.ts'
import { bombs } from './bombs.ts'
import { chanceOf } from './chance.ts'
import { growMail } from './grow-mail.ts'
import { mutate } from './mutate.ts'

export type Tally = {
  readonly outcomes: Record<string, number>
  readonly reasons: Record<string, number>
  /** Milliseconds of the slowest mail. */
  slowest: number
  /** Seeds of mails that ended as none of the four, or whose reader was not ready again. */
  readonly lost: (number | string)[]
}

const outcomes = ['complaint', 'reply', 'automatic', 'quarantine']

/** Has grown and mutated mails read, one seed each, and the bombs behind them; each has to end as one of the four. */
export async function tryMails(reader: MailReader, from: number, count: number): Promise<Tally> {
  const tally: Tally = { outcomes: {}, reasons: {}, slowest: 0, lost: [] }
  for (let seed = from; seed < from + count; seed++) await tryOne(reader, seed, mailOf(seed), tally)
  for (const [name, make] of Object.entries(bombs)) await tryOne(reader, name, make(), tally)
  return tally
}

/** The mail of a seed; every fifth is left as it grew. */
function mailOf(seed: number): Buffer {
  const chance = chanceOf(seed)
  const grown = growMail(chance)
  return seed % 5 === 0 ? grown : mutate(grown, chance)
}

async function tryOne(reader: MailReader, seed: number | string, raw: Buffer, tally: Tally): Promise<void> {
  const started = performance.now()
  const looked = await reader.read(raw).catch(() => undefined)
  tally.slowest = Math.max(tally.slowest, performance.now() - started)
  const { outcome, reason = 'none' } =
    looked && 'mail' in looked ? looked.mail : { outcome: 'quarantine', reason: looked?.reason }
  if (!looked || !outcomes.includes(outcome) || reason === 'unreadable') tally.lost.push(seed)
  tally.outcomes[outcome] = (tally.outcomes[outcome] ?? 0) + 1
  tally.reasons[reason] = (tally.reasons[reason] ?? 0) + 1
}
