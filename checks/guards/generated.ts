import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Generator } from '../generated.ts'
import type { Guard, Problem } from '../guard.ts'

/** What is made from other files says what they say now. */
export const generated: Guard = {
  name: 'generated',
  rules: ['out-of-date', 'not-written'],
  async run(root) {
    const { generators }: { generators: Generator[] } = await import(join(root, 'checks/generated.ts'))
    const problems = await Promise.all(generators.map((generator) => check(root, generator)))
    return { figure: `${generators.length} files`, problems: problems.flat() }
  },
}

async function check(root: string, { file, generate }: Generator): Promise<Problem[]> {
  const text = 'run `npm run generate` and commit what it writes'
  if (!existsSync(join(root, file))) return [{ rule: 'not-written', file, text }]
  const [kept, now] = await Promise.all([readFile(join(root, file), 'utf8'), generate()])
  return kept === now ? [] : [{ rule: 'out-of-date', file, text }]
}
