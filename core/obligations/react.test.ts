import { describe, expect, it } from 'vitest'
import { refuseCase } from '../1-intake/refuse-case.ts'
import { register } from '../1-intake/register.ts'
import { classify } from '../2-triage/classify.ts'
import { answer } from '../5-feedback/answer.ts'
import { callBack } from '../5-feedback/call-back.ts'
import { inform } from '../5-feedback/inform.ts'
import { archive } from '../6-archive/archive.ts'
import { close } from '../6-archive/close.ts'
import { reopen } from '../6-archive/reopen.ts'
import type { CaseEvent } from '../case/events.ts'
import { packInForce } from '../policy/pack-in-force.ts'
import { pack } from '../policy/pack-shape.ts'
import { given, importer, registered, unit } from '../testing/given.ts'
import { houseFiles } from '../testing/house-rules.ts'
import { clock } from '../testing/office.ts'

const accepted: CaseEvent = { type: 'CaseAccepted', conditions: [] }
const answered = { channel: 'phone', text: 'It was our mistake.', solved: true }
const closing = { result: 'resolved', alternatives: true, summary: 'Done' } as const
const nature = (nature: string) => ({ axes: { content: 'service', nature } })
const informed = { channel: 'phone', text: 'Still looking into it.' } as const
const called = (reached: boolean) => ({ channel: 'phone', reached, text: 'Rang' })
const statuses = (story: ReturnType<typeof given>) =>
  Object.fromEntries(story.state.obligations.map((one) => [`${one.duty} ${one.round}`, one.status]))

describe('duties of a case', () => {
  it('start with the receipt, however late it is written down', () => {
    const story = given(registered({ submittedAt: clock('2026-01-03 10:00') }))
    expect(story.duty('respond')).toMatchObject({
      start: clock('2026-01-03 10:00'),
      due: clock('2026-01-04 10:00'),
      status: 'running',
    })
    expect(story.duty('done')).toMatchObject({ due: clock('2026-01-09 18:00') })
  })

  it('know whom to tell and when from the moment they start', () => {
    expect(given(registered()).duty('done')).toMatchObject({
      warnings: [
        { step: '75%', at: clock('2026-01-09 14:15'), tell: ['handler'] },
        { step: '+24 h', at: clock('2026-01-13 18:00'), tell: ['director'] },
      ],
      breach: ['handler', 'supervisor'],
    })
  })

  it('warn in the order of the clock, however the pack names the steps', () => {
    const { respond } = houseFiles.obligations
    const warn = [
      { after: '1 h', tell: ['director'] },
      { at: '75%', tell: ['handler'] },
      { at: '25%', tell: ['handler'] },
    ]
    const story = given(registered()).under(
      packInForce(pack.parse({ ...houseFiles, obligations: { respond: { ...respond, warn } } }), 'b'.repeat(64)),
    )
    expect(story.duty('respond')?.warnings.map(({ step }) => step)).toEqual(['25%', '75%', '+1 h'])
  })

  it('run from the receipt where their condition comes to hold later, fall away where it no longer does, and may come again', () => {
    const repeat = given(registered(), accepted)
      .at('2026-01-05 10:00')
      .when(classify, nature('repeat'))
      .thenEvents('CaseClassified', 'ObligationStarted')
    expect(repeat.duty('repeat-done')).toMatchObject({
      start: clock('2026-01-05 09:00'),
      due: clock('2026-01-06 18:00'),
    })
    const general = repeat
      .at('2026-01-05 11:00')
      .when(classify, nature('general'))
      .thenEvents('CaseClassified', 'ObligationCancelled')
    expect(general.duty('repeat-done')).toMatchObject({ status: 'cancelled' })
    const again = general.at('2026-01-05 12:00').when(classify, nature('repeat'))
    expect(again.duty('repeat-done')).toMatchObject({ round: 2, status: 'running', due: clock('2026-01-06 18:00') })
  })

  it('stay missed where their condition falls away after the breach', () => {
    const story = given(registered(), accepted)
      .when(classify, nature('repeat'))
      .at('2026-01-07 09:00')
      .when(classify, nature('general'))
    expect(story.duty('repeat-done')).toMatchObject({ status: 'missed', round: 1 })
    story.at('2026-01-07 09:01').when(classify, nature('repeat')).thenEvents('ObligationMissed', 'CaseClassified')
  })

  it('found only after the answer stand with breach and late answer, in this order', () => {
    const story = given(registered(), accepted).at('2026-01-08 09:00').when(answer, answered).at('2026-01-08 10:00')
    story
      .when(classify, nature('repeat'))
      .thenEvents('CaseClassified', 'ObligationStarted', 'ObligationMissed', 'ObligationMet')
    const inTime = given(registered(), accepted)
      .at('2026-01-05 15:00')
      .when(answer, answered)
      .at('2026-01-08 10:00')
      .when(classify, nature('repeat'))
    expect(inTime.duty('repeat-done')).toMatchObject({ status: 'met', settledAt: clock('2026-01-05 15:00') })
  })

  it('that nobody needs after the answer fall away with it, and a late one keeps its breach', () => {
    const early = given(registered(), accepted).at('2026-01-05 15:00').when(answer, answered)
    expect(statuses(early)).toEqual({
      'done 1': 'met',
      'investigate 1': 'cancelled',
      'respond 1': 'met',
      'call-back 1': 'running',
    })
    const late = given(registered(), accepted).at('2026-01-08 08:00').when(answer, answered)
    expect(statuses(late)).toMatchObject({ 'investigate 1': 'missed', 'respond 1': 'met-late' })
  })

  it('that ask for more than a fact wait until it holds: a call nobody took is no call-back', () => {
    const story = given(registered(), accepted)
      .when(answer, answered)
      .at('2026-01-06 09:00')
      .when(callBack, called(false))
      .thenEvents('CalledBack')
    expect(story.duty('call-back')).toMatchObject({ status: 'running' })
    const reached = story.at('2026-01-07 09:00').when(callBack, called(true))
    expect(reached.duty('call-back')).toMatchObject({ status: 'met', settledAt: clock('2026-01-07 09:00') })
  })

  it('run again under the next round where their starting fact happens again', () => {
    const story = given(registered(), accepted)
      .when(answer, answered)
      .when(callBack, called(true))
      .at('2026-01-08 09:00')
      .when(answer, answered)
    expect(story.duty('call-back')).toMatchObject({ round: 2, start: clock('2026-01-08 09:00'), status: 'running' })
  })

  it('end with a refusal and with the archive; a closed case may still owe something', () => {
    given(registered())
      .when(refuseCase, { condition: 'clear', reason: 'Not clear' })
      .thenEvents('CaseRefused', 'ObligationCancelled', 'ObligationCancelled', 'ObligationCancelled')
    const closed = given(registered(), accepted).when(answer, answered).when(close, closing).thenEvents('CaseClosed')
    expect(closed.duty('call-back')).toMatchObject({ status: 'running' })
    closed.when(archive, {}).thenEvents('CaseArchived', 'ObligationCancelled')
  })

  it('do not start again in silence where a case is opened again', () => {
    const before = given(registered(), accepted)
      .when(answer, answered)
      .when(callBack, called(true))
      .when(close, closing)
    const story = before.at('2026-01-20 09:00').when(reopen, { reason: 'New facts' }).thenEvents('CaseReopened')
    expect(statuses(story)).toEqual(statuses(before))
    story.when(answer, answered).thenEvents('ComplaintAnswered', 'ObligationStarted')
  })

  it('bind nobody before the pack was in force', () => {
    expect(given(registered({ submittedAt: clock('2019-12-31 23:59') })).state.obligations).toEqual([])
  })

  it('follow the value of the day of the receipt', () => {
    const changed = packInForce(
      pack.parse({
        ...houseFiles,
        obligations: {
          respond: { ...houseFiles.obligations.respond, allow: { '2020-01-01': '24 h', '2026-01-05': '12 h' } },
        },
      }),
      'b'.repeat(64),
    )
    expect(
      given(registered({ submittedAt: clock('2026-01-04 23:59') }))
        .under(changed)
        .duty('respond'),
    ).toMatchObject({ allowance: '24 h' })
    expect(
      given(registered({ submittedAt: clock('2026-01-05 00:00') }))
        .under(changed)
        .duty('respond'),
    ).toMatchObject({ allowance: '12 h' })
  })

  it('are met by the first of the facts that end them, also where they are found afterwards', () => {
    const late = { ...houseFiles.obligations['repeat-done'], stops_on: ['ComplaintAnswered', 'ComplainantInformed'] }
    const story = given(registered(), accepted)
      .under(packInForce(pack.parse({ ...houseFiles, obligations: { late } }), 'b'.repeat(64)))
      .at('2026-01-05 10:00')
      .when(inform, informed)
      .at('2026-01-05 11:00')
      .when(answer, answered)
      .when(classify, nature('repeat'))
    expect(story.duty('late')).toMatchObject({ status: 'met', settledAt: clock('2026-01-05 10:00') })
  })

  it('that come again and again are not ended by what begins them', () => {
    const again = {
      ...houseFiles.obligations.respond,
      starts_on: 'ComplainantInformed',
      stops_on: ['ComplainantInformed', 'ComplaintAnswered'],
    }
    const story = given(registered(), accepted)
      .under(packInForce(pack.parse({ ...houseFiles, obligations: { again } }), 'b'.repeat(64)))
      .at('2026-01-05 10:00')
      .when(inform, informed)
    expect(statuses(story)).toEqual({ 'again 1': 'running' })
    expect(statuses(story.at('2026-01-05 11:00').when(inform, informed))).toEqual({
      'again 1': 'met',
      'again 2': 'running',
    })
  })

  it('are provisional where the year’s days off are not announced', () => {
    expect(given(registered()).duty('done')).toMatchObject({ provisional: false })
    expect(given().at('2026-12-30 09:00').given(registered()).duty('done')).toMatchObject({ provisional: true })
  })

  it('that were never checked against their document bind nobody', () => {
    const unchecked = packInForce(
      pack.parse({
        ...houseFiles,
        obligations: { respond: { ...houseFiles.obligations.respond, source: { clause: '1', confidence: 'C' } } },
      }),
      'b'.repeat(64),
    )
    expect(given(registered()).under(unchecked).state.obligations).toEqual([])
  })
})

describe('duties of an imported case', () => {
  const imported = (recordedSteps: string[]) =>
    given()
      .at('2019-05-06 09:00')
      .when(
        register,
        { channel: 'phone', unit, title: 'Old', content: 'An old complaint', recordedSteps },
        importer,
        'import',
      )

  it('are unknown where the record holds none of their ends, and judged where it does', () => {
    expect(statuses(imported(['CaseRegistered', 'ComplaintAnswered']))).toEqual({
      'done 1': 'running',
      'investigate 1': 'unknown',
      'respond 1': 'running',
    })
  })

  it('are unknown where a condition asks what a record does not hold', () => {
    const story = imported(['CaseRegistered', 'CaseAccepted', 'ComplaintAnswered', 'CalledBack'])
      .given(accepted)
      .when(answer, answered, importer, 'import')
    expect(story.duty('call-back')).toMatchObject({ status: 'unknown' })
  })

  it('stay unknown, and time says nothing of them', () => {
    const story = imported(['CaseRegistered']).at('2026-01-05 09:00').whenTimePasses().thenEvents()
    expect(new Set(story.state.obligations.map(({ status }) => status))).toEqual(new Set(['unknown']))
  })

  it('apply as if the pack had been in force', () => {
    expect(imported(['ComplaintAnswered']).duty('respond')).toMatchObject({ due: clock('2019-05-07 09:00') })
  })
})
