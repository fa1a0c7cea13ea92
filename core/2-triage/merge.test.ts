import { describe, expect, it } from 'vitest'
import type { Command, Context } from '../case/command.ts'
import { commandNamed } from '../case/commands.ts'
import type { CaseEvent } from '../case/events.ts'
import type { CaseState } from '../case/state.ts'
import { given, otherCase, otherUnit, registered, somebody, unit } from '../testing/given.ts'
import { link } from './link.ts'
import { merge } from './merge.ts'
import { split } from './split.ts'
import { undoMerge } from './undo-merge.ts'

const inform = commandNamed('inform')
const reason = 'The same letter came twice'
const accepted = () => given(registered(), { type: 'CaseAccepted', conditions: [] })
const duplicate = () => accepted().when(link, { other: otherCase, kind: 'duplicate' })
const merged = () => duplicate().when(merge, { other: otherCase, reason })

describe('merge', () => {
  it('ends what the case owes, and says why', () => {
    const before = duplicate().state.obligations.filter(({ status }) => status === 'running')
    const { facts, state } = merged()
    expect(before.length).toBeGreaterThan(0)
    const ended = facts.flatMap(({ event }) => (event.type === 'ObligationCancelled' ? [event.why] : []))
    expect(ended).toEqual(before.map(() => 'merged'))
    expect([state.status, state.left, state.merged]).toEqual(['merged', 'triage', { into: otherCase }])
  })

  it('is for confirmed duplicates, and for parts that go back to where they came from', () => {
    accepted().when(merge, { other: otherCase, reason }).thenRefused('triage.not-duplicate')
    const repeated = accepted().when(link, { other: otherCase, kind: 'repeat' })
    repeated.when(merge, { other: otherCase, reason }).thenRefused('triage.not-duplicate')
    duplicate().when(merge, { other: otherUnit, reason }).thenRefused('triage.not-duplicate')
    const part = given(registered(), { type: 'SplitOff', other: otherCase, evidence: [] })
    part.when(merge, { other: otherCase, reason }).thenState(({ status }) => expect(status).toBe('merged'))
  })

  it('waits until nobody waits for this very case, nor for one that it leads', () => {
    duplicate()
      .given({ type: 'InformationRequested', from: 'complainant', what: { secret: 'The bill', holder: 'case' } })
      .when(merge, { other: otherCase, reason })
      .thenRefused('triage.merge-while-owing')
    const leading = given(registered(), { type: 'CaseTakenIn', other: otherUnit })
    leading
      .when(link, { other: otherCase, kind: 'duplicate' })
      .when(merge, { other: otherCase, reason })
      .thenRefused('triage.leads-others')
  })

  it('closes the case to all but what the complainant says and is told', () => {
    const possible = merged().possible()
    for (const name of ['add-statement', 'inform', 'undo-merge']) expect(possible).toContain(name)
    for (const name of ['assign', 'answer', 'close', 'merge', 'split']) expect(possible).not.toContain(name)
    merged()
      .when(inform as Command, { channel: 'phone', text: 'It is handled with another' })
      .thenEvents('ComplainantInformed')
  })

  it('is undone as if it had never been: the same due moments, counted from the same beginning', () => {
    const before = duplicate().state
    const { state } = merged().at('2026-01-05 10:00').when(undoMerge, { reason: 'Another matter' })
    const due = (all: typeof before) =>
      all.obligations.filter(({ status }) => status === 'running').map((one) => [one.duty, one.start, one.due])
    expect(due(state)).toEqual(due(before))
    expect([state.status, state.stage, state.merged]).toEqual(['open', 'triage', undefined])
  })

  it('that comes late leaves the breach where it was', () => {
    const late = duplicate().at('2026-03-02 09:00').when(merge, { other: otherCase, reason })
    const types = late.facts.map(({ event }) => event.type)
    expect(types.indexOf('ObligationMissed')).toBeGreaterThan(0)
    expect(types.indexOf('ObligationMissed')).toBeLessThan(types.indexOf('CaseMerged'))
  })
})

describe('the case that leads', () => {
  const leading = (...more: readonly CaseEvent[]) => accepted().given(...more)
  const answered: CaseEvent = { type: 'ComplaintAnswered', channel: 'phone', solved: true }
  const takeIn = merge.beside?.({ other: otherCase, reason }, contextOf(duplicate().state), unit)[0]?.command as Command
  const letGo = undoMerge.beside?.({ reason }, contextOf(merged().state), unit)[0]?.command as Command

  it('takes in until it is answered, and only behind the same walls', () => {
    const input = { other: unit, walls: [] }
    leading().when(takeIn, input).thenEvents('CaseTakenIn')
    leading(answered).when(takeIn, input).thenRefused('triage.leading-answered')
    leading()
      .when(takeIn, { other: unit, walls: [somebody] })
      .thenRefused('triage.walls-differ')
    leading({ type: 'RespondentNamed', staff: somebody }).when(takeIn, input).thenRefused('triage.walls-differ')
  })

  it('lets go as long as it gave no answer for both', () => {
    const took = leading({ type: 'CaseTakenIn', other: unit })
    took.when(letGo, { other: unit }).thenEvents('CaseReleased')
    took.at('2026-01-05 11:00').given(answered).when(letGo, { other: unit }).thenRefused('triage.merge-answered')
  })

  function contextOf(state: CaseState): Context {
    return { state } as Context
  }
})

describe('split', () => {
  const input = { title: 'The bill', content: 'The bill is wrong too', unit, reason: 'Two matters' }

  it('says which case it became, and what goes there', () => {
    accepted()
      .when(split, input)
      .thenEvents('CaseSplit')
      .thenState(({ parts, status }) => expect([parts, status]).toEqual([[otherCase], 'open']))
  })

  it('takes evidence that is there, and a unit that is there', () => {
    accepted()
      .when(split, { ...input, evidence: [3] })
      .thenRefused('evidence.unknown', { evidence: 3 })
    accepted()
      .when(split, { ...input, unit: otherCase })
      .thenRefused('organisation.no-such-unit')
  })
})
