import { expect, it } from 'vitest'
import { dayRuns } from './day-runs.ts'

it('takes neighbours together, over the end of a month and of a year', () => {
  const days = ['2027-01-01', '2026-12-31', '2027-02-28', '2027-03-01', '2027-05-01', '2027-05-03']
  expect(dayRuns(days, 2027)).toEqual(['2026-12-31 – 01-01', '02-28 – 03-01', '05-01', '05-03'])
})
