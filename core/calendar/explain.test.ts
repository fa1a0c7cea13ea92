import { describe, expect, it } from 'vitest'
import { type Language, parseAllowance } from './allowance.ts'
import { dueAt } from './due.ts'
import { explain } from './explain.ts'
import { buildCalendar } from './office-calendar.ts'
import { bank, OFFICES } from './testing/offices.ts'
import { chinaYears } from './testing/year-files.ts'

const years = chinaYears()

function told(from: string, allowance: string, language: Language, office = bank): string {
  const calendar = buildCalendar(office, years)
  return explain(dueAt(Temporal.Instant.from(`${from}+08:00`), parseAllowance(allowance)!, calendar), language).join(
    language === 'zh' ? '；' : '; ',
  )
}

describe('an explanation', () => {
  it.each([
    [
      '2026-02-12T17:59',
      '3 working days',
      '+3 个工作日，自2026年2月12日（周四）17:59 起；2月13日（周五）为第1日；2月14日（周六，调休上班）为第2日；2月15–23日春节放假；2月24日（周二）为第3日，17:30 到期',
    ],
    [
      '2026-09-21T10:00',
      '10 working days',
      '+10 个工作日，自2026年9月21日（周一）10:00 起；9月22–24日为第1–3日；9月25–27日中秋节放假；9月28–30日为第4–6日；10月1–7日国庆节放假；10月8–9日为第7–8日；10月10日（周六，调休上班）为第9日；10月11日周末；10月12日（周一）为第10日，17:30 到期',
    ],
    [
      '2026-02-09T10:00',
      '7 days',
      '+7 日，自2026年2月9日（周一）10:00 起；2月10–16日为第1–7日；2月16–23日春节放假；最后一日休息，顺延至2月24日（周二），17:30 到期',
    ],
    [
      '2026-12-31T10:00',
      '2 working days',
      '+2 个工作日，自2026年12月31日（周四）10:00 起；2027年1月1日（周五）为第1日；2027年1月2–3日周末；2027年1月4日（周一）为第2日；2027年放假安排尚未公布，暂按平常周计算；2027年1月4日（周一）17:30 到期',
    ],
    [
      '2026-03-10T17:10:30',
      '4 working hours',
      '+4 个工作小时，自2026年3月10日（周二）17:10:30 起；3月10–11日计 4 小时；3月11日（周三）14:10:30 到期',
    ],
    [
      '2026-02-14T20:00',
      '30 working min',
      '+30 个工作分钟，自2026年2月14日（周六）20:00 起；不在工作时间内，自2月24日（周二）09:00 起计时；2月15–23日春节放假；2月24日（周二）计 30 分，09:30 到期',
    ],
    [
      '2026-01-31T10:00',
      '1 month',
      '+1 个月，自2026年1月31日（周六）10:00 起；1 个月后的对应日为2月28日（周六），17:30 到期',
    ],
    ['2026-02-14T17:59', '24 h', '+24 小时，自2026年2月14日（周六）17:59 起；2月15日（周日）17:59 到期'],
    [
      '2026-03-04T20:00',
      '8 working hours',
      '+8 个工作小时，自2026年3月4日（周三）20:00 起；不在工作时间内，自3月5日（周四）09:00 起计时；3月5–6日计 8 小时；3月6日（周五）10:00 到期',
    ],
  ])('in Chinese of %s + %s', (from, allowance, expected) => {
    expect(told(from, allowance, 'zh')).toBe(expected)
  })

  it.each([
    [
      '2026-02-12T17:59',
      '3 working days',
      '+3 working days from Thu 12 Feb 2026, 17:59; Fri 13 Feb counts as day 1; Sat 14 Feb (make-up working day) counts as day 2; 15–23 Feb: Spring Festival, off; Tue 24 Feb counts as day 3, due at 17:30',
    ],
    [
      '2026-12-28T10:00',
      '5 working days',
      '+5 working days from Mon 28 Dec 2026, 10:00; 29 Dec – 1 Jan 2027 count as days 1–4; 2–3 Jan 2027: weekend; Mon 4 Jan 2027 counts as day 5; the days off of 2027 are not announced yet; ordinary weeks are assumed; due Mon 4 Jan 2027, 17:30',
    ],
    [
      '2026-05-02T10:00',
      '2 months',
      '+2 months from Sat 2 May 2026, 10:00; the day 2 months later is Thu 2 Jul, due at 17:30',
    ],
    [
      '2026-03-05T10:00',
      '2 days',
      '+2 days from Thu 5 Mar 2026, 10:00; 6–7 Mar count as days 1–2; 7–8 Mar: weekend; the last day is a day off, so the period ends on Mon 9 Mar, due at 17:30',
    ],
    [
      '2026-03-06T18:00',
      '90 working min',
      '+90 working minutes from Fri 6 Mar 2026, 18:00; outside office hours; time runs from Mon 9 Mar, 09:00; 7–8 Mar: weekend; Mon 9 Mar: 1 h 30 min used, due at 10:30',
    ],
  ])('in English of %s + %s', (from, allowance, expected) => {
    expect(told(from, allowance, 'en')).toBe(expected)
  })

  it('ends a whole day at 24:00 and calls a closed weekday closed', () => {
    expect(told('2026-03-04T10:00', '1 day', 'zh', OFFICES['whole days'])).toMatch(/3月5日（周四）为第1日，24:00 到期$/)
    expect(told('2026-03-03T10:00', '1 working day', 'zh', OFFICES['Tuesday and Thursday'])).toContain('3月4日休息')
  })

  it('of a night shift names the morning on which it ends', () => {
    expect(told('2026-03-05T12:00', '1 working day', 'zh', OFFICES['night shift'])).toMatch(
      /3月6日（周五）为第1日；3月7日（周六）06:00 到期$/,
    )
  })

  it('of nothing allowed is short', () => {
    expect(told('2026-03-05T12:00', '0 h', 'en')).toBe('+0 h from Thu 5 Mar 2026, 12:00; due Thu 5 Mar, 12:00')
  })
})
