import { z } from 'zod'
import { caseRow } from './cases.ts'

const moment = z.string()

/** Complaints that seem to have the same cause, as far as the reader may see them: everything counts those alone. */
const radarGroup = z.strictObject({
  id: z.uuid(),
  cases: z.int(),
  /** Different people, as far as telephone, e-mail or identity tell them apart. */
  people: z.int(),
  first: moment,
  last: moment,
  /** What tells these complaints from others, the most telling first. */
  phrases: z.array(z.string()),
  /** Complaints received in each of the last 12 weeks, the latest week last. */
  weeks: z.array(z.int()).length(12),
  /** Received in the last 7 days, and in the 7 before. */
  lately: z.int(),
  before: z.int(),
  units: z.array(z.strictObject({ unit: z.uuid(), cases: z.int() })),
  places: z.array(z.string()),
  /**
   * How hot it is by the counts of the packs: the grade that each member would have were all of them confirmed, with its
   * clause. Empty where no pack counts people, or too few complain.
   */
  heat: z.array(
    z.strictObject({
      regime: z.string(),
      grade: z.string(),
      /** Place of the grade in its pack, 0 the gravest. */
      rank: z.int(),
      /** Different people within the window that the pack counts by. */
      people: z.int(),
      clause: z.string().nullable(),
    }),
  ),
  /** Members that somebody has confirmed as of the same cause as another member. */
  confirmed: z.int(),
})
export type RadarGroup = z.infer<typeof radarGroup>

/** The hottest first: a complaint counts half after two weeks. `madeAt` is null before the first look. */
export const radarPage = z.strictObject({
  madeAt: moment.nullable(),
  days: z.int(),
  groups: z.array(radarGroup),
})
export type RadarPage = z.infer<typeof radarPage>

/** The members of a group with why each belongs to it. */
export const radarMembers = z.strictObject({
  group: radarGroup,
  members: z.array(
    z.strictObject({
      row: caseRow,
      /** The group's phrases that stand in this complaint; none where it is alike as a whole only. */
      phrases: z.array(z.string()),
      place: z.string().nullable(),
      confirmed: z.boolean(),
    }),
  ),
})
export type RadarMembers = z.infer<typeof radarMembers>

/** Confirming links members; `ids` are those meant, all of the group where left out. */
export const confirmRadar = z.strictObject({ ids: z.array(z.uuid()).min(2).max(500).optional() })
/** Holding apart: `ids` from the rest; each from each where left out. */
export const splitRadar = z.strictObject({ ids: z.array(z.uuid()).min(1).max(500).optional() })
