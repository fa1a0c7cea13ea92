import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { YearFile } from '../calendar-shape.ts'

/** The first and the last year announced in calendars/cn. */
export const FIRST_YEAR = 2007
export const LAST_YEAR = 2026

const folder = new URL('../../../calendars/cn/', import.meta.url)

/** A year as it stands in calendars/cn, unread. */
export function rawYear(year: number): unknown {
  return parse(readFileSync(new URL(`${year}.yaml`, folder), 'utf8'))
}

/** All announced years of calendars/cn. */
export function chinaYears(): YearFile[] {
  return Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, i) => YearFile.parse(rawYear(FIRST_YEAR + i)))
}
