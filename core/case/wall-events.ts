import { z } from 'zod'
import { code, day, id, sealedField } from '../shared/fields.ts'

/** The facts by which a case is walled off from people, what respondents are asked and say, and whose post was lent. */
export const wallEvents = {
  /** A member of staff is complained of and sees nothing of the case from here on. `assignBy`: who learns that it needs another handler. */
  RespondentNamed: z.strictObject({
    staff: id(),
    assignBy: z.array(code()).optional(),
    reason: sealedField().optional(),
  }),
  RespondentCleared: z.strictObject({ staff: id(), reason: sealedField() }),
  /** A member of staff must not deal with the case and sees nothing of it from here on, by an own word or another's. */
  RecusalDeclared: z.strictObject({
    staff: id(),
    by: z.enum(['self', 'order']),
    assignBy: z.array(code()).optional(),
    reason: sealedField(),
  }),
  RecusalLifted: z.strictObject({ staff: id(), reason: sealedField() }),
  /** A respondent is asked for an own word, which is all that such a person sees. `ordinal` counts those of the case from 1. */
  StatementAsked: z.strictObject({ ordinal: z.int().min(1), staff: id(), question: sealedField(), until: day() }),
  /** `signed`: how its author proved to be its author. */
  StatementGiven: z.strictObject({
    ordinal: z.int().min(1),
    staff: id(),
    text: sealedField(),
    signed: z.enum(['password']),
  }),
  /** What was decided beside this fact was decided under a post that `staff` had lent. */
  DelegationUsed: z.strictObject({ staff: id(), post: code() }),
} as const
