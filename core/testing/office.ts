import { weekdayOffice } from '../calendar/calendar-shape.ts'
import { buildCalendar } from '../calendar/office-calendar.ts'

/**
 * The office of the tests: Shanghai, Monday to Friday 09:00-12:00 and 13:30-18:00, seven and a half hours a day. 2026
 * has one break, 15 to 23 February, made up for on Saturday the 14th and Saturday the 28th.
 */
export const office = buildCalendar(
  weekdayOffice('Asia/Shanghai', [
    ['09:00', '12:00'],
    ['13:30', '18:00'],
  ]),
  [
    {
      year: 2026,
      status: 'published',
      notice: { title: 'A notice for tests' },
      amendments: [],
      holidays: [
        {
          name: { zh: '春节', en: 'Spring Festival' },
          off: [15, 16, 17, 18, 19, 20, 21, 22, 23].map((day) => `2026-02-${day}`),
          make_up: ['2026-02-14', '2026-02-28'],
        },
      ],
    },
  ],
)

/** The hash under which cases of the tests pin it. */
export const officeHash = 'c'.repeat(64)

/** An instant by the office's clock: `2026-01-05 09:00` is `2026-01-05T01:00:00.000Z`; seconds and ms may follow. */
export function clock(text: string): string {
  return Temporal.PlainDateTime.from(text.replace(' ', 'T'))
    .toZonedDateTime('Asia/Shanghai')
    .toInstant()
    .toString({ fractionalSecondDigits: 3 })
}
