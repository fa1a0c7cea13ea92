import { z } from 'zod'
import { id, moment, sealedField } from '../shared/fields.ts'

/** The talks by telephone in which a complaint was told or spoken of. */
export const callEvents = {
  /** `seconds` from the answer to the end; `recording` is the reference by which the telephone system finds it. */
  CallTaken: z.strictObject({
    call: id(),
    staff: id(),
    begunAt: moment(),
    endedAt: moment(),
    seconds: z.int().min(0).max(86_400),
    summary: sealedField().optional(),
    recording: sealedField(600).optional(),
  }),
  /** The recording of a call became known after the call itself. */
  RecordingLinked: z.strictObject({ call: id(), recording: sealedField(600) }),
} as const
