import { describe, expect, it } from 'vitest'
import { conclude } from '../3-investigation/conclude.ts'
import { receiveInformation } from '../3-investigation/receive-information.ts'
import { recordFinding } from '../3-investigation/record-finding.ts'
import { requestInformation } from '../3-investigation/request-information.ts'
import { packInForce } from '../policy/pack-in-force.ts'
import { pack } from '../policy/pack-shape.ts'
import { given, registered, somebody, unit } from '../testing/given.ts'
import { houseFiles, houseRules } from '../testing/house-rules.ts'
import { clock } from '../testing/office.ts'

const investigated = () =>
  given(registered(), { type: 'CaseAccepted', conditions: [] }, { type: 'CaseAssigned', unit, handler: somebody })
const ask = (from: 'complainant' | 'unit' | 'third-party') => ({ from, what: 'The receipt, please' })
const got = (from: 'complainant' | 'unit' | 'third-party') => ({ from, text: 'Here it is' })
const finding = { method: 'direct', bears: 'confirmed', text: 'It is so' } as const
const concluded = { outcome: 'upheld', conclusion: 'It is so' } as const

/** The house rules with the investigation in working time. */
const working = packInForce(
  pack.parse({
    ...houseFiles,
    obligations: { investigate: { ...houseFiles.obligations.investigate, allow: { '2020-01-01': '2 working days' } } },
  }),
  'b'.repeat(64),
)

describe('a pause', () => {
  it('keeps what was left, and gives it back whole', () => {
    const asked = investigated()
      .at('2026-01-05 21:00')
      .when(requestInformation, ask('complainant'))
      .thenEvents('InformationRequested', 'ObligationPaused')
    expect(asked.duty('investigate')).toMatchObject({ status: 'paused', remaining: 36 * 3_600_000 })
    const received = asked.at('2026-01-15 21:00').when(receiveInformation, got('complainant'))
    expect(received.duty('investigate')).toMatchObject({ status: 'running', due: clock('2026-01-17 09:00') })
  })

  it('is not late while it lasts, however long ago the duty would have been due', () => {
    const story = investigated()
      .at('2026-01-05 21:00')
      .when(requestInformation, ask('complainant'))
      .when(recordFinding, finding)
      .at('2026-03-01 09:00')
      .when(conclude, concluded)
    expect(story.duty('investigate')).toMatchObject({ status: 'met', settledAt: clock('2026-03-01 09:00') })
  })

  it('warns at three quarters of the time that ran, not of the time that passed', () => {
    const story = investigated()
      .at('2026-01-05 21:00')
      .when(requestInformation, ask('complainant'))
      .at('2026-01-15 21:00')
      .when(receiveInformation, got('complainant'))
    expect(story.duty('investigate')?.warnings.map(({ step, at }) => `${step} ${at}`)).toEqual([
      `75% ${clock('2026-01-16 21:00')}`,
      `+24 h ${clock('2026-01-18 09:00')}`,
    ])
  })

  it('does not tell a second time what was told before it', () => {
    const story = investigated()
      .at('2026-01-06 22:00')
      .when(requestInformation, ask('complainant'))
      .at('2026-01-15 09:00')
      .when(receiveInformation, got('complainant'))
    expect(story.duty('investigate')?.warnings.map(({ step }) => step)).toEqual(['+24 h'])
    expect(
      story.facts.filter(
        ({ event }) => event.type === 'ObligationWarned' && event.duty === 'investigate' && event.step === '75%',
      ),
    ).toHaveLength(1)
  })

  it('does not begin by asking the own unit, and does not end while another answer is still awaited', () => {
    const story = investigated()
      .at('2026-01-05 12:00')
      .when(requestInformation, ask('unit'))
      .thenEvents('InformationRequested')
      .when(requestInformation, ask('complainant'))
      .thenEvents('InformationRequested', 'ObligationPaused')
      .at('2026-01-05 13:00')
      .when(requestInformation, ask('third-party'))
      .thenEvents('InformationRequested')
      .at('2026-01-06 12:00')
      .when(receiveInformation, got('unit'))
      .thenEvents('ObligationWarned', 'ObligationMissed', 'InformationReceived')
      .at('2026-01-06 13:00')
      .when(receiveInformation, got('complainant'))
      .thenEvents('InformationReceived')
      .at('2026-01-07 12:00')
      .when(receiveInformation, got('third-party'))
    expect(story.duty('investigate')).toMatchObject({ status: 'running', due: clock('2026-01-09 09:00') })
  })

  it('comes too late for a duty that was missed already', () => {
    const story = investigated().at('2026-01-07 10:00').when(requestInformation, ask('complainant'))
    expect(story.duty('investigate')).toMatchObject({ status: 'missed' })
  })

  it('begins again after it ended, and both are given back', () => {
    const story = investigated()
      .at('2026-01-05 12:00')
      .when(requestInformation, ask('complainant'))
      .at('2026-01-06 12:00')
      .when(receiveInformation, got('complainant'))
      .at('2026-01-06 15:00')
      .when(requestInformation, ask('third-party'))
      .at('2026-01-08 15:00')
      .when(receiveInformation, got('third-party'))
    expect(story.duty('investigate')).toMatchObject({ due: clock('2026-01-10 09:00') })
    expect(story.duty('investigate')?.warnings[0]).toMatchObject({ step: '75%', at: clock('2026-01-09 21:00') })
  })

  it('keeps working time where the duty runs in working time: from a break into a lunch break', () => {
    const before = given()
      .under(working)
      .at('2026-02-14 15:00')
      .given(registered(), { type: 'CaseAccepted', conditions: [] }, { type: 'CaseAssigned', unit, handler: somebody })
    expect(before.duty('investigate')).toMatchObject({ due: clock('2026-02-25 18:00') })
    const story = before
      .at('2026-02-18 03:00')
      .when(requestInformation, ask('complainant'))
      .at('2026-02-26 12:30')
      .when(receiveInformation, got('complainant'))
    expect(story.duty('investigate')).toMatchObject({ remaining: 15 * 3_600_000, due: clock('2026-02-28 12:00') })
  })

  it('of a duty without a pause never happens', () => {
    const plain = packInForce(
      pack.parse({ ...houseFiles, obligations: { done: houseFiles.obligations.done } }),
      'd'.repeat(64),
    )
    given(registered(), { type: 'CaseAccepted', conditions: [] }, { type: 'CaseAssigned', unit, handler: somebody })
      .under(plain)
      .at('2026-01-05 12:00')
      .when(requestInformation, ask('complainant'))
      .thenEvents('InformationRequested')
    expect(houseRules.content.obligations.done?.pause).toBeUndefined()
  })
})
