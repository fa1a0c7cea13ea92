import type { CaseEventType } from '../case/events.ts'
import { ofNumber, thingOf } from '../case/numbered.ts'
import { type CaseState, type MomentName, momentName } from '../case/state.ts'
import type { Thing } from '../case/things.ts'
import { type Seen, seenBy } from '../policy/condition.ts'
import type { Duty } from '../policy/pack-shape.ts'

/** The facts that mean something to a duty, by the names of their moments. */
export type Watched = {
  /** What it has a clock for each of; undefined where it has one for the case. */
  readonly of: Thing | undefined
  readonly starts: MomentName
  readonly stops: readonly MomentName[]
  readonly restarts: readonly MomentName[]
  readonly fallsAway: readonly MomentName[]
  readonly pauses: readonly MomentName[]
  readonly resumes: readonly MomentName[]
  readonly all: readonly MomentName[]
  /** What its conditions see of a case. */
  readonly sees: readonly Seen[]
}

const known = new WeakMap<Duty, Watched>()

/** What a duty watches. @param pack id of its pack */
export function watchedBy(duty: Duty, pack: string): Watched {
  const before = known.get(duty)
  if (before) return before
  const watched = lookedUp(duty, pack)
  known.set(duty, watched)
  return watched
}

function lookedUp(duty: Duty, pack: string): Watched {
  const named = (types: readonly CaseEventType[] = []) => types.map((type) => momentName(type, pack))
  const starts = momentName(duty.starts_on, pack)
  const [stops, restarts, fallsAway] = [named(duty.stops_on), named(duty.restarts_on), named(duty.falls_away_on)]
  const [pauses, resumes] = [named(duty.pause?.on), named(duty.pause?.until)]
  const all = [starts, ...stops, ...restarts, ...fallsAway, ...pauses, ...resumes]
  const sees = seenBy([duty.only_if, duty.stops_if, duty.pause?.while])
  return { of: thingOf(duty.starts_on), starts, stops, restarts, fallsAway, pauses, resumes, all, sees }
}

/** The facts that mean something to the clock of one thing: of those about such things only its own. */
export function watchedOf(watched: Watched, number: number): Watched {
  const own = (names: readonly MomentName[]) => names.map((name) => ofNumber(name, number))
  return {
    ...watched,
    starts: ofNumber(watched.starts, number),
    stops: own(watched.stops),
    restarts: own(watched.restarts),
    fallsAway: own(watched.fallsAway),
    pauses: own(watched.pauses),
    resumes: own(watched.resumes),
  }
}

/**
 * Tells which duties stand before something that they did not see in an earlier state of the case: by name and by what they
 * watch.
 */
export function newsSince(before: CaseState, state: CaseState): (duty: string, watched: Watched) => boolean {
  const forAll =
    before.status !== state.status || before.calendar !== state.calendar || before.channel !== state.channel
  if (forAll) return () => true
  const moved = state.obligations.filter((one) => !before.obligations.includes(one)).map(({ duty }) => duty)
  const isNew = (name: MomentName) => before.moments[name] !== state.moments[name]
  const looksOther = (part: Seen) => before[part] !== state[part]
  return (duty, { all, sees }) => moved.includes(duty) || sees.some(looksOther) || all.some(isNew)
}
