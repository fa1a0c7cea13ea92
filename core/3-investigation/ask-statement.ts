import { z } from 'zod'
import { command } from '../case/command.ts'
import { day, freeText, id, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const askStatement = command({
  name: 'ask-statement',
  summary: 'Ask a respondent for an own word; the respondent sees the question and nothing else of the complaint.',
  stages: ['intake', 'triage', 'investigation', 'resolution', 'feedback'],
  authority: 'may-investigate',
  input: z.strictObject({ staff: id().meta({ widget: 'respondent' }), question: freeText(4000), until: day() }),
  possible: ({ state }) => (state.respondents.length > 0 ? undefined : refuse('wall.nobody-named')),

  decide({ staff, question, until }, { state, now, calendar }) {
    if (!state.respondents.includes(staff)) return refuse('wall.not-named')
    if (state.statements.some((one) => one.staff === staff && !one.given)) return refuse('wall.asked-already')
    const today = Temporal.Instant.from(now).toZonedDateTimeISO(calendar.zone).toPlainDate().toString()
    if (until < today) return refuse('investigation.until-in-past')
    const ordinal = state.statements.length + 1
    return [{ type: 'StatementAsked', ordinal, staff, question: sealed(question), until }]
  },
})
