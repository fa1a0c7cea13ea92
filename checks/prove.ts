import { existsSync } from 'node:fs'
import { cp, glob, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Finding, Problem } from './guard.ts'
import { guards } from './guards.ts'
import { inTurns } from './turns.ts'

const fixtures = 'checks/fixtures'
const configurations = ['package.json', 'tsconfig.json', 'biome.json', 'knip.json', '.dependency-cruiser.mjs']

/**
 * Shows that the guards can bark. Each is run, with the configuration of the root, on small trees that break one rule each
 * (`<guard>/<rule>.tree`, or `<rule>.<variant>.tree`) and must report that rule and no other; and on `<guard>/clean.tree`, where it must
 * report nothing. A rule without a tree is a problem too.
 */
export async function prove(root: string): Promise<Finding> {
  const problems: Problem[] = []
  const trees = (await Array.fromAsync(glob('*/*.tree', { cwd: join(root, fixtures) }))).sort()
  await inTurns(trees, async (tree) => {
    const complaint = await proof(root, tree)
    if (complaint) problems.push({ rule: 'proof', file: join(fixtures, tree), text: complaint })
  })
  return { figure: `${trees.length} planted trees`, problems: [...unproved(trees), ...problems] }
}

function unproved(trees: string[]): Problem[] {
  const proved = new Set(trees.map((tree) => `${dirname(tree)} ${ruleOf(tree)}`))
  const needed = guards.flatMap(({ name, rules }) => ['clean', ...rules].map((rule) => `${name} ${rule}`))
  const text = 'no tree proves this rule'
  return needed
    .filter((each) => !proved.has(each))
    .map((each) => ({ rule: 'unproved', file: each.replace(' ', '/'), text }))
}

function ruleOf(tree: string) {
  return tree.slice(dirname(tree).length + 1).split('.')[0]
}

async function proof(root: string, tree: string): Promise<string | undefined> {
  const guard = guards.find(({ name }) => name === dirname(tree))
  if (!guard) return 'there is no guard of this name'
  const files = filesOf(await readFile(join(root, fixtures, tree), 'utf8'))
  const folder = await plant(root, files)
  try {
    return complaintAbout(ruleOf(tree), files, await guard.run(folder))
  } catch (error) {
    return `breaks down: ${error}`
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** What is wrong with the root's own configuration files is the business of the real run, not of the proof. */
function complaintAbout(rule: string | undefined, files: Map<string, string>, { problems }: Finding) {
  const inTree = problems.filter(({ file }) => files.has(file) || !configurations.includes(file))
  const others = inTree.filter((problem) => problem.rule !== rule)
  if (others.length > 0)
    return `reports what was not planted: ${others.map((each) => `${each.rule} ${each.file} ${each.text}`).join('; ')}`
  if (rule !== 'clean' && inTree.length === 0) return 'does not report what was planted'
  return undefined
}

/** Writes a tree to a folder of its own: the root's configuration unless the tree brings another, its packages, and the files of the tree. */
async function plant(root: string, files: Map<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), 'planted-'))
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  for (const name of configurations) if (existsSync(join(root, name))) await cp(join(root, name), join(folder, name))
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return folder
}

/** A tree is a text: `=== path` begins a file, `=== path × 301` a file that holds what follows 301 times. */
function filesOf(tree: string): Map<string, string> {
  const [, ...parts] = tree.split(/^=== (.+)\n/m)
  const pairs = Array.from({ length: parts.length / 2 }, (_, index): [string, string] => {
    const [path = '', times = '1'] = (parts[index * 2] ?? '').split(' × ')
    return [path, (parts[index * 2 + 1] ?? '').repeat(Number(times))]
  })
  return new Map(pairs)
}
