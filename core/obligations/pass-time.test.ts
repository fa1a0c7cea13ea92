import { describe, expect, it } from 'vitest'
import { acknowledge } from '../1-intake/acknowledge.ts'
import { withdraw } from '../1-intake/withdraw.ts'
import { answer } from '../5-feedback/answer.ts'
import { given, registered } from '../testing/given.ts'
import { clock } from '../testing/office.ts'
import { nextCheckAt } from './pass-time.ts'

const told = { channel: 'phone', text: 'We have it.' }
const answered = { channel: 'phone', text: 'It was our mistake.', solved: true }

/** The duties' facts of the last step as `duty type@moment`. */
function clockFacts(story: ReturnType<typeof given>, since: number) {
  return story.facts
    .slice(since)
    .flatMap(({ event, occurredAt }) =>
      'duty' in event ? [`${event.duty} ${event.type.slice(10)}@${occurredAt}`] : [],
    )
}

describe('passing time', () => {
  it('warns first, then finds the breach a millisecond after due, then escalates', () => {
    const before = given(registered())
    const story = before.at('2026-01-07 10:00').whenTimePasses()
    expect(clockFacts(story, before.facts.length)).toEqual([
      `respond Warned@${clock('2026-01-06 03:00')}`,
      `respond Missed@${clock('2026-01-06 09:00:00.001')}`,
      `investigate Warned@${clock('2026-01-06 21:00')}`,
      `respond Warned@${clock('2026-01-07 09:00')}`,
      `investigate Missed@${clock('2026-01-07 09:00:00.001')}`,
    ])
  })

  it('meets a duty at the due millisecond and misses it one later', () => {
    const inTime = given(registered()).at('2026-01-06 09:00').when(acknowledge, told)
    expect(
      inTime.thenEvents('ObligationWarned', 'ComplaintAcknowledged', 'ObligationMet').duty('respond'),
    ).toMatchObject({ status: 'met', settledAt: clock('2026-01-06 09:00') })
    const late = given(registered()).at('2026-01-06 09:00:00.001').when(acknowledge, told)
    expect(
      late.thenEvents('ObligationWarned', 'ObligationMissed', 'ComplaintAcknowledged', 'ObligationMet').duty('respond'),
    ).toMatchObject({ status: 'met-late' })
  })

  it('records a breach even where the command is refused', () => {
    given(registered())
      .at('2026-01-06 10:00')
      .when(answer, answered)
      .thenRefused('case.wrong-stage')
      .thenEvents('ObligationWarned', 'ObligationMissed')
  })

  it('tells everything once, in order and with its true moment, after an outage of thirty days', () => {
    const before = given(registered())
    const after = before.at('2026-02-04 09:00').whenTimePasses()
    const moments = after.facts.slice(before.facts.length).map(({ occurredAt }) => occurredAt)
    expect(moments).toEqual([...moments].sort())
    expect(moments).toHaveLength(9)
    expect(moments.at(-1)).toBe(clock('2026-01-13 18:00'))
    after.whenTimePasses().thenEvents()
  })

  it('gives the same facts whether the sweeper looked every hour or once', () => {
    const once = given(registered()).at('2026-01-20 09:00').whenTimePasses()
    let often = given(registered())
    for (let hour = 1; hour <= 15 * 24; hour++) {
      const moment = Temporal.PlainDateTime.from('2026-01-05T09:00').add({ hours: hour }).toString().replace('T', ' ')
      often = often.at(moment).whenTimePasses()
    }
    expect(often.facts).toEqual(once.facts)
    expect(often.state).toEqual(once.state)
  })

  it('is looked for again at the next warning, then just after due, then at each escalation, then never', () => {
    let story = given(registered())
    const checks: (string | undefined)[] = []
    for (const moment of ['2026-01-05 09:00', '2026-01-06 03:00', '2026-01-06 09:00:00.001', '2026-01-07 09:00']) {
      story = story.at(moment).whenTimePasses()
      checks.push(nextCheckAt(story.duty('respond')!))
    }
    expect(checks).toEqual([
      clock('2026-01-06 03:00'),
      clock('2026-01-06 09:00:00.001'),
      clock('2026-01-07 09:00'),
      undefined,
    ])
  })

  it('tells nobody any more of a duty missed in a case that has ended, and never takes the breach back', () => {
    const story = given(registered())
      .at('2026-01-06 10:00')
      .when(withdraw, {})
      .thenEvents(
        'ObligationWarned',
        'ObligationMissed',
        'CaseWithdrawn',
        'ObligationCancelled',
        'ObligationCancelled',
        'ObligationCancelled',
      )
    expect(story.duty('respond')).toMatchObject({ status: 'missed', over: true })
    expect(story.duty('done')).toMatchObject({ status: 'cancelled' })
    expect(story.state.obligations.map(nextCheckAt)).toEqual([undefined, undefined, undefined])
    story.at('2026-02-05 09:00').whenTimePasses().thenEvents()
  })
})
