import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { YearFile } from '../calendar/calendar-shape.ts'
import { officeCalendars, usualHours } from '../calendar/question.ts'
import { allowanceFor, mindsOfficeHours, receivedAt } from './limits.ts'
import type { Duty } from './pack-shape.ts'

const years = [YearFile.parse(parse(readFileSync(join(import.meta.dirname, '../../calendars/cn/2026.yaml'), 'utf8')))]
const calendar = officeCalendars(years)({ zone: 'Asia/Shanghai', hours: usualHours })
const source = { clause: '1', confidence: 'A' } as const
const since = (allow: string) => ({ '2020-01-01': allow })

const duty: Duty = {
  duty: { zh: '转交', en: 'Forward' },
  starts_on: 'CaseRegistered',
  stops_on: ['CaseForwarded'],
  warn: [{ at: '100%', tell: ['handler'] }],
  limits: [
    { channels: ['phone', 'email'], received: ['office-hours'], allow: since('30 min'), source },
    { channels: ['forum'], received: ['office-hours'], allow: since('1 h'), source },
    { channels: ['forum', 'email'], received: ['after-hours'], allow: since('1 working hour'), source },
    { received: ['day-off'], allow: since('same day'), source },
  ],
  source,
}

/** What the rule says of a minute by the office's clock, told anew and without a calendar. */
function told(channel: string, date: string, time: string): string | undefined {
  const off = new Set(['2026-09-25', '2026-09-26', '2026-09-27', '2026-10-11', '2026-10-17', '2026-10-18'])
  if ((date >= '2026-10-01' && date <= '2026-10-07') || off.has(date)) return 'same day'
  const open = (time >= '09:00' && time < '12:00') || (time >= '13:30' && time < '18:00')
  if (open) return channel === 'forum' ? '1 h' : channel === 'letter' ? undefined : '30 min'
  return channel === 'forum' || channel === 'email' ? '1 working hour' : undefined
}

it('every minute from the make-up Sunday before National Day to the week after, by every channel', () => {
  const from = Date.parse('2026-09-20T00:00+08:00')
  const until = Date.parse('2026-10-19T00:00+08:00')
  const wrong: string[] = []
  for (let at = from; at < until; at += 60_000) {
    const local = new Date(at + 8 * 3_600_000).toISOString()
    const start = new Date(at).toISOString()
    for (const channel of ['phone', 'email', 'forum', 'letter'])
      if (allowanceFor(duty, { channel, start }, calendar) !== told(channel, local.slice(0, 10), local.slice(11, 16)))
        wrong.push(`${channel} ${local}`)
  }
  expect(wrong).toEqual([])
})

it('the opening belongs to the office hours to the millisecond, the closing does not', () => {
  const at = (moment: string) => receivedAt(new Date(moment).toISOString(), calendar)
  expect(at('2026-09-30T08:59:59.999+08:00')).toBe('after-hours')
  expect(at('2026-09-30T09:00+08:00')).toBe('office-hours')
  expect(at('2026-09-30T17:59:59.999+08:00')).toBe('office-hours')
  expect(at('2026-09-30T18:00+08:00')).toBe('after-hours')
  expect(at('2026-09-30T23:59:59.999+08:00')).toBe('after-hours')
  expect(at('2026-10-01T00:00+08:00')).toBe('day-off')
})

it('nothing is in force before its first day, unless it is applied as if', () => {
  const receipt = { channel: 'phone', start: '2019-06-03T02:00:00.000Z' }
  expect(allowanceFor(duty, receipt, calendar)).toBeUndefined()
  expect(allowanceFor(duty, receipt, calendar, true)).toBe('30 min')
})

it('a limit in working hours minds the hours of the office, one in days does not', () => {
  const limited = (allow: string) => mindsOfficeHours({ ...duty, limits: undefined, allow: since(allow) })
  expect(['1 working hour', '30 working min'].map(limited)).toEqual([true, true])
  expect(['1 working day', '24 h', 'same day'].map(limited)).toEqual([false, false, false])
  expect(mindsOfficeHours(duty)).toBe(true)
})
