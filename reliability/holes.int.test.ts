import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { tryHoles } from './holes/drill.ts'

/** A small house with two gates, each with a test that says that it is shut; the second test looks at nothing. */

const project = join(import.meta.dirname, '..')
let tree: string

const row = (number: number, gate: string) =>
  `| ${number} | a gate | \`server/regress/gates.test.ts\` › \`${gate} is shut\` | [left open](plants/${gate}.patch) |`
const patch = (gate: string, change: string) =>
  `--- a/server/${gate}.ts\n+++ b/server/${gate}.ts\n@@ -1,1 +1,1 @@\n-export const shut = true\n+${change}\n`
const files = {
  'vitest.config.ts': `const test = { name: 'pure', include: ['**/*.test.ts'], testTimeout: 500 }
    export default { test: { projects: [{ test }] } }`,
  'server/front.ts': 'export const shut = true\n',
  'server/back.ts': 'export const shut = true\n',
  'server/regress/gates.test.ts': `import { expect, it } from 'vitest'
    import { shut } from '../front.ts'
    import '../back.ts'
    it('front is shut', async () => expect(await shut).toBe(true))
    it('back is shut', () => expect(true).toBe(true))`,
  'server/regress/README.md': [row(1, 'front'), row(2, 'back')].join('\n'),
  'server/regress/plants/front.patch': patch('front', 'export const shut = false'),
  'server/regress/plants/back.patch': patch('back', 'export const shut = false'),
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(tree, path)), { recursive: true })
  await writeFile(join(tree, path), text)
}

beforeEach(async () => {
  tree = await mkdtemp(join(tmpdir(), 'gates-'))
  for (const [path, text] of Object.entries(files)) await write(path, text)
  await cp(join(project, 'cli'), join(tree, 'cli'), { recursive: true })
  await symlink(join(project, 'node_modules'), join(tree, 'node_modules'))
})
afterEach(() => rm(tree, { recursive: true }))

const quietly = () => {}

it('tells the plant that nobody saw, and the test that is asleep', async () => {
  expect(await tryHoles(tree, undefined, quietly)).toEqual({
    ...{ holes: 2, tests: 2, plants: 2, broken: [] },
    unseen: ['server/regress/plants/back.patch'],
    asleep: ['2: back is shut'],
  })
  expect(await tryHoles(tree, ['1'], quietly)).toMatchObject({ holes: 1, plants: 1, unseen: [], asleep: [] })
  await expect(tryHoles(tree, ['1', '3'], quietly)).rejects.toThrow('no such row')
})

it('does not take for seen what breaks the program or hangs, nor what was broken before', async () => {
  for (const change of ['throw new Error()', 'export const shut = new Promise(() => {})']) {
    await write('server/regress/plants/front.patch', patch('front', change))
    expect(await tryHoles(tree, ['1'], quietly)).toMatchObject({ unseen: ['server/regress/plants/front.patch'] })
  }
  await write('server/front.ts', 'export const shut = false\n')
  expect(await tryHoles(tree, undefined, quietly)).toMatchObject({ broken: ['front is shut'], plants: 0 })
})
