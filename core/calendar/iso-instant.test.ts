import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isoOf, msOf } from './iso-instant.ts'

it.each(['2026-01-05T10:00:00+08:00', '2026-01-05T10:00:00+0800', '2026-01-05T02:00:00Z'])(
  'an instant in another form is read: %s',
  (text) => {
    expect(msOf(text)).toBe(Date.UTC(2026, 0, 5, 2))
  },
)

it('an instant is written as a Date writes it and read as a Date reads it, however often and in whichever order it is asked for', () => {
  const moment = fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
  const near = fc.integer({ min: -3, max: 3 }).map((days) => days * 1021 * 1000)
  fc.assert(
    fc.property(fc.array(fc.tuple(moment, near), { maxLength: 20 }), (asked) => {
      for (const [date, away] of [...asked, ...asked])
        for (const at of [date.getTime(), date.getTime() + away, date.getTime()]) {
          expect(isoOf(at)).toBe(new Date(at).toISOString())
          expect(msOf(isoOf(at))).toBe(at)
        }
    }),
  )
})
