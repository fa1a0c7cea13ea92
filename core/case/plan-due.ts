import { dueOf } from '../obligations/duty-time.ts'
import { isUnchecked } from '../policy/pack-in-force.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'
import type { Context } from './command.ts'
import { isWalledOff } from './wall.ts'

type Due = { readonly due?: string; readonly allowance?: string }

/**
 * When a line of a plan is due: at the end of the named day on the office's clock; by the limit of the first pack that has one
 * where no day is named; else nobody said.
 *
 * @param until day of the office, `2026-02-13`
 */
export function planDue(until: string | undefined, { packs, calendar, now }: Context): Due | Refusal {
  if (until !== undefined) {
    const due = Temporal.PlainDate.from(until)
      .add({ days: 1 })
      .toZonedDateTime(calendar.zone)
      .toInstant()
      .subtract({ milliseconds: 1 })
      .toString({ fractionalSecondDigits: 3 })
    return due < now ? refuse('investigation.until-in-past') : { due }
  }
  for (const { content } of packs) {
    const limit = content.investigation?.plan
    if (limit && !isUnchecked(limit.source))
      return { due: dueOf(now, limit.within, calendar).due, allowance: limit.within }
  }
  return {}
}

/** Why somebody cannot own a line of a plan: there is no such person, or that person does not see the case. */
export function mayNotOwn(owner: string, { state, around }: Context): Refusal | undefined {
  if (!around.isPerson(owner)) return refuse('organisation.no-such-person')
  const sees = !isWalledOff(state, owner) && around.postsOver(owner, state.unit).length > 0
  return sees ? undefined : refuse('plan.owner-sees-nothing')
}
