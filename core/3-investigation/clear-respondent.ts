import { z } from 'zod'
import { command } from '../case/command.ts'
import { deputyOfRespondent } from '../case/lent-posts.ts'
import { alsoThere } from '../case/merged.ts'
import { stages, statuses } from '../case/state.ts'
import { freeText, id, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const clearRespondent = command({
  name: 'clear-respondent',
  summary: 'Say that a member of staff is not complained of after all; that person may see the complaint again.',
  stages,
  statuses,
  authority: 'may-decide-liability',
  input: z.strictObject({ staff: id().meta({ widget: 'respondent' }), reason: freeText(2000) }),
  beside: alsoThere,
  possible: (context) =>
    context.state.respondents.length > 0 ? deputyOfRespondent(context) : refuse('wall.nobody-named'),

  decide({ staff, reason }, { state }) {
    if (!state.respondents.includes(staff)) return refuse('wall.not-named')
    return [{ type: 'RespondentCleared', staff, reason: sealed(reason) }]
  },
})
