import { z } from 'zod'
import { command } from '../case/command.ts'
import { theComplainant } from '../case/parties.ts'
import { code, freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const survey = command({
  name: 'survey',
  summary: 'Record the complainant’s rating, 1 to 10 on each dimension of the pack.',
  stages: ['feedback', 'archive'],
  statuses: ['open', 'closed'],
  authority: 'may-call-back',
  portal: true,
  input: z.strictObject({
    channel: code().meta({ widget: 'channel' }),
    scores: z.record(code(), z.int().min(1).max(10)).meta({ widget: 'scores' }),
    text: freeText(2000).optional(),
  }),
  possible: ({ state }) =>
    state.surveyed ? refuse('feedback.surveyed-already') : state.answered ? undefined : refuse('feedback.not-answered'),

  decide({ channel, scores, text }, { pack }) {
    const dimensions = Object.keys(pack.content.feedback.survey.dimensions)
    const strange = Object.keys(scores).filter((one) => !dimensions.includes(one))
    const left = dimensions.filter((one) => scores[one] === undefined)
    if (strange.length + left.length > 0)
      return refuse('feedback.other-dimensions', { missing: left, unknown: strange }, pack.at('feedback.survey'))
    return [{ type: 'SurveyAnswered', channel, scores, text: sealed(text, `party:${theComplainant}`) }]
  },
})
