import { z } from 'zod'
import { command } from '../case/command.ts'
import { verificationMethods } from '../case/investigation-events.ts'
import { freeText, sealed } from '../shared/fields.ts'

export const recordFinding = command({
  name: 'record-finding',
  summary: 'Record what was found, by which method, and whether it bears the complaint out.',
  stages: ['investigation'],
  authority: 'may-investigate',
  input: z.strictObject({
    method: z.enum(verificationMethods),
    bears: z.enum(['confirmed', 'partly', 'refuted', 'open']),
    text: freeText(10_000),
  }),

  decide({ method, bears, text }) {
    return [{ type: 'FindingRecorded', method, bears, text: sealed(text) }]
  },
})
