import { createHash } from 'node:crypto'
import { parseAllowance } from '../allowance.ts'
import { dueAt, workingTimeBetween } from '../due.ts'
import { explain } from '../explain.ts'
import { buildCalendar } from '../office-calendar.ts'
import { OFFICES, SUMMER_TIME } from './offices.ts'
import { chinaYears } from './year-files.ts'

/** Prints a digest of some hundred answers; run under several values of TZ, the digest must not change. */
const years = chinaYears()
const allowances = ['30 min', '24 h', '7 days', '3 working days', '5 working hours', '2 months'].map((text) =>
  parseAllowance(text),
)
const digest = createHash('sha256')
for (const office of Object.values({ ...OFFICES, ...SUMMER_TIME })) {
  const calendar = buildCalendar(office, years)
  for (let at = Date.UTC(2024, 0, 1, 15, 59, 59); at < Date.UTC(2027, 3); at += 37 * 86_400_000 + 4_567_000)
    for (const allowance of allowances) {
      if (!allowance) throw new Error('an allowance of the probe cannot be read')
      const start = Temporal.Instant.fromEpochMilliseconds(at)
      const due = dueAt(start, allowance, calendar)
      digest.update(`${due.due} ${explain(due, 'zh').join()} ${workingTimeBetween(start, due.due, calendar)}\n`)
    }
}
process.stdout.write(digest.digest('hex'))
