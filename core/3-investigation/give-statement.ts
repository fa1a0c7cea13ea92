import { z } from 'zod'
import { command } from '../case/command.ts'
import { ofRespondents } from '../case/may-run.ts'
import { stages, statuses } from '../case/state.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

/**
 * What a respondent says to a request, once. It stands in no list of commands: the way to it is the request, and nothing of
 * the case, not even its stage, may be told by a refusal.
 */
export const giveStatement = command({
  name: 'give-statement',
  summary: 'Say what one has to say to a complaint about oneself.',
  stages,
  statuses,
  authority: ofRespondents,
  input: z.strictObject({ text: freeText(10_000) }),

  decide({ text }, { state, actor }) {
    const ordinal = actor.kind === 'respondent' ? actor.ordinal : undefined
    const asked = state.statements.find((one) => one.ordinal === ordinal && one.staff === actor.id)
    if (!asked) return refuse('statement.unknown')
    if (asked.given) return refuse('statement.given-already')
    const said = { ordinal: asked.ordinal, staff: asked.staff, text: sealed(text) }
    return [{ type: 'StatementGiven', ...said, signed: 'password' }]
  },
})
