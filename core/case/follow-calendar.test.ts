import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatAllowance } from '../calendar/allowance.ts'
import { weekdayOffice, YearFile } from '../calendar/calendar-shape.ts'
import { buildCalendar } from '../calendar/office-calendar.ts'
import { chinaYears } from '../calendar/testing/year-files.ts'
import { dueOf, timeAfter, timeBetween } from '../obligations/duty-time.ts'
import { moveBy } from '../obligations/move.ts'
import { pack } from '../policy/pack-shape.ts'
import { registered } from '../testing/given.ts'
import { houseFiles, houseRules } from '../testing/house-rules.ts'
import { clock, officeHash } from '../testing/office.ts'
import type { Context } from './command.ts'
import type { CaseEvent } from './events.ts'
import { evolve } from './evolve.ts'
import { followCalendar } from './follow-calendar.ts'
import { foldAll, letTimePass, react } from './reactions.ts'
import { runCommand } from './run-command.ts'
import { type CaseState, nothingYet, type Obligation } from './state.ts'

const hours = weekdayOffice('Asia/Shanghai', [
  ['09:00', '12:00'],
  ['13:30', '18:00'],
])
/** Made up: a week off around the Spring Festival of 2027, with the Sundays before and after it worked. */
const notice = YearFile.parse({
  year: 2027,
  status: 'published',
  notice: { title: 'A notice for tests', number: '1' },
  holidays: [
    { name: { zh: '元旦', en: "New Year's Day" }, off: ['2027-01-01', '2027-01-02', '2027-01-03'] },
    {
      name: { zh: '春节', en: 'Spring Festival' },
      off: ['2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08', '2027-02-09', '2027-02-10', '2027-02-11'],
      make_up: ['2027-01-31', '2027-02-14'],
    },
  ],
})
const before = buildCalendar(hours, chinaYears())
const after = buildCalendar(hours, [...chinaYears(), notice])
const duty = pack.parse(houseFiles).obligations.investigate!

const moment = fc
  .integer({ min: Date.parse('2026-11-20T00:00Z'), max: Date.parse('2027-03-01T00:00Z') })
  .map((ms) => new Date(ms).toISOString())
const unit = fc.constantFrom('working-days', 'working-hours', 'calendar-days', 'calendar-hours', 'months')
const allowance = fc.oneof(
  fc.record({ unit, amount: fc.integer({ min: 1, max: 40 }) }),
  fc.constant({ unit: 'same-day' as const, amount: 1 }),
)

function running(start: string, written: string, due: string, provisional: boolean): Obligation {
  const ladder = { warnings: [], breach: [], warned: 0, extended: 0 }
  return {
    regime: 'house',
    duty: 'investigate',
    round: 1,
    status: 'running',
    start,
    allowance: written,
    due,
    provisional,
    ...ladder,
  }
}

describe('a duty under another calendar', () => {
  it('is due when it would be, had it begun under it; it is never late by a notice', () => {
    fc.assert(
      fc.property(moment, allowance, fc.integer({ min: 0, max: 99 }), (start, allowed, share) => {
        const written = formatAllowance(allowed as never)
        const [old, scratch] = [dueOf(start, written, before), dueOf(start, written, after)]
        const now = timeAfter(
          start,
          Math.floor((Date.parse(old.due) - Date.parse(start)) * (share / 100)),
          '1 h',
          before,
        )
        const moved = moveBy(running(start, written, old.due, old.provisional), duty, { before, after }, now, 'n')
        if (scratch.due <= now) {
          expect(moved).toBeUndefined()
          return
        }
        expect(moved?.due ?? old.due).toBe(scratch.due)
        expect(moved ? moved.provisional === true : old.provisional).toBe(scratch.provisional)
        for (const { at } of moved?.warnings ?? []) expect(at > now).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })

  it('keeps what a pause gave it, and moved twice is moved once', () => {
    fc.assert(
      fc.property(moment, allowance, fc.integer({ min: 1, max: 10 * 24 * 3_600_000 }), (start, allowed, given) => {
        const written = formatAllowance(allowed as never)
        const [old, scratch] = [dueOf(start, written, before), dueOf(start, written, after)]
        const paused = running(start, written, timeAfter(old.due, given, written, before), old.provisional)
        const moved = moveBy(paused, duty, { before, after }, start, 'n')
        const due = moved?.due ?? paused.due
        expect(timeBetween(scratch.due, due, written, after)).toBe(given)
        const again = { ...paused, due, provisional: moved ? moved.provisional === true : paused.provisional }
        expect(moveBy(again, duty, { before: after, after }, start, 'n')).toBeUndefined()
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a case that follows the calendar', () => {
  const now = clock('2026-12-30 16:00')
  const context = (state: CaseState, at = now): Context => {
    const around = { isUnit: () => true, isPerson: () => true, postsOver: () => [], holdersOver: () => [] }
    const setting = { packs: [rules], pack: rules, calendar: before, calendarHash: officeHash, around, now: at }
    return {
      ...setting,
      state,
      actor: { kind: 'system', id: 'calendar' },
      announced: { hash: 'd'.repeat(64), calendar: after },
    }
  }
  const rules = {
    ...houseRules,
    content: pack.parse({
      ...houseFiles,
      obligations: {
        investigate: { ...houseFiles.obligations.investigate, allow: { '2020-01-01': '5 working days' } },
      },
    }),
  }
  const begun = (): CaseState => {
    const setting = { packs: [rules], calendar: before, now }
    const given = registered({ regimes: [{ pack: 'house', hash: rules.hash, version: '1.0' }] })
    const event = (typeof given === 'function' ? given(setting) : given) as CaseEvent
    const state = evolve(nothingYet, { event, origin: 'human', occurredAt: now, by: 'given' })
    return foldAll(state, react(state, setting))
  }
  const run = (state: CaseState, at = now) => runCommand(followCalendar, {}, context(state, at), 'rule')

  it('is told of the notice, and its running duties are moved beside what was promised', () => {
    const { facts, state } = run(begun())
    expect(facts.map(({ event }) => event)).toMatchObject([
      {
        type: 'CalendarChanged',
        from: officeHash,
        to: 'd'.repeat(64),
        years: [2027],
        notice: '《A notice for tests》（1）',
      },
      { type: 'ObligationMoved', from: clock('2027-01-06 18:00'), due: clock('2027-01-07 18:00') },
    ])
    const [moved] = state.obligations
    expect(moved).toMatchObject({ due: clock('2027-01-07 18:00'), provisional: false, warned: 0 })
    expect(moved?.moves).toHaveLength(1)
    expect(state.calendar).toBe('d'.repeat(64))
    expect(state.turns).toBe(begun().turns)
  })

  it('keeps what was missed, met or ended, and asks nothing of a closed case', () => {
    const [one] = begun().obligations
    for (const status of ['missed', 'met', 'met-late', 'paused', 'unknown'] as const) {
      const settled = { ...begun(), obligations: [{ ...one!, status }] }
      const { facts, state } = run(settled)
      expect(facts.map(({ event }) => event.type)).toEqual(['CalendarChanged'])
      expect(state.obligations).toEqual([{ ...one, status, calendar: officeHash }])
    }
    expect(run({ ...begun(), status: 'closed', stage: 'archive' }).facts).toEqual([])
  })

  it('counts what begins anew behind the notice by it', () => {
    const [one] = begun().obligations
    const { state } = run({ ...begun(), obligations: [{ ...one!, status: 'cancelled' }] })
    expect(state.obligations[1]).toMatchObject({ round: 2, due: clock('2027-01-07 18:00'), provisional: false })
    expect(state.obligations[1]).not.toHaveProperty('calendar')
  })

  it('misses first what was due before the notice came', () => {
    const late = clock('2027-01-06 18:01')
    const { facts } = run(begun(), late)
    expect(facts.map(({ event }) => event.type)).toContain('ObligationMissed')
    expect(facts.map(({ event }) => event.type)).not.toContain('ObligationMoved')
    expect(facts).toEqual(expect.arrayContaining([...letTimePass(begun(), context(begun(), late)).facts]))
  })

  it('has nothing to do the second time', () => {
    const { state } = run(begun())
    const { announced, ...rest } = context(state)
    const again = { ...rest, announced, calendar: after, calendarHash: 'd'.repeat(64) } as Context
    expect(runCommand(followCalendar, {}, again, 'rule').facts).toEqual([])
  })
})
