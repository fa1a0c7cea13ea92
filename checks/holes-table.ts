import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The table of holes that peers had, relative to the root; the plants that it links lie beside it. */
export const holesTable = 'server/regress/README.md'

export type NamedTest = { readonly file: string; readonly name: string }

/** One row: a hole, the tests that hold it shut, and the changes that open it. */
export type Hole = {
  readonly number: string
  /** Line of the table, from 1. */
  readonly line: number
  readonly tests: readonly NamedTest[]
  /** Paths of unified diffs, relative to the root. */
  readonly plants: readonly string[]
}

/** `server/regress/files.int.test.ts` › `what the test is called` */
const named = /`([^`]+\.(?:test|story)\.ts)` › `([^`]+)`/g
/** [words](plants/a-name.patch) */
const linked = /\]\((plants\/[\w-]+\.patch)\)/g

/** @param root absolute path of the tree */
export async function readHoles(root: string): Promise<Hole[]> {
  const lines = (await readFile(join(root, holesTable), 'utf8')).split('\n')
  return lines.flatMap((line, at) => {
    const number = /^\| (\d+) \|/.exec(line)?.[1]
    if (!number) return []
    const tests = [...line.matchAll(named)].map(([, file = '', name = '']) => ({ file, name }))
    const plants = [...line.matchAll(linked)].map(([, path]) => `server/regress/${path}`)
    return [{ number, line: at + 1, tests, plants }]
  })
}
