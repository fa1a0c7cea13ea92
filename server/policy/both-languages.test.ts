import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { z } from 'zod'
import { YearFile } from '../../core/calendar/calendar-shape.ts'
import { compileCondition } from '../../core/policy/condition.ts'
import { exampleFile } from '../../core/policy/examples/shape.ts'
import { packProblems } from '../../core/policy/pack-problems.ts'
import { type Pack, pack, packFiles } from '../../core/policy/pack-shape.ts'
import type { Words } from '../../core/shared/words.ts'
import { inEnglish } from '../../core/testing/in-english.ts'
import { loadCalendars } from './load-calendars.ts'
import { loadPacks } from './load-packs.ts'
import { parsePlain, parseYaml } from './read-yaml.ts'
import { shapeProblems } from './shape-problems.ts'

const shipped = join(import.meta.dirname, '../../policy-packs')
const packs = await loadPacks(shipped)
const [bank, fca] = ['bank', 'uk-fca-disp'].map((id) => packs.find((one) => one.id === id)?.content) as [Pack, Pack]
const counting = { last_day_off: 'stays', ends: 'close', zone: 'Europe/London', source: { design: 'none' } } as const
/** Between them they have every file. */
const whole: readonly Pack[] = [bank, { ...fca, manifest: { ...fca.manifest, counting } }]

/** What people put where something else belongs. */
const wrong = [null, true, 7, -1, 0.5, '', 'x', 'X y', '2026-02-30', [], ['x'], {}, { x: 1 }, { '2026-02-30': 1 }, '1%']

it('every mistake in a value is told in both languages', () => {
  const told = whole.flatMap((one) =>
    packFiles.flatMap((file) => damaged(one[file]).flatMap((value) => problemsOf(one, file, value))),
  )
  expect(new Set(told.map(inEnglish)).size).toBeGreaterThan(200)
  // All that the library's Chinese makes of a message that the shape has in English alone.
  expect(told.filter(({ zh }) => /^无效(输入|字符串)/.test(zh))).toEqual([])
})

it('every mistake in the writing of a file is told in both languages', () => {
  // The library repeats what was typed, in whatever language that is.
  const text = readFileSync(join(shipped, 'bank/grades.yaml'), 'utf8')
    .slice(0, 900)
    .replaceAll(/\p{Script=Han}/gu, 'x')
  const cuts = [...text].map((_, i) => text.slice(0, i))
  const slips = [...'\t{}[]:,#&*!|>%@`"\''].flatMap((slip) => [
    ...[...text.matchAll(/^|:|\w+/gm)].map(({ index }) => `${text.slice(0, index)}${slip}${text.slice(index)}`),
  ])
  const told = [...cuts, ...slips].flatMap((one) => {
    const read = parsePlain(one, 'grades.yaml')
    return 'problems' in read ? read.problems : []
  })
  expect(new Set(told.map((one) => inEnglish(one.text))).size).toBeGreaterThan(20)
})

it('every mistake in a condition is told in both languages', () => {
  const text = 'axes.nature == "repeat" && (group_size >= 3 || "unit" in awaiting)'
  const cuts = [...text].flatMap((_, i) => [text.slice(0, i), text.slice(i), text.slice(0, i) + text.slice(i + 1)])
  const told = [...cuts, 'x'.repeat(9999), `${'('.repeat(99)}true${')'.repeat(99)}`].map(compileCondition)
  const refused = told.filter((one) => typeof one !== 'function')
  expect(new Set(refused.map(inEnglish)).size).toBeGreaterThan(20)
})

it('every mistake in a golden case is told in both languages', () => {
  const text = readFileSync(join(shipped, 'bank/examples/authority.yaml'), 'utf8')
  const read = parseYaml(text, 'authority.yaml', exampleFile)
  const told = 'value' in read ? damaged(read.value).flatMap((value) => shaped(exampleFile, value)) : []
  expect(new Set(told.map(inEnglish)).size).toBeGreaterThan(20)
})

it('every mistake in the days off of a year is told in both languages', async () => {
  const [year] = await loadCalendars(join(shipped, '../calendars/cn'))
  const told = [...damaged(year), { ...year, year: 1990 }].flatMap((value) => shaped(YearFile, value))
  expect(new Set(told.map(inEnglish)).size).toBeGreaterThan(10)
})

/** Copies of a value, each with one thing in it replaced, added or left out. */
function damaged(value: unknown): unknown[] {
  return placesIn(value).flatMap((path, i) => [
    changed(value, path, () => wrong[i % wrong.length]),
    changed(value, path, (one) => (typeof one === 'string' ? 'X y' : wrong[(7 * i + 3) % wrong.length])),
    changed(value, path, (one) => (Array.isArray(one) ? [] : { ...(one as object), strange: 1 })),
    changed(value, path, () => undefined),
  ])
}

type Place = readonly (string | number)[]

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [[]]
  return [[], ...Object.entries(value).flatMap(([key, one]) => placesIn(one).map((path) => [key, ...path]))]
}

function changed(value: unknown, [key, ...rest]: Place, to: (one: unknown) => unknown): unknown {
  if (key === undefined) return to(value)
  if (Array.isArray(value)) return value.map((one, i) => (String(i) === key ? changed(one, rest, to) : one))
  const all = value as Record<string, unknown>
  return { ...all, [key]: changed(all[key], rest, to) }
}

/** What the shape says of a file, or else what the rest of the pack says of it. */
function problemsOf(of: Pack, file: keyof Pack, value: unknown): Words[] {
  const told = shaped(pack.shape[file], value)
  if (told.length > 0) return told
  return packProblems({ ...of, [file]: pack.shape[file].parse(value) }).map(({ text }) => text)
}

function shaped(schema: z.ZodType, value: unknown): Words[] {
  const { error } = schema.safeParse(value)
  return error ? shapeProblems(error.issues, value).map(({ text }) => text) : []
}
