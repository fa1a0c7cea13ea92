import { addMoves, type Moves } from '../../core/case/count-moves.ts'
import type { CaseEventOf } from '../../core/case/events.ts'
import { followCalendar } from '../../core/case/follow-calendar.ts'
import { asSystem, read } from '../db/transaction.ts'
import { handleCommand } from '../handle-command.ts'
import type { House } from '../house.ts'
import { outdatedCases } from './outdated-cases.ts'

const lanes = 2

/** How many cases are done, of how many. */
export type OnProgress = (cases: number, all: number) => void

/** So many open cases were put under another calendar, and what was moved in them; what failed is tried again when it is run again. */
export type Followed = { readonly followed: number; readonly moves: Moves; readonly failures: readonly Error[] }

/**
 * Puts every open case under the calendar of its office as it is announced now: the duties that run are moved by new
 * facts, everything else stays. What was done is not done again, so it may be ended and run again at any time.
 *
 * @param onProgress told of every batch
 */
export async function followCalendars(house: House, onProgress: OnProgress = () => {}): Promise<Followed> {
  const { years } = house.policies
  // What another process registers under the days before would be missed.
  await years.spread()
  const outdated = await outdatedCases(house, await years.now())
  const [failures, moves]: [Error[], Moves] = [[], new Map()]
  let followed = 0
  for await (const ids of outdated.batches()) {
    const done = await followAll(house, ids, failures)
    for (const { number, data } of await movedIn(house, done)) addMoves(moves, number, [data])
    followed += done.length
    onProgress(followed, outdated.cases)
  }
  return { followed, moves, failures }
}

/** @returns the cases that count by the new days now */
async function followAll(house: House, cases: readonly string[], failures: Error[]): Promise<string[]> {
  const [waiting, done]: [string[], string[]] = [[...cases], []]
  const lane = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift())
      if (await followOne(house, id).catch((error: Error) => void failures.push(error))) done.push(id)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return done
}

/** @returns false for a case that was closed meanwhile: it is left as it is */
async function followOne(house: House, caseId: string): Promise<boolean> {
  const caller = { kind: 'system', id: 'calendar' } as const
  const answer = await handleCommand(house, {
    command: followCalendar,
    caseId,
    input: {},
    caller,
    origin: 'rule',
    follows: true,
  })
  if (!('refusal' in answer)) return true
  if (answer.refusal.code === 'case.wrong-status') return false
  throw new Error(answer.refusal.code)
}

type MovedRow = { readonly number: string; readonly data: CaseEventOf<'ObligationMoved'> }

/** What the latest change of the calendar moved in these cases. */
async function movedIn({ pool }: House, cases: readonly string[]): Promise<MovedRow[]> {
  const text = `select r.number, f.data from fact f join case_row r on r.id = f.stream_id
    where f.stream_id = any($1::uuid[]) and f.type = 'ObligationMoved' and f.version >
      (select max(c.version) from fact c where c.stream_id = f.stream_id and c.type = 'CalendarChanged')
    order by r.number, f.version`
  return read<MovedRow>(pool, asSystem, { name: 'moved-by-calendar', text, values: [cases] })
}
