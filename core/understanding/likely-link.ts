import type { linkKinds } from '../case/events.ts'

/** What two complaints have in common, of which one is not registered yet. */
export type Resemblance = {
  /** Share of their shingles that both have, 0 to 1. */
  readonly likeness: number
  readonly samePerson: boolean
  readonly sameProduct: boolean
  readonly samePlace: boolean
  /** The earlier one was closed after handling. */
  readonly ended: boolean
  /** Whole days between them. */
  readonly daysApart: number
}

/** From here on two texts are the same complaint told twice; from here on they tell of the same. */
const same = 0.5
const alike = 0.12
/** A complaint sent twice comes within days; later it is a repetition. */
const duplicateDays = 7
/** What happens to several people at a time has one cause. */
const causeDays = 90

/**
 * The link that an earlier complaint suggests itself for; undefined where nothing does. A person confirms it.
 *
 * - the same person, nearly the same words, within a week, still open: a duplicate
 * - the same person on something alike that was closed after handling: a second complaint
 * - the same person on something alike: a repetition
 * - somebody else on something alike within three months: the same cause
 */
export function likelyLink(one: Resemblance): (typeof linkKinds)[number] | undefined {
  const { likeness, samePerson, sameProduct, samePlace, ended, daysApart } = one
  const matter = likeness >= alike || (sameProduct && samePlace)
  if (!matter && !(samePerson && sameProduct)) return undefined
  if (samePerson && ended) return 'second-complaint'
  if (samePerson) return likeness >= same && daysApart <= duplicateDays ? 'duplicate' : 'repeat'
  return likeness >= alike && daysApart <= causeDays ? 'same-cause' : undefined
}
