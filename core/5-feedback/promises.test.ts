import { describe, expect, it } from 'vitest'
import { until } from '../calendar/allowance.ts'
import { explain } from '../calendar/explain.ts'
import { dueWithSteps } from '../obligations/duty-time.ts'
import { nextCheckAt } from '../obligations/pass-time.ts'
import { given, nobody, registered, somebody, staff, unit } from '../testing/given.ts'
import { clock, office } from '../testing/office.ts'
import { answer } from './answer.ts'
import { inform } from './inform.ts'
import { keepPromise } from './keep-promise.ts'
import { makePromise } from './make-promise.ts'
import { releasePromise } from './release-promise.ts'

const handler = staff('specialist', somebody)
const other = staff('specialist', 'other')
const accepted = () =>
  given(registered(), { type: 'CaseAccepted', conditions: [] }, { type: 'CaseAssigned', unit, handler: somebody })
const called = { what: 'We call you with the result', until: clock('2026-01-07 12:34') }
const statuses = (story: ReturnType<typeof accepted>) =>
  story.state.obligations.filter(({ of }) => of === 'promise').map(({ status, round }) => `${round} ${status}`)

describe('a promise', () => {
  it('is owed to the very moment that was promised, whatever days lie between', () => {
    const story = accepted().when(makePromise, { ...called, until: clock('2026-02-21 03:07') }, handler)
    expect(story.duty('promise')).toMatchObject({
      due: clock('2026-02-21 03:07'),
      allowance: `until ${clock('2026-02-21 03:07')}`,
      provisional: false,
      of: 'promise',
      round: 1,
    })
    const due = dueWithSteps(clock('2026-01-05 09:00'), until(clock('2026-02-21 03:07')), office)
    expect(explain(due, 'en')).toEqual(['due Sat 21 Feb 2026, 03:07'])
    const promised = story.state.promises[0]
    expect(promised).toMatchObject({ staff: somebody, party: 'p1', status: 'open' })
  })

  it('is one of several, each with its own clock', () => {
    const story = accepted()
      .when(makePromise, called, handler)
      .at('2026-01-05 10:00')
      .when(makePromise, { ...called, until: clock('2026-01-06 09:00') }, handler)
    expect(statuses(story)).toEqual(['1 running', '2 running'])
    const kept = story.at('2026-01-06 09:00').when(keepPromise, { promise: 2, text: 'Called' }, other)
    kept.thenEvents('ObligationWarned', 'ObligationWarned', 'PromiseKept', 'ObligationMet')
    expect(statuses(kept)).toEqual(['1 running', '2 met'])
    const late = kept.at('2026-01-07 12:35').whenTimePasses()
    expect(statuses(late)).toEqual(['1 missed', '2 met'])
    expect(statuses(late.when(keepPromise, { promise: 1, text: 'Late' }, handler))).toEqual(['1 met-late', '2 met'])
    late.when(keepPromise, { promise: 2, text: 'Twice' }, handler).thenRefused('promise.not-open')
  })

  it('is excused by the word of whom it was made to, and never by whoever owes it', () => {
    const story = accepted().when(makePromise, called, handler)
    const told = { promise: 1, channel: 'phone', text: 'Do not trouble', reason: 'Moved away' }
    story.when(releasePromise, told, handler).thenRefused('promise.none-to-release')
    story.when(makePromise, called, other).when(releasePromise, told, handler).thenRefused('promise.own-release')
    const released = story.when(releasePromise, told, other).thenEvents('PromiseReleased', 'ObligationCancelled')
    expect(released.duty('promise')).toMatchObject({ status: 'cancelled', excused: true })
    const missed = story.at('2026-01-08 09:00').when(releasePromise, told, other)
    expect(missed.duty('promise')).toMatchObject({ status: 'missed', over: true })
    expect(missed.duty('promise')?.excused).toBeUndefined()
    expect(
      missed.state.obligations.filter(({ of }) => of === 'promise').flatMap((one) => nextCheckAt(one) ?? []),
    ).toEqual([])
  })

  it('may be given with a word or an answer to the complainant, by a moment to come', () => {
    const word = { channel: 'phone', text: 'We are on it' }
    const by = { promised: 'A letter', promisedUntil: clock('2026-01-09 18:00') }
    accepted()
      .when(inform, { ...word, ...by }, handler)
      .thenEvents('ComplainantInformed', 'PromiseMade', 'ObligationStarted')
    accepted()
      .when(inform, { ...word, promised: 'A letter' }, handler)
      .thenRefused('promise.half')
    accepted()
      .when(answer, { ...word, solved: false, ...by, promisedUntil: clock('2026-01-05 09:00') }, handler)
      .thenRefused('promise.until-in-past')
  })

  it('is made to a party of the case, by somebody who sees it', () => {
    accepted()
      .when(makePromise, { ...called, party: 'p9' }, handler)
      .thenRefused('promise.no-such-party')
    accepted()
      .when(makePromise, { ...called, staff: nobody }, handler)
      .thenRefused('promise.staff-sees-nothing')
    accepted()
      .when(makePromise, { ...called, staff: somebody }, other)
      .thenState(({ promises }) => expect(promises[0]?.staff).toBe(somebody))
  })
})
