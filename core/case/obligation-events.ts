import { z } from 'zod'
import { code, hash, moment, sealedField, term } from '../shared/fields.ts'
import { things } from './things.ts'

/**
 * What a step of a ladder does beside telling: the grade to which it raises the case, the post to one of whose holders it
 * assigns it, the posts to whom it calls for a bulletin.
 */
const acts = { raise: code().optional(), assign: code().optional(), bulletin: z.array(code()).optional() }
/**
 * The moments and addressees of a duty's warnings, fixed when its clock starts; `breach` is who is told when it is
 * missed. `breachRaises` and `breachThen` are what the breach does beside.
 */
const ladder = {
  warnings: z.array(z.strictObject({ step: term(), at: moment(), tell: z.array(code()), ...acts })),
  breach: z.array(code()),
  breachRaises: code().optional(),
  breachThen: z.strictObject({ assign: acts.assign, bulletin: acts.bulletin }).optional(),
}
/** `round` counts how often a duty ran; of a duty of promises, tasks or acts in a crisis it is the number of the one. */
const duty = { regime: code(), duty: code(), round: z.int().min(1) }

/** The facts of the clocks, and of more time that somebody asks for. */
export const obligationEvents = {
  /** Somebody asks for more time for a duty, `to` in all, as the pack writes it; somebody else decides. */
  ExtensionAsked: z.strictObject({ ...duty, to: term(), approvers: z.array(code()), reason: sealedField() }),
  /** `due` is the new due moment, with its ladder. */
  ExtensionGranted: z.strictObject({
    ...duty,
    to: term(),
    due: moment(),
    provisional: z.boolean().optional(),
    ...ladder,
    reason: sealedField().optional(),
  }),
  ExtensionRefused: z.strictObject({ ...duty, reason: sealedField() }),

  /** `allowance` as written in the pack, or `until` with the moment that was promised. */
  ObligationStarted: z.strictObject({
    ...duty,
    /** What `round` numbers, where it does not count rounds. */
    of: z.enum(things).optional(),
    start: moment(),
    allowance: term(),
    due: moment(),
    provisional: z.boolean().optional(),
    ...ladder,
  }),
  ObligationWarned: z.strictObject({
    ...duty,
    step: term(),
    at: moment(),
    tell: z.array(code()),
    ...acts,
  }),
  ObligationMissed: z.strictObject({ ...duty, due: moment(), tell: z.array(code()), ...acts }),
  ObligationMet: z.strictObject({ ...duty, at: moment(), late: z.boolean() }),
  ObligationPaused: z.strictObject({ ...duty, at: moment(), remaining: z.int().min(0) }),
  ObligationResumed: z.strictObject({
    ...duty,
    at: moment(),
    due: moment(),
    provisional: z.boolean().optional(),
    ...ladder,
  }),
  ObligationCancelled: z.strictObject({
    ...duty,
    why: z.enum(['condition', 'regraded', 'ended', 'reopened', 'restarted', 'released', 'merged']),
  }),
  /**
   * The case counts by another calendar from here on: the notices of these years came out after it was received, or were
   * changed. What was met, missed or ended stays as the calendar before had it.
   */
  CalendarChanged: z.strictObject({ from: hash(), to: hash(), years: z.array(z.int()).min(1), notice: term() }),
  /** The notice puts the due moment of a running duty elsewhere, or confirms what was provisional: then `from` is `due`. */
  ObligationMoved: z.strictObject({
    ...duty,
    notice: term(),
    from: moment(),
    due: moment(),
    provisional: z.boolean().optional(),
    ...ladder,
  }),
  ObligationUnknown: z.strictObject({ ...duty, start: moment(), due: moment(), allowance: term() }),
} as const
