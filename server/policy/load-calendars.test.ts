import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadCalendars } from './load-calendars.ts'

describe('the calendars of the product', () => {
  it('are read in the order of their years', async () => {
    const years = (await loadCalendars(join(import.meta.dirname, '../../calendars/cn'))).map(({ year }) => year)
    expect(years).toContain(2026)
    expect(years).toEqual([...years].sort())
  })
})

describe('a folder of calendars', () => {
  it('tells every problem with its file and line', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'years-'))
    const year = (number: number) => `year: ${number}\nstatus: published\nnotice: { title: x }\nholidays: []\n`
    await writeFile(join(folder, '2026.yaml'), year(2027))
    await writeFile(join(folder, '2028.yaml'), year(2028).replace('published', 'guessed'))
    await writeFile(join(folder, 'notes.yaml'), 'x')
    const problems = await loadCalendars(folder).catch((error: Error) => error.message.split('\n'))
    await rm(folder, { recursive: true })
    expect(problems).toEqual([
      expect.stringMatching(/2026\.yaml:1:1 the year 2027 lies in 2026\.yaml$/),
      expect.stringMatching(/2028\.yaml:2:1 expected one of "published"\|"provisional"$/),
      expect.stringMatching(/notes\.yaml:1:1 a calendar is named by its year: 2026\.yaml$/),
    ])
  })
})
