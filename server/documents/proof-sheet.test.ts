import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { proofSheet as shape } from '../../api/proof-sheet.ts'
import { receiveInformation } from '../../core/3-investigation/receive-information.ts'
import { requestInformation } from '../../core/3-investigation/request-information.ts'
import { YearFile } from '../../core/calendar/calendar-shape.ts'
import { buildCalendar } from '../../core/calendar/office-calendar.ts'
import type { CaseEvent } from '../../core/case/events.ts'
import { evolveAll } from '../../core/case/evolve.ts'
import type { Happened } from '../../core/case/folding.ts'
import { movesOf } from '../../core/case/follow-calendar.ts'
import { nothingYet } from '../../core/case/state.ts'
import { pack } from '../../core/policy/pack-shape.ts'
import { anyLife } from '../../core/testing/any-command.ts'
import { given, registered, somebody, unit } from '../../core/testing/given.ts'
import { houseFiles, houseRules } from '../../core/testing/house-rules.ts'
import { clock, office, officeHash } from '../../core/testing/office.ts'
import type { ToldFact } from '../trail/envelope.ts'
import { proofSheet } from './proof-sheet.ts'

const laterHash = 'd'.repeat(64)
/** Made up: the first days of 2027 are off. */
const notice = YearFile.parse({
  year: 2027,
  status: 'published',
  notice: { title: 'A notice for tests' },
  holidays: [{ name: { zh: '元旦', en: "New Year's Day" }, off: ['2027-01-01', '2027-01-04', '2027-01-05'] }],
})
const later = buildCalendar(office.plain.office, [...office.plain.years, notice])

function told({ event: { type, ...data }, origin, occurredAt, by }: Happened, index: number): ToldFact {
  const kind = by === 'rules' ? 'rules' : 'staff'
  const hash = String(index + 1).padStart(64, '0')
  const named = { stream: 'case', version: index + 1, type, data, byKind: kind, byId: by } as const
  return { ...named, occurredAt, recordedAt: occurredAt, origin, rule: null, hash }
}

/** The proof of what happened so far, by itself and through its shape. */
function prove(happened: readonly Happened[], now: string, packs = [houseRules]) {
  const state = evolveAll(nothingYet, happened)
  const calendarOf = (hash: string) => (hash === laterHash ? later : office)
  const id = '0198c0de-0000-7000-8000-000000000009'
  const facts = happened.map(told)
  const proof = proofSheet({ id, facts, state, packs, calendarOf, now })
  expect(shape.parse(proof)).toEqual(proof)
  expect(proof.duties).toHaveLength(state.obligations.length)
  for (const [at, duty] of proof.duties.entries()) check(duty, facts, state.obligations[at]?.due ?? '')
  return proof
}

function check(duty: ReturnType<typeof proofSheet>['duties'][number], facts: readonly ToldFact[], due: string): void {
  const started = facts.find(({ version }) => version === duty.started?.version)
  expect(started?.data).toMatchObject({ duty: duty.duty, start: duty.counted.start, due: duty.counted.due })
  const last = duty.changes.findLast((change) => 'due' in change)
  expect(last && 'due' in last ? last.due : duty.counted.due).toBe(due)
  expect(duty.begins?.at).toBe(duty.counted.start)
  expect(duty.begins?.version).toBeLessThan(duty.started?.version ?? 0)
  const { at, by, fact, status } = duty.outcome
  if (at !== null) expect([by?.at, (by?.version ?? 0) < (fact?.version ?? 0)]).toEqual([at, true])
  expect(duty.outcome.excused === null || status === 'missed').toBe(status !== 'cancelled')
}

describe('the proof of time limits', () => {
  it('holds in any life of a case: what began each duty, what changed it, what ended it', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(fc.gen(), (g) => {
        const { facts } = anyLife(g, 40).at(-1) ?? given(registered())
        for (const { outcome, changes } of prove(facts, facts.at(-1)?.occurredAt ?? '').duties)
          for (const one of [outcome.status, ...changes.map(({ kind }) => kind)]) seen.add(one)
      }),
      { numRuns: 60, endOnFailure: true },
    )
    for (const kind of ['met', 'missed', 'cancelled']) expect(seen).toContain(kind)
  })

  it('tells how long the clock was stopped, and to when that moved the due moment', () => {
    const accepted = { type: 'CaseAccepted' as const, conditions: [] }
    const story = given(registered(), accepted, { type: 'CaseAssigned', unit, handler: somebody })
      .at('2026-01-06 09:00')
      .when(requestInformation, { from: 'complainant', what: 'The receipt, please' })
      .at('2026-01-08 10:00')
      .when(receiveInformation, { from: 'complainant', text: 'Here it is' })
    const proof = prove(story.facts, clock('2026-01-08 10:00'))
    const [paused, resumed] = proof.duties.find(({ duty }) => duty === 'investigate')?.changes ?? []
    expect(paused).toMatchObject({ kind: 'paused', at: clock('2026-01-06 09:00'), remaining: 24 * 3_600_000 })
    expect(resumed).toMatchObject({ kind: 'resumed', due: clock('2026-01-09 10:00') })
  })

  it('tells which notice moved a due moment, and counts by the days that the notice made known', () => {
    const { investigate } = houseFiles.obligations
    const obligations = { investigate: { ...investigate, allow: { '2020-01-01': '5 working days' } } }
    const packs = [{ ...houseRules, content: pack.parse({ ...houseFiles, obligations }) }]
    const story = given()
      .under(...packs)
      .at('2026-12-30 10:00')
      .given(registered())
    const now = clock('2026-12-30 11:00')
    const change = {
      type: 'CalendarChanged',
      from: officeHash,
      to: laterHash,
      years: [2027],
      notice: '《N》',
    } satisfies CaseEvent
    const moves = movesOf(story.state, packs, { before: office, after: later }, now, '《N》')
    const after = [change, ...moves].map(
      (event: CaseEvent): Happened => ({ event, origin: 'human', occurredAt: now, by: 'system' }),
    )
    const proof = prove([...story.facts, ...after], now, packs)
    const moved = proof.duties.flatMap(({ changes }) => changes.filter((one) => one.kind === 'moved'))
    expect(moves.length).toBeGreaterThan(0)
    expect(moved.map(({ due, counted }) => [due, counted.calendar])).toEqual(
      moves.map((event) => ['due' in event && event.due, laterHash]),
    )
    expect(moved.every(({ due, counted }) => counted.due === due)).toBe(true)
    expect(proof.calendars.map(({ hash }) => hash)).toEqual([officeHash, laterHash])
  })
})
