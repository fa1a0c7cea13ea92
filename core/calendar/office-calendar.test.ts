import { describe, expect, it } from 'vitest'
import { OfficeHours } from './calendar-shape.ts'
import { buildCalendar } from './office-calendar.ts'
import { bank } from './testing/offices.ts'
import { chinaYears, rawYear } from './testing/year-files.ts'

const years = chinaYears()

describe('an office calendar', () => {
  it('is equal as plain data, however its parts were given', () => {
    const scrambled = OfficeHours.parse({
      ...bank,
      week: Object.fromEntries([...Object.entries(bank.week).toReversed(), ['sunday', []]]),
    })
    const [a, b] = [buildCalendar(bank, years), buildCalendar(scrambled, years.toReversed())]
    expect(JSON.stringify(b.plain.years)).toBe(JSON.stringify(a.plain.years))
    expect(JSON.stringify(b.plain.office.week)).toBe(JSON.stringify(a.plain.office.week))
  })

  it('is frozen to the last leaf, and leaves what it was given alone', () => {
    const { plain } = buildCalendar(bank, years)
    expect(Object.isFrozen(plain.years[0]?.holidays[0]?.off)).toBe(true)
    expect(Object.isFrozen(years[0])).toBe(false)
  })

  it('is rebuilt from its plain data', () => {
    const { plain } = buildCalendar(bank, years)
    const copy = JSON.parse(JSON.stringify(plain))
    expect(buildCalendar(copy.office, copy.years).plain).toEqual(plain)
  })

  it('refuses a year given twice', () => {
    expect(() => buildCalendar(bank, [...years, ...chinaYears().slice(0, 1)])).toThrow('the year 2007 is given twice')
  })

  it('refuses two years that name the same day', () => {
    const eve = { name: { zh: '元旦', en: 'x' }, off: ['2026-12-31'] }
    const next = { ...(rawYear(2026) as object), year: 2027, holidays: [eve] }
    const last = years.map((file) =>
      file.year === 2026 ? { ...file, holidays: [...file.holidays, { ...eve, make_up: [] }] } : file,
    )
    expect(() => buildCalendar(bank, [...last, next as never])).toThrow('two years name 2026-12-31')
  })

  it('knows ordinary weeks where nothing is announced', () => {
    const { year } = buildCalendar(bank, [])
    expect(year(2026)).toMatchObject({ published: false, year: 2026 })
    expect(year(2026).workingDays).toHaveLength(261)
    expect(year(2040).days).toHaveLength(366)
  })
})
