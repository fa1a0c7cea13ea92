import { z } from 'zod'
import { refuse } from '../shared/refusal.ts'
import { organisationCommand } from './command.ts'

/** One person does it: the days are announced by the state, and nobody of the house decides anything about them. */
export const importYear = organisationCommand({
  name: 'import-year',
  summary: 'Learn the days off of a year from its notice, as written. Open cases are counted again afterwards.',
  post: 'system-administrator',
  input: z.strictObject({ notice: z.string().min(1).max(100_000).meta({ seal: 'clear' }) }),

  decide(_, { state, announced }) {
    if (!state.exists) return refuse('organisation.not-founded')
    if (!announced) throw new Error('the shell reads the notice')
    if ('problems' in announced) return refuse('year.unusable', { problems: announced.problems })
    const { year, hash, news } = announced
    return news ? [{ type: 'YearImported', year, hash }] : []
  },
})
