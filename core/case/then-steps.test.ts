import { describe, expect, it } from 'vitest'
import { recordedAnswer } from '../5-feedback/answer.ts'
import { given, importer, registered, unit } from '../testing/given.ts'
import { houseRules } from '../testing/house-rules.ts'
import { clock, office, officeHash } from '../testing/office.ts'
import type { Command, Context } from './command.ts'
import { thenSteps } from './run-command.ts'

const { facts, state } = given(
  registered({ recordedSteps: ['CaseRegistered', 'ComplaintAnswered'], asIfInForce: true }),
).whenTimePasses()
const around = { isUnit: (id: string) => id === unit, isPerson: () => true, postsOver: () => [], holdersOver: () => [] }
const rules = { packs: [houseRules], pack: houseRules, calendar: office, calendarHash: officeHash }
const context: Context = { ...rules, around, state, actor: importer, now: clock('2026-01-05 09:00') }
const answered = (at: string, text = 'The lamp is mended.') => ({
  command: recordedAnswer as unknown as Command,
  input: { channel: 'web', text },
  at: clock(at),
})

describe('the steps of a record', () => {
  it('happen each at its own moment, after the time before it', () => {
    const outcome = thenSteps({ facts, state }, [answered('2026-03-05 09:00')], context, 'import')
    const types = outcome.facts.map(({ event }) => event.type)
    expect(types.indexOf('ObligationMissed')).toBeGreaterThan(0)
    expect(types.lastIndexOf('ObligationMissed')).toBeLessThan(types.indexOf('ComplaintAnswered'))
    const answer = outcome.facts.find(({ event }) => event.type === 'ComplaintAnswered')
    expect([answer?.origin, answer?.occurredAt]).toEqual(['import', clock('2026-03-05 09:00')])
    expect(outcome.state.answered).toBe(true)
  })

  it('happen all or none', () => {
    const never = { ...recordedAnswer, stages: [] } as unknown as Command
    const steps = [answered('2026-01-06 09:00'), { ...answered('2026-01-07 09:00'), command: never }]
    const outcome = thenSteps({ facts, state }, steps, context, 'import')
    expect([outcome.facts, outcome.refusal?.code, outcome.state]).toEqual([[], 'case.wrong-stage', state])
  })

  it('do not happen behind a refusal', () => {
    const refusal = { refused: true as const, code: 'intake.no-such-channel', params: {} }
    const first = { facts: [], state, refusal }
    expect(thenSteps(first, [answered('2026-01-06 09:00')], context, 'import')).toBe(first)
  })
})
