import { describe, expect, it } from 'vitest'
import { packInForce } from '../policy/pack-in-force.ts'
import { pack } from '../policy/pack-shape.ts'
import { colleague, everybody, given, registered, somebody, unit } from '../testing/given.ts'
import { houseFiles } from '../testing/house-rules.ts'
import { clock } from '../testing/office.ts'
import { addEvidence } from './add-evidence.ts'
import { disposeEvidence } from './dispose-evidence.ts'
import { endAppraisal } from './end-appraisal.ts'
import { orderAppraisal } from './order-appraisal.ts'
import { receiveInformation } from './receive-information.ts'
import { requestInformation } from './request-information.ts'
import { takeOverEvidence } from './take-over-evidence.ts'

const { investigate } = houseFiles.obligations
const waiting = packInForce(
  pack.parse({
    ...houseFiles,
    obligations: {
      ...houseFiles.obligations,
      investigate: {
        ...investigate,
        pause: {
          ...investigate.pause,
          on: ['InformationRequested', 'AppraisalOrdered'],
          until: ['InformationReceived', 'AppraisalEnded'],
          while: '"complainant" in awaiting || "appraisal" in awaiting',
        },
      },
    },
  }),
  'b'.repeat(64),
)
const assigned = () =>
  given(registered(), { type: 'CaseAccepted', conditions: [] }, { type: 'CaseAssigned', unit, handler: somebody })
const asks = { appraiser: 'A laboratory', subject: 'Is there water in it?', channel: 'phone', text: 'It is tested' }
const result = { appraisal: 1, came: true, text: 'Water, 3 %' } as const
const back = { place: 'Safe 1', condition: 'Half full', sealIntact: true }
const bottle = { kind: 'physical', content: 'A sample', source: 'Nozzle 3', place: 'Safe 1' } as const

describe('an appraisal from outside', () => {
  it('is told to the complainant and stops the clocks that the pack stops, until all of it is in', () => {
    const ordered = assigned().under(waiting).at('2026-01-05 10:00').when(orderAppraisal, asks)
    ordered.thenEvents('AppraisalOrdered', 'ComplainantInformed', 'ObligationPaused')
    const asked = ordered.when(requestInformation, { from: 'complainant', what: 'The receipt' })
    const half = asked.at('2026-01-06 10:00').when(receiveInformation, { from: 'complainant', text: 'Here' })
    expect(half.duty('investigate')?.status).toBe('paused')
    const whole = half.at('2026-01-08 10:00').when(endAppraisal, result)
    expect(whole.duty('investigate')?.due).toBe(clock('2026-01-10 09:00'))
    assigned().at('2026-01-05 10:00').when(orderAppraisal, asks).thenEvents('AppraisalOrdered', 'ComplainantInformed')
  })

  it('is waited for by itself: it is no information that somebody was asked for', () => {
    const ordered = assigned().when(orderAppraisal, asks)
    expect(ordered.possible()).not.toContain('receive-information')
    ordered.when(endAppraisal, { ...result, appraisal: 2 }).thenRefused('appraisal.unknown')
    const ended = ordered.when(orderAppraisal, asks).when(endAppraisal, result)
    ended.thenState(({ awaiting }) => expect(awaiting).toEqual(['appraisal']))
    ended.when(endAppraisal, result).thenRefused('appraisal.ended-already')
    ended
      .when(endAppraisal, { ...result, appraisal: 2, came: false })
      .thenState(({ awaiting }) => expect(awaiting).toEqual([]))
  })

  it('takes a sample out of the hands of whoever has it, and gives it into those that receive the result', () => {
    const held = assigned().when(addEvidence, bottle, everybody)
    held.when(orderAppraisal, { ...asks, evidence: [2] }).thenRefused('evidence.unknown', { evidence: 2 })
    held.when(orderAppraisal, { ...asks, evidence: [1] }, colleague).thenRefused('evidence.not-in-custody')
    const out = held.when(orderAppraisal, { ...asks, evidence: [1] }, everybody)
    out.when(takeOverEvidence, { evidence: 1, ...back }, colleague).thenRefused('evidence.nothing-to-take-over')
    out
      .when(addEvidence, bottle, everybody)
      .when(disposeEvidence, { evidence: 1, how: 'destroyed' }, everybody)
      .thenRefused('evidence.with-appraiser', { evidence: 1 })
    out.when(endAppraisal, result, colleague).thenRefused('appraisal.things-come-back')
    out
      .when(endAppraisal, { ...result, ...back }, colleague)
      .thenState(({ evidence: [one] }) => expect(one).toMatchObject({ custodian: colleague.id, away: undefined }))
    out
      .unsigned()
      .when(endAppraisal, { ...result, ...back }, colleague)
      .thenRefused('case.not-signed')
  })
})
