import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { zoneClock } from './zone-clock.ts'

const ZONES = [
  'Asia/Shanghai',
  'Asia/Urumqi',
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Asia/Kathmandu',
]
const clocks = new Map(ZONES.map((zone) => [zone, zoneClock(zone)]))
const zone = fc.constantFrom(...ZONES)
const moment = fc.integer({ min: Date.UTC(1975, 0), max: Date.UTC(2045, 0) })

describe('the wall clock of a zone', () => {
  it('shows what Temporal shows', () => {
    fc.assert(
      fc.property(zone, moment, (name, ms) => {
        const shown = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(name).toPlainDateTime()
        expect(clocks.get(name)?.toLocal(ms)).toBe(shown.toZonedDateTime('UTC').epochMilliseconds)
      }),
      { numRuns: 2000 },
    )
  })

  it('is read as Temporal reads it', () => {
    fc.assert(
      fc.property(zone, moment, (name, local) => {
        const wall = Temporal.Instant.fromEpochMilliseconds(local).toZonedDateTimeISO('UTC').toPlainDateTime()
        const read = wall.toZonedDateTime(name)
        fc.pre(read.toPlainDateTime().equals(wall))
        expect(clocks.get(name)?.toInstant(local)).toBe(read.epochMilliseconds)
      }),
      { numRuns: 2000 },
    )
  })

  it('reads a time that the clocks skip as the moment of the skip', () => {
    const skipped = Date.UTC(2026, 2, 29, 1, 30)
    expect(clocks.get('Europe/London')?.toInstant(skipped)).toBe(Date.UTC(2026, 2, 29, 1))
  })

  it('reads a time said twice as the first', () => {
    const twice = Date.UTC(2026, 9, 25, 1, 30)
    expect(clocks.get('Europe/London')?.toInstant(twice)).toBe(Date.UTC(2026, 9, 25, 0, 30))
  })
})
