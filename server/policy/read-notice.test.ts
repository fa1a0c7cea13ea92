import { expect, it } from 'vitest'
import { YearFile } from '../../core/calendar/calendar-shape.ts'
import { readNotice } from './read-notice.ts'

const newYear = { zh: '元旦', en: 'New Year' }
const standing = YearFile.parse({
  year: 2026,
  status: 'published',
  notice: { title: '2026' },
  holidays: [{ name: newYear, off: ['2026-12-31', '2027-01-01'] }],
})
const notice = `year: 2027
status: published
notice: { title: '2027' }
holidays:
  - name: { zh: 元旦, en: New Year }
    off: ['2027-01-01']
`

it('a day that another year names already is told in both languages, at the line of the days off', () => {
  expect(readNotice(notice, '2027.yaml', [standing])).toEqual({
    problems: [
      expect.objectContaining({
        file: '2027.yaml',
        line: 4,
        text: { zh: '两个年份都列出了 2027-01-01', en: 'two years name 2027-01-01' },
      }),
    ],
  })
  expect(readNotice(notice, '2027.yaml', [])).toMatchObject({ news: true, standing: undefined })
})
