import { describe, expect, it } from 'vitest'
import { forward } from '../1-intake/forward.ts'
import { register } from '../1-intake/register.ts'
import { assign } from '../2-triage/assign.ts'
import { clearRespondent } from '../3-investigation/clear-respondent.ts'
import { liftRecusal } from '../3-investigation/lift-recusal.ts'
import { nameRespondent } from '../3-investigation/name-respondent.ts'
import { orderRecusal } from '../3-investigation/order-recusal.ts'
import { recuse } from '../3-investigation/recuse.ts'
import {
  complainant,
  everybody,
  given,
  nobody,
  otherUnit,
  registered,
  somebody,
  staff,
  unit,
} from '../testing/given.ts'
import { expectedNext } from './expected-next.ts'

const accused = '0198c0de-0000-7000-8000-0000000000bb'
const posts = ['specialist', 'supervisor', 'agent', 'unit-head']
const reason = 'They are related'
const inHand = () =>
  given(
    registered(),
    { type: 'CaseAccepted', conditions: [] },
    { type: 'CaseAssigned', unit, handler: accused },
    { type: 'InvestigationConcluded', outcome: 'upheld', conclusion: { secret: 'So', holder: 'case' } },
  )

describe('the accused wall', () => {
  it('leaves whoever is complained of nothing that they could do, and no word that there is a case', () => {
    const before = inHand()
    const named = before.when(nameRespondent, { staff: accused }).thenEvents('RespondentNamed')
    expect(before.possible(staff(posts, accused))).not.toEqual([])
    expect(named.possible(staff(posts, accused))).toEqual([])
    named.when(orderRecusal, { staff: somebody, reason }, staff(posts, accused)).thenRefused('case.unknown')
    const cleared = named.when(clearRespondent, { staff: accused, reason }).thenEvents('RespondentCleared')
    expect(cleared.possible(staff(posts, accused))).toContain('propose')
  })

  it('stands as long as one of its two reasons does', () => {
    const both = inHand().when(nameRespondent, { staff: accused }).when(orderRecusal, { staff: accused, reason })
    const lifted = both.when(liftRecusal, { staff: accused, reason })
    expect(lifted.possible(staff(posts, accused))).toEqual([])
    lifted.when(liftRecusal, { staff: accused, reason }).thenRefused('wall.nobody-recused')
  })

  it('takes the case out of the hands of its handler, and says by whom it is put into others', () => {
    const named = inHand().when(nameRespondent, { staff: accused })
    expect(named.facts.at(-1)?.event).toMatchObject({ assignBy: expect.arrayContaining(['supervisor']) })
    expect(named.state.handler).toBeUndefined()
    expect(expectedNext(named.state)).toBe('assign')
    named.when(assign, { handler: accused }).thenRefused('triage.handler-recused')
    inHand()
      .when(recuse, { reason }, staff(posts, accused))
      .thenState(({ handler }) => expect(handler).toBeUndefined())
  })

  it('is not drawn by oneself around oneself, nor around somebody unknown, nor twice', () => {
    inHand().when(nameRespondent, { staff: everybody.id }).thenRefused('wall.not-oneself')
    inHand().when(orderRecusal, { staff: everybody.id, reason }).thenRefused('wall.not-oneself')
    inHand().when(nameRespondent, { staff: nobody }).thenRefused('organisation.no-such-person')
    const named = inHand().when(nameRespondent, { staff: accused })
    named.when(nameRespondent, { staff: accused }).thenRefused('wall.named-already')
  })

  it('leaves one at least who can assign the case, here and where it is forwarded to', () => {
    inHand().when(nameRespondent, { staff: somebody }).thenRefused('wall.nobody-left')
    const own = staff(posts, somebody)
    inHand().when(recuse, { reason }, own).thenRefused('wall.nobody-left')
    given(registered(), { type: 'CaseAccepted', conditions: [] }, { type: 'RespondentNamed', staff: somebody })
      .when(forward, { unit: otherUnit, reason })
      .thenRefused('wall.nobody-left')
  })

  it('stands from the registration on where it names those complained of', () => {
    const said = { channel: 'phone', unit, title: 'A title', content: 'What happened' }
    given()
      .when(register, { ...said, respondents: [accused, accused] })
      .thenState(({ respondents }) => expect(respondents).toEqual([accused]))
    given()
      .when(register, { ...said, respondents: [everybody.id] })
      .thenRefused('wall.not-oneself')
    given()
      .when(register, { ...said, respondents: [accused] }, complainant)
      .thenRefused('case.not-for-complainant')
  })
})
