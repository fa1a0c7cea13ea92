import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Build, isBuilt, noteBuilt, sourcesOf } from './built.ts'

let root: string
let build: Build

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'huiyin-built-'))
  mkdirSync(join(root, 'core', 'case'), { recursive: true })
  writeFileSync(join(root, 'core', 'case', 'one.ts'), 'one')
  writeFileSync(join(root, 'lock.json'), '{}')
  build = { root, sources: ['core', 'lock.json'], stamp: join(root, 'made', '.stamp') }
})
afterEach(() => rmSync(root, { recursive: true }))

const one = () => join(root, 'core', 'case', 'one.ts')

test('what was never built, or not whole, is not taken for built', () => {
  expect(isBuilt(build)).toBe(false)
  mkdirSync(join(root, 'made'))
  writeFileSync(build.stamp, '{"look":')
  expect(isBuilt(build)).toBe(false)
})

test.each<readonly [what: string, change: () => void]>([
  ['a source says something else', () => writeFileSync(one(), 'two')],
  ['a source came', () => writeFileSync(join(root, 'core', 'two.ts'), '')],
  ['a source went', () => rmSync(one())],
  ['the packages are others', () => writeFileSync(join(root, 'lock.json'), '[]')],
])('a build is not used once %s', (_what, change) => {
  noteBuilt(build, sourcesOf(build))
  expect(isBuilt(build)).toBe(true)
  change()
  expect(isBuilt(build)).toBe(false)
})

test('sources that only have another date are looked into once, and the build is used on', () => {
  noteBuilt(build, sourcesOf(build))
  const before = readFileSync(build.stamp, 'utf8')
  utimesSync(one(), 1, 1)
  expect(isBuilt(build)).toBe(true)
  expect(readFileSync(build.stamp, 'utf8')).not.toBe(before)
})

test('sources that changed while it was built are not taken for what it was made of', () => {
  const begun = sourcesOf(build)
  writeFileSync(one(), 'two')
  noteBuilt(build, begun)
  expect(isBuilt(build)).toBe(false)
})
