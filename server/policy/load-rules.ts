import { createHash } from 'node:crypto'
import { globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { YearFile } from '../../core/calendar/calendar-shape.ts'
import { type PackInForce, packInForce } from '../../core/policy/pack-in-force.ts'
import type { Pack } from '../../core/policy/pack-shape.ts'
import { loadCalendars } from './load-calendars.ts'
import { loadPacks } from './load-packs.ts'

export type Rules = { readonly packs: readonly PackInForce[]; readonly years: readonly YearFile[] }
type Kept = { packs: { hash: string; content: Pack }[]; years: readonly YearFile[] }

/** The rules, and all that judges them: where a byte of it differs, they are read and judged again. */
const judged = ['policy-packs/**/*', 'calendars/**/*', 'core/**/*.ts', 'server/policy/*.ts', 'package-lock.json']

/**
 * The packs and calendars of the program. Reading and judging them takes longer than the rest of a start, so what was
 * accepted is kept beside the program's libraries, where that may be written.
 *
 * @param root the program's folder
 * @throws PolicyProblems where a pack or a calendar cannot be used
 */
export async function loadRules(root: string): Promise<Rules> {
  const file = join(root, 'node_modules', '.cache', 'huiyin', `rules-${digestOf(root)}.json`)
  const kept = readKept(file)
  if (kept) return { packs: kept.packs.map(({ content, hash }) => packInForce(content, hash)), years: kept.years }
  const packs = await loadPacks(join(root, 'policy-packs'))
  const years = await loadCalendars(join(root, 'calendars', 'cn'))
  keep(file, { packs: packs.map(({ hash, content }) => ({ hash, content })), years })
  return { packs, years }
}

function digestOf(root: string): string {
  const hash = createHash('sha256')
  const files = judged.flatMap((pattern) => globSync(pattern, { cwd: root, withFileTypes: true }))
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name))
  for (const path of paths.sort())
    hash
      .update(`${path.slice(root.length)}\0`)
      .update(readFileSync(path))
      .update('\0')
  return hash.digest('hex').slice(0, 32)
}

function readKept(file: string): Kept | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Kept
  } catch {
    return undefined
  }
}

/** Whole or not at all; a program that may not write here reads its rules at each start. */
function keep(file: string, rules: Kept): void {
  const draft = `${file}.${process.pid}`
  try {
    mkdirSync(dirname(file), { recursive: true })
    for (const old of globSync('rules-*', { cwd: dirname(file) })) rmSync(join(dirname(file), old), { force: true })
    writeFileSync(draft, JSON.stringify(rules))
    renameSync(draft, file)
  } catch {
    rmSync(draft, { force: true })
  }
}
