import { z } from 'zod'
import { command } from '../case/command.ts'
import { openPromises } from '../case/promises.ts'
import { valueAt } from '../policy/pack-in-force.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const archive = command({
  name: 'archive',
  summary: 'File the case; it is kept for the longest period that its packs ask for.',
  stages: ['archive'],
  statuses: ['closed'],
  authority: 'may-archive',
  input: z.strictObject({ place: freeText(200).optional() }),
  /** What is still owed by name would end with the case, and nobody would have done it. */
  possible: ({ state }) => {
    if (openPromises(state).length > 0) return refuse('archive.promise-open')
    return state.crisisActs.every(({ reported }) => reported) ? undefined : refuse('archive.crisis-unreported')
  },

  decide({ place }, { packs, calendar, now }) {
    const today = Temporal.Instant.from(now).toZonedDateTimeISO(calendar.zone).toPlainDate()
    const years = Math.max(...packs.map((pack) => valueAt(pack.content.retention.years, today.toString(), true) ?? 0))
    return [{ type: 'CaseArchived', retainUntil: today.add({ years }).toString(), place: sealed(place) }]
  },
})
