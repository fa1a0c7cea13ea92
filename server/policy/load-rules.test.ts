import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { loadRules } from './load-rules.ts'

const program = join(import.meta.dirname, '../..')
let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'rules-'))
  for (const folder of ['policy-packs/bank', 'policy-packs/enterprise', 'calendars'])
    await cp(join(program, folder), join(root, folder), { recursive: true })
})
afterEach(() => rm(root, { recursive: true }))

const kept = async () =>
  (await readdir(join(root, 'node_modules/.cache/huiyin'))).map((name) =>
    join(root, 'node_modules/.cache/huiyin', name),
  )
async function change(file: string, from: string, to: string) {
  const text = await readFile(join(root, file), 'utf8')
  expect(text).toContain(from)
  await writeFile(join(root, file), text.replace(from, to))
}

it('rules that were accepted are the same when they are read again', async () => {
  const plain = async () => {
    const { packs, years } = await loadRules(root)
    return { packs: packs.map(({ id, hash, content }) => ({ id, hash, text: JSON.stringify(content) })), years }
  }
  const first = await plain()
  const [file = '', ...others] = await kept()
  expect(others).toEqual([])
  expect(await plain()).toEqual(first)
  await writeFile(file, (await readFile(file, 'utf8')).replaceAll('银行', '钱庄'))
  expect(JSON.stringify(await plain())).toContain('钱庄')
})

it('a changed rule is read and judged anew', async () => {
  const [, before] = (await loadRules(root)).packs
  await change('policy-packs/enterprise/retention.yaml', '2020-01-01', '2021-01-01')
  const [, after] = (await loadRules(root)).packs
  expect(after?.hash).not.toBe(before?.hash)
  expect(await kept()).toHaveLength(1)
  await change('policy-packs/enterprise/retention.yaml', 'years:', 'year:')
  await expect(loadRules(root)).rejects.toThrow('enterprise/retention.yaml')
})

it('what was kept and cannot be read is not missed', async () => {
  const first = await loadRules(root)
  const [file = ''] = await kept()
  await writeFile(file, '{"packs":[')
  expect((await loadRules(root)).packs.map(({ hash }) => hash)).toEqual(first.packs.map(({ hash }) => hash))
})
