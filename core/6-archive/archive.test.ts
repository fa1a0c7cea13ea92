import { describe, expect, it } from 'vitest'
import type { CaseEvent } from '../case/events.ts'
import { packInForce } from '../policy/pack-in-force.ts'
import { pack } from '../policy/pack-shape.ts'
import { given, registered, somebody, unit } from '../testing/given.ts'
import { houseFiles, houseRules } from '../testing/house-rules.ts'
import { archive } from './archive.ts'
import { close } from './close.ts'
import { hold } from './hold.ts'
import { release } from './release.ts'
import { reopen } from './reopen.ts'

const secret = { secret: 'So', holder: 'case' } as const
const answer: CaseEvent = { type: 'ComplaintAnswered', channel: 'phone', text: secret, solved: true }
const agreed: CaseEvent = { type: 'AnswerRecorded', party: 'p1', response: 'accepted', channel: 'phone' }
const assigned = () =>
  given(registered(), { type: 'CaseAccepted', conditions: [] }, { type: 'CaseAssigned', unit, handler: somebody })
const closing = { result: 'resolved', summary: 'Settled' } as const
const closed = () => assigned().given(answer, agreed).when(close, closing)
const reason = { reason: 'A law suit' }

describe('close', () => {
  it('without the complainant’s acceptance the other ways open to them are told', () => {
    assigned().given(answer).when(close, closing).thenRefused('archive.alternatives-not-told')
    assigned()
      .given(answer)
      .when(close, { ...closing, alternatives: true })
      .thenEvents('CaseClosed')
    assigned().given(answer, agreed).when(close, closing).thenEvents('CaseClosed')
  })

  it('waits for an answer and for a review that was asked for', () => {
    assigned().when(close, closing).thenRefused('case.wrong-stage')
    assigned()
      .given(answer, agreed, { type: 'ReviewRequested', kind: 'review', party: 'p1', reason: secret })
      .when(close, closing)
      .thenRefused('archive.review-open')
  })
})

describe('archive', () => {
  it('waits for what is owed by name: promises, and reports of a crisis', () => {
    const until = '2026-02-02T02:00:00.000Z'
    const promised = closed().given({
      type: 'PromiseMade',
      promise: 1,
      party: 'p1',
      staff: somebody,
      until,
      what: secret,
    })
    promised.when(archive, {}).thenRefused('archive.promise-open')
    const kept = promised.given({ type: 'PromiseKept', promise: 1, party: 'p1', text: secret })
    kept
      .given({ type: 'CrisisActed', act: 1, did: 'approved', proposal: 1 })
      .when(archive, {})
      .thenRefused('archive.crisis-unreported')
    kept.when(archive, {}).thenState(({ status }) => expect(status).toBe('archived'))
  })

  it('keeps the case for the longest period of its packs', () => {
    const longer = packInForce(
      pack.parse({
        ...houseFiles,
        manifest: { ...houseFiles.manifest, id: 'longer' },
        retention: { ...houseFiles.retention, years: { '2020-01-01': 5 } },
      }),
      'b'.repeat(64),
    )
    closed()
      .when(archive, {})
      .thenState(({ retainUntil }) => expect(retainUntil).toBe('2029-01-05'))
    const under = given(registered(), { type: 'CaseAccepted', conditions: [] }, answer, agreed).under(
      houseRules,
      longer,
    )
    under
      .when(close, closing)
      .when(archive, {})
      .thenState(({ retainUntil }) => expect(retainUntil).toBe('2031-01-05'))
  })

  it('keeps a leap day’s case to the last of February', () => {
    const story = given()
      .at('2028-02-29 09:00')
      .given(registered(), { type: 'CaseAccepted', conditions: [] }, answer, agreed)
    story
      .when(close, closing)
      .when(archive, {})
      .thenState(({ retainUntil }) => expect(retainUntil).toBe('2031-02-28'))
  })

  it('comes after closing, and is final', () => {
    assigned().given(answer).when(archive, {}).thenRefused('case.wrong-status')
    closed().when(archive, {}).when(reopen, reason).thenRefused('case.wrong-status')
  })
})

describe('hold and release', () => {
  it('follow each other', () => {
    const archived = closed().when(archive, {})
    archived.when(release, reason).thenRefused('archive.not-held')
    const held = archived.when(hold, reason).thenState((state) => expect(state.hold).toBe(true))
    held.when(hold, reason).thenRefused('archive.held-already')
    held.when(release, reason).thenState((state) => expect(state.hold).toBe(false))
  })
})
