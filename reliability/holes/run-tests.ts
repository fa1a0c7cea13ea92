import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { NamedTest } from '../../checks/holes-table.ts'

/** How a named test ended, with the first line of why it failed. One that only ran out of time has not seen anything. */
export type Ended = NamedTest & {
  readonly state: 'passed' | 'failed' | 'out-of-time' | 'not-run'
  readonly why?: string
}

type Case = { title: string; status: string; failureMessages: string[] }
type Report = { testResults: { name: string; assertionResults: Case[] }[] }

const report = '.tests.json'

/**
 * Runs tests of a tree. A test that a table of cases makes several times has failed where one of them has.
 *
 * @param root absolute path of the tree
 * @throws Error where the runner left no report
 */
export async function runTests(root: string, tests: readonly NamedTest[]): Promise<Ended[]> {
  const told = await run(root, tests)
  return tests.map((test) => {
    const module = told.testResults.find(({ name }) => name.endsWith(`/${test.file}`))
    const own = module?.assertionResults.filter(({ title }) => title === test.name) ?? []
    return { ...test, ...endOf(own) }
  })
}

function endOf(cases: readonly Case[]): Pick<Ended, 'state' | 'why'> {
  const whys = cases
    .filter(({ status }) => status === 'failed')
    .map(({ failureMessages: [words = ''] }) => words.split('\n')[0] ?? '')
  const why = whys.find((one) => !/timed out in \d+ms/.test(one))
  if (why !== undefined) return { state: 'failed', why }
  if (whys.length > 0) return { state: 'out-of-time' }
  return { state: cases.some(({ status }) => status === 'passed') ? 'passed' : 'not-run' }
}

async function run(root: string, tests: readonly NamedTest[]): Promise<Report> {
  await rm(join(root, report), { force: true })
  const files = [...new Set(tests.map(({ file }) => file))]
  const names = tests.map(({ name }) => RegExp.escape(name)).join('|')
  const given = ['run', ...files, '-t', names, '--reporter=json', `--outputFile=${report}`]
  const env = { ...process.env, FORCE_COLOR: '0' }
  const words = await new Promise<string>((resolve) => {
    const command = ['cli/node26', 'node_modules/vitest/vitest.mjs', ...given]
    execFile('sh', command, { cwd: root, env, maxBuffer: 1 << 26 }, (_, out, trouble) => resolve(`${out}${trouble}`))
  })
  const text = await readFile(join(root, report), 'utf8').catch(() => {
    throw new Error(`the tests left no report:\n${words}`)
  })
  return JSON.parse(text)
}
