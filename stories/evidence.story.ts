import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { asSystem, read } from '../server/db/transaction.ts'
import { tendEvidence } from '../server/jobs/tend-evidence.ts'
import { type Clamd, pretendedClamd } from '../server/testing/clamd.ts'
import { expectNoSeriousAxe, expectNoUncaughtErrors, newPage, openBrowser } from './harness/browser.ts'
import { choose, openCase } from './harness/desk.ts'
import { expectPage } from './harness/expect-page.ts'
import { officeDoes } from './harness/office.ts'
import { openProduct, type Product, signIn } from './harness/product.ts'

let product: Product
let browser: Browser
let clamd: Clamd
let number: string
let photograph: Buffer

beforeAll(async () => {
  clamd = await pretendedClamd()
  product = await openProduct({
    plan: {
      packs: ['enterprise'],
      people: {
        specialist: [{ post: 'specialist', unit: 'root' }],
        security: [{ post: 'security-administrator', unit: 'root' }],
        supervisor: [{ post: 'supervisor', unit: 'root' }],
      },
    },
    scanner: clamd.scanner,
  })
  browser = await openBrowser()
  const unit = product.town.units.root
  number = await officeDoes(product, 'supervisor', 'register', undefined, {
    channel: 'phone',
    unit,
    title: '加油后熄火',
    content: '油里有水',
  })
  const conditions = ['clear-and-specific', 'in-scope', 'eligible-complainant']
  await officeDoes(product, 'supervisor', 'accept', number, { conditions })
  photograph = await sharp({
    create: {
      width: 3000,
      height: 2000,
      channels: 3,
      noise: { type: 'gaussian', mean: 128, sigma: 30 },
      background: '#678',
    },
  })
    .withExif({ IFD3: { GPSLatitude: '31/1 14/1 5/1' } })
    .jpeg({ quality: 90 })
    .toBuffer()
})
afterAll(async () => {
  await browser.close()
  await product.close()
  await clamd.close()
})

it('a photograph is taken on a phone, goes on over a broken line, is seen in the list and comes back bit for bit', async () => {
  const page = await newPage(browser, { width: 390 })
  await signIn(page, product, 'specialist')
  await page.goto(`${product.url}/cases/${await idOf()}`)
  await page.getByRole('button', { name: '添加证据', exact: true }).last().click()
  await page.getByLabel('证明什么').fill('油样呈乳白色，有水分层')
  await page.getByLabel('来源').fill('3 号枪取样')
  await expectPage(page.getByRole('button', { name: '拍照' })).toBeVisible()
  await expectNoSeriousAxe(page)
  await breakOnce(page)
  await page
    .locator('input[type=file][capture]')
    .setInputFiles({ name: '油样.jpg', mimeType: 'image/jpeg', buffer: photograph })
  await expectPage(page.getByRole('button', { name: '移除 油样.jpg' })).toBeVisible()
  await page.getByRole('button', { name: '添加到证据清单' }).click()
  const list = page.getByRole('region', { name: /^证据（1）/ })
  await expectPage(list.getByText('油样呈乳白色，有水分层')).toBeVisible()
  await tendEvidence(product.fresh.house)
  await expectPage(list.getByText('未发现病毒')).toBeVisible()
  await list.getByRole('button', { name: '查看大图：油样呈乳白色，有水分层' }).click()
  await expectPage.poll(() => widthOf(page)).toBe(3000)
  await expectPage(page.getByText('不含拍摄时间、地点和设备信息')).toBeVisible()
  await expectNoSeriousAxe(page)
  await page.keyboard.press('Escape')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    list.getByRole('link', { name: '下载原件 油样.jpg' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('油样.jpg')
  expect((await readFile(await download.path())).equals(photograph)).toBe(true)
  expectNoUncaughtErrors(page)
})

it('a sample passes from hand to hand by the password of whoever takes it over', async () => {
  const page = await newPage(browser)
  await officeDoes(product, 'specialist', 'add-evidence', number, {
    kind: 'physical',
    content: '油样一瓶',
    source: '3 号枪',
    place: '站内保险柜',
    seal: 'A-17',
  })
  await signIn(page, product, 'supervisor')
  await openCase(page, product.url, number)
  await page
    .getByRole('region', { name: /^证据（/ })
    .getByRole('button', { name: '接收实物证据' })
    .click()
  await choose(page, 'take-over-evidence_evidence', '油样一瓶')
  await page.getByLabel('存放位置').fill('化验室冰箱')
  await page.getByLabel('物品状况').fill('满瓶，无渗漏')
  await page.getByLabel('完好').check()
  await page.getByLabel('本人密码').fill('not my password')
  await page.getByRole('button', { name: '确认接收并签收' }).click()
  await expectPage(page.getByText('现密码不对')).toBeVisible()
  await page.getByLabel('本人密码').fill(product.town.passwords.supervisor ?? '')
  await page.getByRole('button', { name: '确认接收并签收' }).click()
  const list = page.getByRole('region', { name: /^证据（/ })
  await expectPage(list.getByText('由 测试·supervisor 保管，存放于 化验室冰箱')).toBeVisible()
  await list.getByText('保管链').click()
  await expectPage(list.getByText('从 测试·specialist 处接收')).toBeVisible()
  await expectPage(page.getByText(/从 测试·specialist 处接收证据 \d，封条完好/).first()).toBeVisible()
  await expectNoSeriousAxe(page)
  expectNoUncaughtErrors(page)
})

/** The line breaks in the middle of the first piece that is sent. */
async function breakOnce(page: Page): Promise<void> {
  let broken = false
  await page.route('**/uploads/*', async (route) => {
    if (broken || route.request().method() !== 'PATCH') return route.continue()
    broken = true
    return route.abort('connectionreset')
  })
}

function widthOf(page: Page): Promise<number> {
  return page.locator('img.large-picture').evaluate((picture) => (picture as HTMLImageElement).naturalWidth)
}

/** On a phone the list opens a case otherwise than at a desk. */
async function idOf(): Promise<string> {
  const text = 'select id from case_row where number = $1'
  const [row] = await read<{ id: string }>(product.fresh.house.pool, asSystem, { text, values: [number] })
  return row?.id ?? ''
}
