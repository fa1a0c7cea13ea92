import { z } from 'zod'
import { code, day, id, moment, sealedField } from '../shared/fields.ts'

/** Who mediates between the complainant and the house. */
export const mediators = [
  'consumer-association',
  'trade-association',
  'authority',
  'peoples-mediation',
  'other',
] as const
/** What a crisis team does beyond the tiers of its members. */
export const crisisActs = ['approved', 'executed'] as const

const number = z.int().min(1)

/** The facts of decisions that go beyond the ordinary: crises, promises to the complainant, mediation by others. */
export const decisionEvents = {
  /** From this day on the members may act beyond their own tiers; each such act is reported afterwards. */
  CrisisDeclared: z.strictObject({ members: z.array(id()).min(2), since: day(), reason: sealedField() }),
  CrisisEnded: z.strictObject({ reason: sealedField() }),
  /** A member did beyond the own posts what the fact beside it says. `act` counts these from 1. */
  CrisisActed: z.strictObject({ act: number, did: z.enum(crisisActs), proposal: number }),
  CrisisReported: z.strictObject({ act: number, text: sealedField() }),

  /** `staff` promised it to the party and owes it by `until`, the last moment at which it is kept in time. */
  PromiseMade: z.strictObject({
    promise: number,
    party: code(),
    staff: id(),
    until: moment(),
    what: sealedField(),
  }),
  PromiseKept: z.strictObject({
    promise: number,
    party: code(),
    text: sealedField(),
    evidence: z.int().min(1).optional(),
  }),
  /** The party agreed, in the words of `text`, that it need not be kept. */
  PromiseReleased: z.strictObject({
    promise: number,
    party: code(),
    channel: code(),
    text: sealedField(),
    reason: sealedField(),
  }),

  MediationCommissioned: z.strictObject({
    mediation: number,
    mediator: z.enum(mediators),
    name: sealedField(),
    reason: sealedField(),
  }),
  MediationMet: z.strictObject({ mediation: number, metAt: moment(), text: sealedField() }),
  MediationEnded: z.strictObject({ mediation: number, agreed: z.boolean(), text: sealedField() }),
} as const
