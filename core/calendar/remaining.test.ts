import { describe, expect, it } from 'vitest'
import { buildCalendar } from './office-calendar.ts'
import { lampOf, remaining, workingDaysBetween } from './remaining.ts'
import { bank } from './testing/offices.ts'
import { chinaYears } from './testing/year-files.ts'

const calendar = buildCalendar(bank, chinaYears())
const HOUR = 3_600_000

function china(text: string): Temporal.Instant {
  return Temporal.Instant.from(`${text}+08:00`)
}

describe('the time that remains', () => {
  it('is told in working and in plain time', () => {
    const left = remaining(china('2026-02-14T17:00'), china('2026-02-24T10:00'), calendar)
    expect(left).toEqual({ workingMs: 1.5 * HOUR, calendarMs: 233 * HOUR, overdue: false })
  })

  it('is nothing at the due moment, and a nanosecond later it is late', () => {
    const due = china('2026-03-10T17:30')
    expect(remaining(due, due, calendar)).toEqual({ workingMs: 0, calendarMs: 0, overdue: false })
    expect(remaining(due.add({ nanoseconds: 1 }), due, calendar).overdue).toBe(true)
  })

  it('is below zero when late, and holidays do not count', () => {
    const late = remaining(china('2026-02-24T09:30'), china('2026-02-14T17:30'), calendar)
    expect(late).toMatchObject({ workingMs: -0.5 * HOUR, overdue: true })
  })
})

describe('the lamp', () => {
  const [start, due] = [china('2026-03-09T09:00'), china('2026-03-10T17:30')]
  const at = (now: string, paused = false) => lampOf({ start, due, now: china(now), paused, calendar })

  it.each([
    ['2026-03-09T09:00', 'green'],
    ['2026-03-10T13:30', 'green'],
    ['2026-03-10T14:00', 'green'],
    ['2026-03-10T14:00:00.001', 'amber'],
    ['2026-03-10T17:30', 'amber'],
    ['2026-03-10T17:30:00.001', 'red'],
  ])('at %s is %s', (now, expected) => {
    expect(at(now)).toBe(expected)
  })

  it('is blue while paused, even past the moment once due', () => {
    expect(at('2026-03-10T20:00', true)).toBe('blue')
  })

  it('measures plain time for a duty in plain time', () => {
    const period = { start: china('2026-02-14T17:00'), due: china('2026-02-15T17:00'), paused: false, calendar }
    const lamp = (now: string) => lampOf({ ...period, now: china(now), unit: 'calendar-hours' })
    expect(lamp('2026-02-14T18:00')).toBe('green')
    expect(lamp('2026-02-15T11:00')).toBe('green')
    expect(lamp('2026-02-15T11:00:01')).toBe('amber')
  })

  it('measures plain time where the period holds no working time', () => {
    const period = { start: china('2026-02-16T00:00'), due: china('2026-02-17T00:00'), paused: false, calendar }
    expect(lampOf({ ...period, now: china('2026-02-16T12:00') })).toBe('green')
    expect(lampOf({ ...period, now: china('2026-02-16T19:00') })).toBe('amber')
  })
})

describe('working days between', () => {
  it.each([
    ['2026-02-12T17:59', '2026-02-12T18:00', 0],
    ['2026-02-12T17:59', '2026-02-13T00:00', 0],
    ['2026-02-12T17:59', '2026-02-13T00:00:01', 1],
    ['2026-02-12T17:59', '2026-02-24T09:00', 3],
    ['2025-12-31T09:00', '2027-01-01T00:00', 248],
    ['2026-02-13T00:00', '2026-02-13T00:00', 0],
  ])('%s and %s: %i', (a, b, expected) => {
    expect(workingDaysBetween(china(a), china(b), calendar)).toBe(expected)
  })
})
