import { z } from 'zod'
import { command } from '../case/command.ts'
import { verificationMethods } from '../case/investigation-events.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const recordFinding = command({
  name: 'record-finding',
  summary: 'Record what was found, by which method, and whether it bears the complaint out.',
  stages: ['investigation'],
  authority: 'may-investigate',
  input: z.strictObject({
    method: z.enum(verificationMethods),
    bears: z.enum(['confirmed', 'partly', 'refuted', 'open']),
    text: freeText(10_000),
    /** The line of the plan that it answers. */
    question: z.int().min(1).max(10_000).optional().meta({ widget: 'plan-question' }),
    /** What of the list of evidence it rests on. */
    evidence: z.array(z.int().min(1).max(10_000)).min(1).max(50).optional().meta({ widget: 'pieces' }),
  }),

  decide({ method, bears, text, question, evidence }, { state }) {
    const asked = state.plan.some(({ line, kind }) => line === question && kind === 'question')
    if (question !== undefined && !asked) return refuse('plan.no-such-line', { line: question })
    const missing = evidence?.find((number) => !state.evidence.some((one) => one.number === number))
    if (missing !== undefined) return refuse('evidence.unknown', { evidence: missing })
    return [{ type: 'FindingRecorded', method, bears, text: sealed(text), question, evidence }]
  },
})
