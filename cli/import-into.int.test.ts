import { createReadStream, existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { readExcel } from '../server/import/read-excel.ts'
import { type FreshHouse, freshHouse } from '../server/testing/fresh-house.ts'
import { importInto } from './import-into.ts'
import { speaker } from './words.ts'

let fresh: FreshHouse
let dir: string
beforeAll(async () => {
  fresh = await freshHouse()
  dir = await mkdtemp(join(tmpdir(), 'huiyin-cli-'))
})
afterAll(async () => {
  await fresh.close()
  await rm(dir, { recursive: true })
})

/** Runs an import as the command line does. @returns whether it was clean, and what stood on the output */
async function run(rows: string, { json = true, source = 'a', packs = ['enterprise'] } = {}) {
  const file = join(dir, `${source}.csv`)
  await writeFile(file, rows)
  const lines: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((line) => lines.push(line))
  const sheet = join(dir, `${source}.errors.xlsx`)
  const wish = { file, source, packs, replay: true }
  const clean = await importInto(fresh.house, speaker('zh-CN'), wish, { sheet, json }).finally(() => log.mockRestore())
  return { clean, lines, sheet }
}

const good = '编号,主题,时间,内容,答复,答复时间\n1,路灯,2024-03-01 10:00,不亮。,亮了。,2024-03-01 15:00\n'

it('founds an organisation without people where there is none', async () => {
  expect(await fresh.house.directory.refresh()).toBeUndefined()
  const { clean, lines, sheet } = await run(good)
  expect(clean).toBe(true)
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    ...{ file: 'a.csv', source: 'a', rows: 1, registered: 1, answered: 1, alreadyPresent: 0, changed: 0, errors: 0 },
    obligations: { result: { allowance: '168 h', met: 1, missed: 0, unknown: 0, running: 0, cancelled: 0 } },
    answeredWithin: { '24h': 1, '168h': 1 },
  })
  expect(existsSync(sheet)).toBe(false)
  const organisation = await fresh.house.directory.refresh()
  expect([organisation?.packs, organisation?.people.size]).toEqual([['enterprise'], 0])
})

it('lists what could not be taken, for its owner only and as no formula', async () => {
  const rows = `${good}=1+1,主题,明天,"@内容",,\n`
  const { clean, lines, sheet } = await run(rows, { source: 'b', json: false })
  expect(clean).toBe(false)
  expect(lines.join('\n')).toContain('有问题 1 行')
  expect(lines.join('\n')).toContain(sheet)
  expect(lines.join('\n')).toContain('七日内给出处理结果')
  expect((await stat(sheet)).mode & 0o777).toBe(0o600)
  const table = await readExcel(createReadStream(sheet))
  expect(table.columns).toEqual(['行号', '项目', '原值', '原因'])
  expect((await Array.fromAsync(table.rows)).map((row) => ('cells' in row ? row.cells : row))).toEqual([
    { 行号: 3, 项目: '受理时间', 原值: '明天', 原因: expect.stringContaining('不是可识别的时间') },
  ])
})

it('neutralises a value that a spreadsheet would run', async () => {
  const { sheet } = await run(`${good}2,主题,=HYPERLINK("http://x"),内容,,\n`, { source: 'c' })
  const table = await readExcel(createReadStream(sheet))
  const [row] = await Array.fromAsync(table.rows)
  expect(row && 'cells' in row && row.cells.原值).toBe(`'=HYPERLINK("http://x")`)
  expect((await readFile(sheet)).length).toBeGreaterThan(1000)
})

it('says in words what is refused as a whole', async () => {
  await expect(run('text,label\n吵,噪音', { source: 'd' })).rejects.toMatchObject({ code: 'import.columns-missing' })
  await expect(run(good, { source: 'e', packs: ['none'] })).rejects.toMatchObject({ code: 'import.no-such-pack' })
})
