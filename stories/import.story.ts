import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import pino from 'pino'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { asSystem, read } from '../server/db/transaction.ts'
import { writeExcel } from '../server/documents/write-excel.ts'
import { readExcel } from '../server/import/read-excel.ts'
import { startImports } from '../server/import/run-imports.ts'
import { expectNoSeriousAxe, expectNoUncaughtErrors, newPage, openBrowser } from './harness/browser.ts'
import { deskOf } from './harness/desk.ts'
import { expectPage } from './harness/expect-page.ts'
import { openProduct, type Product, signIn } from './harness/product.ts'

const rows = 5000
/** Every one of these rows has something wrong with it; what stands on the sheet of problems is known beforehand. */
const wrong = { missing: 12, time: 10, formula: 4, future: 6, channel: 5 }
const bad = Object.values(wrong).reduce((sum, count) => sum + count, 0)

let browser: Browser
let product: Product
let stop: () => Promise<void>
let book: Buffer
beforeAll(async () => {
  const at = (post: string) => [{ post, unit: 'root' }]
  const people = { supervisor: at('supervisor'), agent: at('agent'), security: at('security-administrator') }
  product = await openProduct({ plan: { packs: ['enterprise'], people } })
  stop = startImports(product.fresh.house, pino({ level: 'silent' }))
  browser = await openBrowser()
  book = await writeExcel({
    name: '台账',
    heading: ['工单编号', '客户姓名', '联系电话', '渠道', '受理时间', '投诉内容', '备注'],
    rows: table(),
  })
})
afterAll(async () => {
  await stop()
  await browser.close()
  await product.close()
})

/** A ledger of 5,000 rows, always the same; every hundredth or so cannot be taken. */
async function* table(): AsyncGenerator<string[]> {
  const ways = Object.entries(wrong).flatMap(([way, count]) => Array.from({ length: count }, () => way))
  const every = Math.floor(rows / bad)
  for (let n = 0; n < rows; n++) {
    const way = n % every === 7 ? ways[Math.floor(n / every)] : undefined
    const day = `2026-0${1 + (n % 6)}-${String(1 + (n % 28)).padStart(2, '0')} ${String(8 + (n % 10)).padStart(2, '0')}:30`
    const time = { time: '上个月', formula: '=NOW()', future: '2099-01-01 09:00' }[way ?? ''] ?? day
    const channel = way === 'channel' ? '飞鸽传书' : ['电话', '网站', '信函'][n % 3]
    const content =
      way === 'missing' ? '' : `第 ${n} 位客户：${['漏油', '多扣款', '排队太久', '态度冷淡'][n % 4]}，请处理。`
    yield [`GD-${n}`, `客户${n}`, `1380000${String(n).padStart(4, '0')}`, channel ?? '', time, content, '']
  }
}

it('a ledger of 5,000 rows is tried, imported while nobody looks, and 37 rows come back on a sheet', async () => {
  const page = await deskOf(browser, product, 'supervisor')
  await page.getByRole('link', { name: '批量导入' }).click()
  await expectPage(page.getByText('还没有导入过文件')).toBeVisible()
  await expectNoSeriousAxe(page)
  await page.locator('input[type=file]').setInputFiles({ name: '投诉台账.xlsx', mimeType: '', buffer: book })

  await expectPage(page.getByRole('row', { name: /客户姓名/ }).getByText('姓名', { exact: true })).toBeVisible()
  await expectPage(page.getByText('已按列名推荐')).toBeVisible()
  await page.getByLabel('承办单位').click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click()
  await page.getByRole('button', { name: '试算' }).click()
  await expectPage(page.getByText(`读到 ${rows} 行：${rows - bad} 行可以登记，${bad} 行有问题`)).toBeVisible({
    timeout: 120_000,
  })
  await expectNoSeriousAxe(page)
  await page.getByRole('button', { name: `登记这 ${rows - bad} 件` }).click()

  await expectPage(page.getByRole('heading', { name: '正在导入' })).toBeVisible()
  await page.getByRole('link', { name: '投诉列表' }).click()
  await page.close()

  const later = await newPage(browser, { width: 390 })
  await signIn(later, product, 'supervisor')
  await later.goto(`${product.url}/imports`)
  await later.getByRole('link', { name: '投诉台账.xlsx' }).click()
  await expectPage(later.getByRole('heading', { name: '导入完成' })).toBeVisible({ timeout: 200_000 })
  await expectPage(later.getByText((rows - bad).toLocaleString(), { exact: true })).toBeVisible()
  await expectNoSeriousAxe(later)
  const [download] = await Promise.all([
    later.waitForEvent('download'),
    later.getByRole('button', { name: `下载问题清单（${bad} 行）` }).click(),
  ])
  expect(download.suggestedFilename()).toBe('投诉台账.xlsx.errors.xlsx')
  const sheet = await readExcel(Readable.from([await readFile(await download.path())]))
  const told = (await Array.fromAsync(sheet.rows)).map((row) => ('cells' in row ? row.cells : row)) as Record<
    string,
    string
  >[]
  expect(sheet.columns).toEqual(['行号', '项目', '原值', '原因'])
  expect(told).toHaveLength(bad)
  expect(told[0]).toMatchObject({ 项目: '投诉内容', 原因: '不能为空。' })
  const formulas = told.filter((row) => row.原值?.includes('NOW'))
  expect(formulas).toHaveLength(wrong.formula)
  expect(formulas.every((row) => row.原值?.startsWith("'"))).toBe(true)
  expect(await registered()).toBe(rows - bad)
  expectNoUncaughtErrors(later)
})

async function registered(): Promise<number> {
  const text = 'select count(*)::int as count from import_row r join case_row c on c.id = r.case_id'
  const [row] = await read<{ count: number }>(product.fresh.house.pool, asSystem, { text })
  return row?.count ?? 0
}
