import { existsSync } from 'node:fs'
import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Guard, Problem } from '../guard.ts'

const table = 'server/regress/README.md'
/** `server/regress/files.int.test.ts` › `what the test is called` */
const named = /`([^`]+\.(?:test|story)\.ts)` › `([^`]+)`/g
/** What the name of a test says: `(hole 12)`, `(holes 1, 39, 43)`. */
const inTest = /\b(?:it|describe)\([^\n]*\(holes? ([\d, ]+)\)/g

/** The table of holes that others had names tests that exist, and each hole that a test names stands in it. */
export const holes: Guard = {
  name: 'holes',
  rules: ['no-such-test', 'no-row'],
  async run(root) {
    if (!existsSync(join(root, table))) return { figure: 'no table yet', problems: [] }
    const lines = (await readFile(join(root, table), 'utf8')).split('\n')
    const rows = new Set(lines.flatMap((line) => /^\| (\d+) \|/.exec(line)?.[1] ?? []))
    const tests = await texts(root)
    const problems: Problem[] = lines.flatMap((line, at) =>
      [...line.matchAll(named)]
        .filter(([, path = '', name = '']) => !tests.get(path)?.includes(name))
        .map(([whole]) => ({ rule: 'no-such-test', file: table, line: at + 1, text: whole })),
    )
    for (const [file, text] of tests)
      for (const hole of holesIn(text))
        if (!rows.has(hole)) problems.push({ rule: 'no-row', file, text: `hole ${hole} does not stand in ${table}` })
    return { figure: `${rows.size} holes`, problems }
  },
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
