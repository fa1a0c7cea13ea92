import { msOf } from '../calendar/iso-instant.ts'
import type { CaseState, Obligation } from '../case/state.ts'
import { isSame } from '../obligations/evolve.ts'
import type { Act } from './acts.ts'
import type { Rules } from './fact-under.ts'

/** How a round of a duty stands: `missed` however late it was met, `open` while it runs or its clock stands still. */
export const endings = ['met', 'missed', 'open', 'unknown', 'cancelled'] as const
export type Ending = (typeof endings)[number]

/** A round of a duty on one side; `day` and `unit` say when, by the office's clock, and to whom it fell due. */
export type Owed = { readonly ending: Ending; readonly due: string; readonly day: string; readonly unit: string }

export type GradeBeside = {
  readonly regime: string
  readonly before?: string | undefined
  readonly after?: string | undefined
}
export type DutyBeside = {
  readonly regime: string
  readonly duty: string
  readonly round: number
  readonly before?: Owed | undefined
  readonly after?: Owed | undefined
}

/** One case under two sets of rules: its grades and each round of its duties; what only one side has lacks the other. */
export type Compared = {
  readonly number: string
  readonly grades: readonly GradeBeside[]
  readonly duties: readonly DutyBeside[]
}

/** A replayed case with the rules of the replay. */
export type Side = { readonly state: CaseState; readonly rules: Rules }

/** Holds two replays of one case against each other. @param acts those that both were made of */
export function compare(acts: readonly Act[], before: Side, after: Side): Compared {
  const homes = homesIn(acts)
  const [old, fresh] = [before.state.obligations, after.state.obligations]
  const inBoth = (one: Obligation) => {
    const other = fresh.find((each) => isSame(one, each))
    return { ...nameOf(one), before: owed(one, before.rules, homes), after: other && owed(other, after.rules, homes) }
  }
  const added = fresh.filter((one) => !old.some((each) => isSame(one, each)))
  return {
    number: before.state.number,
    grades: gradesOf(before.state, after.state),
    duties: [...old.map(inBoth), ...added.map((one) => ({ ...nameOf(one), after: owed(one, after.rules, homes) }))],
  }
}

function gradesOf(before: CaseState, after: CaseState): GradeBeside[] {
  const gradeIn = ({ regimes }: CaseState, pack: string) => regimes.find((one) => one.pack === pack)?.grade
  const packs = [...new Set([...before.regimes, ...after.regimes].map(({ pack }) => pack))]
  return packs.map((regime) => ({ regime, before: gradeIn(before, regime), after: gradeIn(after, regime) }))
}

type Home = { readonly since: string; readonly unit: string }

/** Which unit had the case, and from when. */
function homesIn(acts: readonly Act[]): Home[] {
  return acts.flatMap(({ at, facts }) =>
    facts.flatMap(({ event }) => {
      if (event.type === 'CaseForwarded') return [{ since: at, unit: event.to }]
      return event.type === 'CaseRegistered' || event.type === 'CaseAssigned' ? [{ since: at, unit: event.unit }] : []
    }),
  )
}

function nameOf({ regime, duty, round }: Obligation) {
  return { regime, duty, round }
}

function owed(one: Obligation, { calendar }: Rules, homes: readonly Home[]): Owed {
  const { due } = one
  const unit = (homes.findLast(({ since }) => since <= due) ?? homes[0])?.unit ?? ''
  // The end of a day is the next day's midnight.
  return { ending: endingOf(one), due, day: calendar.dayAt(msOf(due) - 1).date, unit }
}

function endingOf({ status }: Obligation): Ending {
  if (status === 'met-late') return 'missed'
  return status === 'running' || status === 'paused' ? 'open' : status
}
