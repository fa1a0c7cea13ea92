import { z } from 'zod'
import { endings } from '../core/simulate/compare.ts'

const moment = z.string()
const count = z.int().min(0)

/** So many cases, with the numbers of the lowest few of them. */
const someCases = { cases: count, examples: z.array(z.string()) }
/** Rounds of a duty by how they stand: `missed` however late it was met, `open` while it runs or its clock stands still. */
const byEnding = z.record(z.enum(endings), count)

/**
 * What other rules would have made of recorded history: `before` and `from` are the same history replayed under the rules that
 * each case pinned, `after` and `to` under those that are tried. Nothing of it is stored.
 */
export const simulationResult = z.strictObject({
  /** Up to when time ran. */
  until: moment,
  cases: count,
  /** Those in which a grade, or the ending or the due moment of a duty, comes out otherwise. */
  changed: z.strictObject(someCases),
  /** Null where the case has no grade under that pack, as it does not stand under it. */
  grades: z.array(
    z.strictObject({ regime: z.string(), from: z.string().nullable(), to: z.string().nullable(), ...someCases }),
  ),
  /** Counted in rounds; `newlyMissed` and `newlyMet` in cases. */
  duties: z.array(
    z.strictObject({
      regime: z.string(),
      duty: z.string(),
      before: byEnding,
      after: byEnding,
      newlyMissed: z.strictObject(someCases),
      newlyMet: z.strictObject(someCases),
    }),
  ),
  /** How many duties fall due by day of the office's calendar, at the unit that has the case by then; no cancelled ones. */
  load: z.array(
    z.strictObject({
      unit: z.string(),
      days: z.array(z.strictObject({ day: z.string(), before: count, after: count })),
    }),
  ),
})
export type SimulationResult = z.infer<typeof simulationResult>

/** A line of a simulation under way: how far it is, what came of it, or that it broke off. */
export const simulationStep = z.union([
  z.strictObject({ cases: count, all: count }),
  z.strictObject({ result: simulationResult }),
  z.strictObject({ failed: z.literal(true) }),
])
