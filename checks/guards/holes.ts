import { existsSync } from 'node:fs'
import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Guard, Problem } from '../guard.ts'
import { type Hole, holesTable, readHoles } from '../holes-table.ts'
import { patched } from '../patched.ts'

/** What the name of a test says: `(hole 12)`, `(holes 1, 39, 43)`. */
const inTest = /\b(?:it|describe)\([^\n]*\(holes? ([\d, ]+)\)/g

/**
 * The table of holes that others had names tests that exist and plants that fit the sources, and each hole that a test names
 * and each plant stands in it. Whether the tests see the plants is tried by `reliability/holes.ts`.
 */
export const holes: Guard = {
  name: 'holes',
  rules: ['no-such-test', 'no-row', 'no-plant', 'stale-plant'],
  async run(root) {
    if (!existsSync(join(root, holesTable))) return { figure: 'no table yet', problems: [] }
    const rows = await readHoles(root)
    const plants = await plantsOf(root)
    const problems = await Promise.all([ofTests(root, rows), ofPlants(root, rows, plants)])
    return { figure: `${rows.length} holes, ${plants.length} plants`, problems: problems.flat() }
  },
}

async function ofTests(root: string, rows: readonly Hole[]): Promise<Problem[]> {
  const tests = await texts(root)
  const problems: Problem[] = rows.flatMap(({ line, tests: named }) =>
    named
      .filter(({ file, name }) => !tests.get(file)?.includes(name))
      .map(({ file, name }) => ({ rule: 'no-such-test', file: holesTable, line, text: `${file} › ${name}` })),
  )
  const known = new Set(rows.map(({ number }) => number))
  for (const [file, text] of tests)
    for (const hole of holesIn(text))
      if (!known.has(hole))
        problems.push({ rule: 'no-row', file, text: `hole ${hole} does not stand in ${holesTable}` })
  return problems
}

async function texts(root: string): Promise<Map<string, string>> {
  const patterns = ['server/**/*.test.ts', 'stories/*.story.ts']
  const paths = (await Array.fromAsync(glob(patterns, { cwd: root }))).sort()
  return new Map(
    await Promise.all(paths.map(async (path) => [path, await readFile(join(root, path), 'utf8')] as const)),
  )
}

function holesIn(text: string): Set<string> {
  return new Set([...text.matchAll(inTest)].flatMap(([, list = '']) => list.split(',').map((one) => one.trim())))
}

async function plantsOf(root: string): Promise<string[]> {
  return (await Array.fromAsync(glob('server/regress/plants/*', { cwd: root }))).sort()
}

async function ofPlants(root: string, rows: readonly Hole[], plants: readonly string[]): Promise<Problem[]> {
  const planted = new Set(rows.flatMap((row) => row.plants))
  const bare = rows
    .filter((row) => !row.plants.some((plant) => plants.includes(plant)))
    .map(({ line, number }) => ({ rule: 'no-plant', file: holesTable, line, text: `nothing opens hole ${number}` }))
  const loose = plants
    .filter((file) => !planted.has(file))
    .map((file) => ({ rule: 'no-row', file, text: `no row of ${holesTable} links this plant` }))
  return [...bare, ...loose, ...(await Promise.all(plants.map((plant) => staleness(root, plant)))).flat()]
}

async function staleness(root: string, file: string): Promise<Problem[]> {
  const texts = await patched(root, file)
  return 'misfit' in texts ? [{ rule: 'stale-plant', file, text: `does not fit ${texts.misfit} any more` }] : []
}
