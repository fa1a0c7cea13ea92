import { describe, expect, it } from 'vitest'
import type { CaseEvent } from '../case/events.ts'
import { given, registered, somebody, staff, unit } from '../testing/given.ts'
import { clock } from '../testing/office.ts'
import { approve } from './approve.ts'
import { execute } from './execute.ts'
import { propose } from './propose.ts'
import { returnProposal } from './return-proposal.ts'

const concluded: CaseEvent = {
  type: 'InvestigationConcluded',
  outcome: 'upheld',
  conclusion: { secret: 'So', holder: 'case' },
}
const resolving = () =>
  given(
    registered(),
    { type: 'CaseAccepted', conditions: [] },
    { type: 'CaseAssigned', unit, handler: somebody },
    concluded,
  )
const yuan = (amount: number) => ({ minor: Math.round(amount * 100), currency: 'CNY' as const })
const paying = (...amounts: number[]) => ({
  lines: amounts.map((amount) => ({ kind: 'compensation' as const, amount: yuan(amount), what: 'A voucher' })),
})
const apology = { lines: [{ kind: 'apology' as const, what: 'In writing' }] }
const proposer = staff('specialist', 'proposer')

describe('approve', () => {
  it.each([
    [999.99, 'specialist', true],
    [1000, 'specialist', false],
    [1000, 'supervisor', true],
    [9999.99, 'supervisor', true],
    [10_000, 'supervisor', false],
    [10_000, 'director', true],
    [10_000_000, 'director', true],
  ])('%f yuan by the %s: %s', (amount, post, allowed) => {
    const story = resolving().when(propose, paying(amount), proposer).when(approve, {}, staff(post))
    if (allowed) story.thenEvents('RemedyApproved')
    else story.thenRefused('resolution.beyond-authority', { total: yuan(amount) })
  })

  it('adds up the lines, so that a sum cannot be split under a limit', () => {
    resolving()
      .when(propose, paying(600, 600), proposer)
      .when(approve, {}, staff('specialist'))
      .thenRefused('resolution.beyond-authority', { total: yuan(1200) })
  })

  it('needs no rank where nothing is paid', () => {
    resolving().when(propose, apology, proposer).when(approve, {}, staff('specialist')).thenEvents('RemedyApproved')
  })

  it('is never for the one who proposed, whatever the post', () => {
    const director = staff(['director', 'specialist'], 'one-person')
    const proposed = resolving().when(propose, paying(10), director)
    proposed.when(approve, {}, director).thenRefused('resolution.own-proposal')
    proposed.when(returnProposal, { reason: 'More' }, director).thenRefused('resolution.own-proposal')
  })

  it('names the post under which it was done', () => {
    const { facts } = resolving()
      .when(propose, paying(5000), proposer)
      .when(approve, {}, staff(['specialist', 'supervisor'], 'boss'))
    expect(facts.at(-1)?.event).toMatchObject({ type: 'RemedyApproved', post: 'supervisor' })
  })

  it('has something to approve, once', () => {
    resolving().when(approve, {}, staff('director')).thenRefused('resolution.nothing-to-approve')
    resolving()
      .when(propose, apology, proposer)
      .when(approve, {}, staff('director'))
      .when(approve, {}, staff('supervisor'))
      .thenRefused('resolution.nothing-to-approve')
  })
})

describe('propose', () => {
  it('asks who must approve on the day it is made', () => {
    const { facts } = resolving().when(propose, paying(1000), proposer)
    expect(facts.at(-1)?.event).toMatchObject({ proposal: 1, total: yuan(1000), approvers: ['supervisor', 'director'] })
  })

  it('stands in the currency of the pack', () => {
    const dollars = {
      lines: [{ kind: 'compensation' as const, amount: { minor: 1, currency: 'USD' as const }, what: 'A cent' }],
    }
    resolving().when(propose, dollars).thenRefused('resolution.other-currency', { currency: 'CNY' })
  })

  it('is one at a time, and comes again under the next number after it was returned', () => {
    const proposed = resolving().when(propose, apology, proposer)
    proposed.when(propose, apology, proposer).thenRefused('resolution.proposal-pending')
    const { facts } = proposed
      .when(returnProposal, { reason: 'Pay something' }, staff('director'))
      .when(propose, paying(10), proposer)
    expect(facts.at(-1)?.event).toMatchObject({ proposal: 2 })
  })
})

describe('execute', () => {
  const done = { effect: 'The customer is content' }

  it('carries out what was approved', () => {
    const proposed = resolving().when(propose, apology, proposer)
    proposed.when(execute, done).thenRefused('resolution.not-approved')
    proposed
      .when(approve, {}, staff('director'))
      .when(execute, done)
      .thenState(({ stage }) => expect(stage).toBe('feedback'))
  })

  it('does not lie ahead', () => {
    const approved = resolving().when(propose, apology, proposer).when(approve, {}, staff('director'))
    approved
      .when(execute, { ...done, executedAt: clock('2026-01-05 09:01') })
      .thenRefused('resolution.executed-in-future')
  })
})
