import { parseAllowance } from '../calendar/allowance.ts'
import { dueAt } from '../calendar/due.ts'
import type { Context } from '../case/command.ts'
import { countedBy } from '../policy/counted-by.ts'

/** The ISO instant up to which a review of the answer may be asked for; undefined before there is an answer. */
export function reviewUntil({ state, pack, calendar }: Pick<Context, 'state' | 'pack' | 'calendar'>) {
  const answered = state.moments.ComplaintAnswered?.last
  if (!state.answered || answered === undefined) return undefined
  const window = parseAllowance(pack.content.feedback.review.within)
  if (!window) throw new Error('the review window passed the loader')
  const { due } = dueAt(Temporal.Instant.from(answered), window, countedBy(pack, calendar))
  return due.toString({ fractionalSecondDigits: 3 })
}
