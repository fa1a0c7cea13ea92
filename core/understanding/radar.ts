import { type AlikeSetting, alikePairs } from './alike.ts'
import { gather, type Likeness } from './gather.ts'
import { keyPhrases, spreadOf } from './phrases.ts'

/** A complaint as the radar sees it. */
export type Blip = {
  readonly id: string
  /** Who complains; undefined where nobody knows: then it is a person of its own. */
  readonly person: string | undefined
  /** ISO instant. */
  readonly at: string
  /** As `normalUnits` gives it. */
  readonly units: Uint16Array
}

/** Complaints of the same cause. */
export type Gathered = {
  /** Members, the earliest first. */
  readonly ids: readonly string[]
  /** What tells them from others, the most telling first. */
  readonly phrases: readonly string[]
  /** ISO instants of the earliest and the latest. */
  readonly first: string
  readonly last: string
  /** Different people. */
  readonly people: number
}

export type RadarSetting = AlikeSetting & {
  /** Likeness on average from which on complaints are of one cause. */
  readonly sameCause: number
  /** Smaller groups are not told. */
  readonly fewest: number
}

/** How the house looks for the same cause. */
export const usualRadar: RadarSetting = {
  grams: { bits: 20, shortest: 2, longest: 2 },
  kept: 120,
  commonest: 0.05,
  least: 0.04,
  sameCause: 0.12,
  fewest: 3,
}

const phrasesTold = 5

/**
 * Groups complaints of the same cause, the largest first; of several people or of one. Deterministic.
 *
 * @param apart pairs of ids that somebody held apart: they never come into one group
 */
export function radar(
  blips: readonly Blip[],
  setting: RadarSetting,
  apart: readonly (readonly [string, string])[] = [],
): Gathered[] {
  const texts = blips.map(({ units }) => units)
  const places = new Map(blips.map(({ id }, at) => [id, at]))
  const never = apart.flatMap(([a, b]): Likeness[] => {
    const [one, other] = [places.get(a), places.get(b)]
    return one === undefined || other === undefined ? [] : [{ one, other, likeness: -Infinity }]
  })
  const groups = gather(texts.length, [...alikePairs(texts, setting), ...never], setting.sameCause)
  const spread = spreadOf(texts)
  return groups
    .filter((group) => group.length >= setting.fewest)
    .map((group) =>
      told(
        group.map((at) => blips[at] as Blip),
        (units) => keyPhrases(units, spread, phrasesTold),
      ),
    )
    .sort((a, b) => b.ids.length - a.ids.length || (a.first < b.first ? -1 : 1))
}

function told(members: readonly Blip[], phrasesOf: (units: readonly Uint16Array[]) => string[]): Gathered {
  const ordered = members.toSorted((a, b) => (a.at < b.at ? -1 : 1))
  return {
    ids: ordered.map(({ id }) => id),
    phrases: phrasesOf(ordered.map(({ units }) => units)),
    first: ordered[0]?.at ?? '',
    last: ordered.at(-1)?.at ?? '',
    people: new Set(ordered.map(({ person }, at) => person ?? at)).size,
  }
}
