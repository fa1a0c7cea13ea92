import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isTest, sourceFiles } from '../files.ts'

const root = join(import.meta.dirname, '..', '..')
const home = 'server/failpoint.ts'

/**
 * The names of all failpoints by the file in which they stand, in order.
 *
 * @throws Error where a name is said twice, is no plain string, or where the product arms them
 */
export async function failpoints(): Promise<string> {
  const named: { name: string; file: string }[] = []
  for (const file of await sourceFiles(root, ['server', 'core', 'cli', 'api'])) {
    if (file === home || isTest(file)) continue
    const text = await readFile(join(root, file), 'utf8')
    if (text.includes('armFailpoints')) throw new Error(`${file} arms failpoints: only a test entry point may`)
    const found = [...text.matchAll(/\bfailpoint\('([a-z]+\.[a-z-]+)'\)/g)].map(([, name = '']) => name)
    if (found.length !== (text.match(/\bfailpoint\(/g)?.length ?? 0))
      throw new Error(`${file}: the name of a failpoint is a plain string, area.place`)
    named.push(...found.map((name) => ({ name, file })))
  }
  const twice = named.find(({ name }, at) => named.findIndex((one) => one.name === name) !== at)
  if (twice) throw new Error(`the failpoint ${twice.name} is there twice`)
  named.sort((a, b) => (a.name < b.name ? -1 : 1))
  return `${JSON.stringify(named, null, 2)}\n`
}
