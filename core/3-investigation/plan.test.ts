import { describe, expect, it } from 'vitest'
import { packInForce } from '../policy/pack-in-force.ts'
import { pack } from '../policy/pack-shape.ts'
import { arbiter, given, nobody, registered, somebody, unit } from '../testing/given.ts'
import { houseFiles } from '../testing/house-rules.ts'
import { clock } from '../testing/office.ts'
import { changePlan } from './change-plan.ts'
import { contact } from './contact.ts'
import { markContradiction } from './mark-contradiction.ts'
import { plan } from './plan.ts'
import { recordFinding } from './record-finding.ts'
import { settleContradiction } from './settle-contradiction.ts'

const source = { design: 'for tests' }
const accused = '0198c0de-0000-7000-8000-0000000000bb'
const limited = packInForce(
  pack.parse({ ...houseFiles, investigation: { plan: { within: '2 working days', source } } }),
  'b'.repeat(64),
)
const assigned = () =>
  given(registered(), { type: 'CaseAccepted', conditions: [] }, { type: 'CaseAssigned', unit, handler: somebody })
const question = { kind: 'question', what: 'Did the machine fail?' } as const
const hearing = { kind: 'hearing', what: 'The cashier', owner: somebody, until: '2026-01-07' } as const
const methods = ['direct' as const]
const planned = () => assigned().when(plan, { lines: [question, hearing], methods })

describe('a plan', () => {
  it('gives each line an owner and a last moment: the day named, else the limit of the pack in working time', () => {
    assigned()
      .under(limited)
      .at('2026-02-13 17:00')
      .when(plan, { lines: [question, { ...hearing, until: '2026-02-16' }], methods })
      .thenState(({ plan: lines }) =>
        expect(lines).toEqual([
          { line: 1, kind: 'question', owner: somebody, due: clock('2026-02-24 18:00'), state: 'open' },
          { line: 2, kind: 'hearing', owner: somebody, due: clock('2026-02-16 23:59:59.999'), state: 'open' },
        ]),
      )
    planned().thenState(({ plan: [first] }) => expect(first?.due).toBeUndefined())
  })

  it('begins with a question, and is added to', () => {
    assigned()
      .when(plan, { lines: [hearing], methods })
      .thenRefused('plan.needs-question')
    assigned().when(plan, { methods }).thenRefused('plan.needs-question')
    planned()
      .when(plan, { lines: [hearing], methods })
      .thenState(({ plan: lines }) => expect(lines.map(({ line }) => line)).toEqual([1, 2, 3]))
  })

  it('from before lines had numbers folds into questions of nobody', () => {
    const what = { secret: 'Why?', holder: 'case' as const }
    assigned()
      .given({ type: 'InvestigationPlanned', questions: [what, what], methods })
      .when(recordFinding, { method: 'direct', bears: 'confirmed', text: 'So', question: 2 })
      .thenState(({ plan: lines }) =>
        expect(lines).toEqual([
          { line: 1, kind: 'question', state: 'open' },
          { line: 2, kind: 'question', state: 'open' },
        ]),
      )
  })

  it('is owned by somebody who sees the case, and due on a day to come', () => {
    const wrong = (line: object) => assigned().when(plan, { lines: [question, { ...hearing, ...line }], methods })
    wrong({ owner: nobody }).thenRefused('organisation.no-such-person')
    wrong({ until: '2026-01-04' }).thenRefused('investigation.until-in-past')
    assigned()
      .given({ type: 'RespondentNamed', staff: accused })
      .when(plan, { lines: [question, { ...hearing, owner: accused }], methods })
      .thenRefused('plan.owner-sees-nothing')
    wrong({ owner: arbiter }).thenRefused('plan.owner-sees-nothing')
  })

  it('is changed line by line; what is dropped has a reason', () => {
    assigned().when(changePlan, { line: 1, state: 'done' }).thenRefused('plan.none')
    planned().when(changePlan, { line: 3, state: 'done' }).thenRefused('plan.no-such-line', { line: 3 })
    planned().when(changePlan, { line: 2, state: 'dropped' }).thenRefused('plan.dropping-needs-reason')
    planned()
      .when(changePlan, { line: 2, state: 'dropped', reason: 'On leave' })
      .when(changePlan, { line: 1, state: 'open', owner: somebody, until: '2026-01-09' })
      .thenState(({ plan: lines }) =>
        expect(lines).toMatchObject([
          { owner: somebody, due: clock('2026-01-09 23:59:59.999'), state: 'open' },
          { state: 'dropped' },
        ]),
      )
  })
})

describe('a finding', () => {
  it('answers a question of the plan and rests on evidence that there is', () => {
    const found = { method: 'technical', bears: 'confirmed', text: 'The log shows it' } as const
    planned()
      .when(recordFinding, { ...found, question: 1 })
      .thenEvents('FindingRecorded')
    planned()
      .when(recordFinding, { ...found, question: 2 })
      .thenRefused('plan.no-such-line')
    planned()
      .when(recordFinding, { ...found, evidence: [1] })
      .thenRefused('evidence.unknown', { evidence: 1 })
  })
})

describe('a contradiction', () => {
  const two = () =>
    assigned()
      .given({ type: 'StatementAdded', party: 'p1', text: { secret: 'I paid at nine', holder: 'party:p1' } })
      .when(contact, { channel: 'phone', reached: false, text: 'No answer' })
      .when(contact, { channel: 'phone', reached: true, text: 'I paid at ten' })
  const marked = () => {
    const [, , first = 0, second = 0] = [0, ...two().state.sayings]
    return two().when(markContradiction, { one: first, other: second, point: 'When it was paid' })
  }

  it('stands between two statements of the case and no other facts', () => {
    marked().thenEvents('ContradictionMarked')
    expect(two().state.sayings).toHaveLength(3)
    two().when(markContradiction, { one: 1, other: 1, point: 'When' }).thenRefused('contradiction.of-itself')
    two()
      .when(markContradiction, { one: 1, other: 2, point: 'When' })
      .thenRefused('contradiction.no-such-statement', { fact: 2 })
    assigned().when(markContradiction, { one: 1, other: 2, point: 'When' }).thenRefused('contradiction.one-statement')
  })

  it('is settled once', () => {
    const settled = marked().when(settleContradiction, { contradiction: 1, judgement: 'The slip says ten' })
    settled.thenState(({ contradictions }) => expect(contradictions[0]?.settled).toBe(true))
    settled.when(settleContradiction, { contradiction: 1, judgement: 'Or nine' }).thenRefused('contradiction.none')
  })
})
