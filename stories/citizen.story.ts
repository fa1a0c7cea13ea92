import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { keepLog } from '../server/jobs/keep-log.ts'
import { expectNoSeriousAxe, expectNoUncaughtErrors, newPage, openBrowser } from './harness/browser.ts'
import { deskOf, openCase } from './harness/desk.ts'
import { expectPage } from './harness/expect-page.ts'
import { officeDoes } from './harness/office.ts'
import { openProduct, type Product } from './harness/product.ts'

let product: Product
let browser: Browser

beforeAll(async () => {
  product = await openProduct({ plan: { packs: ['bank', 'enterprise'] } })
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
  await product.close()
})

it('a citizen files on a telephone, follows by code, disagrees and asks for review', async () => {
  const page = await newPage(browser, { width: 390 })
  const { number, code } = await file(page)
  await answerIt(number)

  await page.context().clearCookies()
  await page.goto(`${product.url}/portal/follow`)
  await page.locator('input[name=number]').fill(number)
  await page.locator('input[name=code]').fill(code)
  await page.getByRole('button', { name: '查看', exact: true }).click()
  await expectPage(page.getByText('重复扣款已退回').first()).toBeVisible()
  await expectNoSeriousAxe(page)

  await send(page, 'record-answer', '提交意见', async () => {
    await page.locator('#record-answer input[value=rejected]').check()
    await page.locator('#record-answer textarea[name=reason]').fill('只退了一笔，另一笔还没有到账。')
  })
  await expectPage(page.getByText('您不接受答复').first()).toBeVisible()
  await send(page, 'ask-review', '提交申请', () =>
    page.locator('#ask-review textarea[name=reason]').fill('请核对第二笔扣款。'),
  )
  await expectPage(page.getByText('您申请了复议').first()).toBeVisible()
  expectNoUncaughtErrors(page)
})

it('whoever is handed the proof of a receipt verifies it on the page for that, and a changed one does not hold', async () => {
  const filing = await newPage(browser, { width: 390 })
  await file(filing)
  await keepLog(product.fresh.house)
  const [download] = await Promise.all([
    filing.waitForEvent('download'),
    filing.getByRole('link', { name: '下载凭证文件' }).click(),
  ])
  const proof = await readFile(await download.path(), 'utf8')
  const page = await newPage(browser, { width: 390 })
  await page.goto(`${product.url}/portal/verify`)
  const choose = (text: string) =>
    page
      .getByLabel('凭证文件')
      .setInputFiles({ name: '回执.json', mimeType: 'application/json', buffer: Buffer.from(text) })
  await choose(proof)
  await expectPage(page.getByRole('heading', { name: /^投诉 \d{4}-\d{6} 的凭证：核验通过/ })).toBeVisible()
  await expectPage(page.getByText('公钥与您提供的一致')).toBeVisible()
  await expectPage(page.getByText(/^登记已在 .* 签署的存证点之内/)).toBeVisible()
  await expectPage(page.getByText('content: 刷卡一次被扣两笔')).toBeVisible()
  await expectNoSeriousAxe(page)
  await choose(proof.replace('刷卡一次', '刷卡两次'))
  await expectPage(page.getByRole('heading', { name: /核验未通过，1 处不符/ })).toBeVisible()
  await choose(proof.replace(/(— \S+ .{20})(.)/, (_, before, sign) => before + (sign === 'A' ? 'B' : 'A')))
  await expectPage(page.getByText('凭证没有该公钥的有效签名')).toBeVisible()
  await choose('{"format":')
  await expectPage(page.getByText('这不是可以核验的案卷或凭证')).toBeVisible()
  await expectNoSeriousAxe(page)
  expectNoUncaughtErrors(page)
})

it('pictures chosen on a telephone wait for the complaint, survive a broken line, and stand in the list of evidence', async () => {
  const page = await newPage(browser, { width: 390 })
  await page.goto(`${product.url}/portal/file`)
  await page.locator('textarea[name=content]').fill('电梯停了两周，老人上不了楼。')
  await page.locator('#files-chosen').setInputFiles([await picture('电梯.jpg'), await picture('走廊.jpg')])
  await expectPage(page.getByText('走廊.jpg')).toBeVisible()
  await page.reload()
  await expectPage(page.getByText('电梯.jpg')).toBeVisible()
  await page.getByRole('button', { name: '去掉 走廊.jpg' }).click()
  await expectPage(page.getByText('走廊.jpg')).toHaveCount(0)
  await expectNoSeriousAxe(page)
  let broken = 0
  await page.route('**/api/portal/uploads/*', (route) =>
    route.request().method() === 'PATCH' && broken++ === 0 ? route.abort() : route.continue(),
  )
  for (let step = 1; step < 4; step++) await page.getByRole('button', { name: '下一步' }).click()
  await page.waitForTimeout(3000)
  await page.getByRole('button', { name: '提交投诉', exact: true }).click()
  await page.getByRole('heading', { name: '我们收到了您的投诉' }).waitFor()
  await expectPage(page.locator('.files').getByText('电梯.jpg')).toBeVisible()
  expect(broken).toBeGreaterThan(1)
  await page.getByRole('link', { name: '查看进度' }).click()
  await page.locator('#files-chosen').setInputFiles([await picture('井道.jpg')])
  await expectPage(page.getByText('已收到您提交的文件。').first()).toBeVisible()
  await expectPage(page.locator('.files').getByText('井道.jpg')).toBeVisible()
  await page.locator('#files-chosen').setInputFiles([{ ...(await picture('x.svg')), buffer: Buffer.from('<svg/>') }])
  await expectPage(page.getByText(/x\.svg 没有收下/)).toBeVisible()
  await expectNoSeriousAxe(page)
  const number = /\d{4}-\d{6}/.exec((await page.locator('h1').textContent()) ?? '')?.[0] ?? ''

  const desk = await deskOf(browser, product, 'supervisor')
  await openCase(desk, product.url, number)
  const evidence = desk.getByRole('region', { name: '证据' })
  await expectPage(evidence.getByText('电梯.jpg').first()).toBeVisible()
  await expectPage(evidence.getByText('投诉人提供')).toHaveCount(2)
  expectNoUncaughtErrors(page)
})

it('without a script the same form brings the same files', async () => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    locale: 'zh-CN',
    viewport: { width: 390, height: 844 },
  })
  const page = await context.newPage()
  await page.goto(`${product.url}/portal/file`)
  await page.locator('textarea[name=content]').fill('柜台多收了手续费。')
  await page.locator('#files-chosen').setInputFiles([await picture('小票.jpg')])
  await page.waitForTimeout(8000)
  await page.getByRole('button', { name: '提交投诉', exact: true }).click()
  await page.getByRole('heading', { name: '我们收到了您的投诉' }).waitFor()
  await expectPage(page.locator('.files').getByText('小票.jpg')).toBeVisible()
  await page.getByRole('link', { name: '查看进度' }).click()
  await page.locator('#files-chosen').setInputFiles([await picture('另一张.jpg', '#a47')])
  await page.getByRole('button', { name: '提交文件' }).click()
  await expectPage(page.getByText('已收到您提交的文件。')).toBeVisible()
  await expectPage(page.locator('.files').getByText('另一张.jpg')).toBeVisible()
  await context.close()
})

async function picture(name: string, background = `#${createHash('sha256').update(name).digest('hex').slice(0, 6)}`) {
  const buffer = await sharp({ create: { width: 640, height: 480, channels: 3, background } })
    .jpeg()
    .toBuffer()
  return { name, mimeType: 'image/jpeg', buffer }
}

async function file(page: Page): Promise<{ number: string; code: string }> {
  await page.goto(`${product.url}/portal/file`)
  await page.locator('textarea[name=content]').fill('刷卡一次被扣两笔，客服让我等，已经等了两周。')
  await expectNoSeriousAxe(page)
  for (let step = 1; step < 4; step++) await page.getByRole('button', { name: '下一步' }).click()
  await page.locator('input[name=phone]').fill('13912345678')
  // A form that is sent at once is taken for a machine's.
  await page.waitForTimeout(3000)
  await page.getByRole('button', { name: '提交投诉', exact: true }).click()
  await page.getByRole('heading', { name: '我们收到了您的投诉' }).waitFor()
  await expectNoSeriousAxe(page)
  const text = (await page.locator('main').textContent()) ?? ''
  const found = /(\d{4}-\d{6}).*?([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})/s.exec(text)
  return { number: found?.[1] ?? '', code: found?.[2] ?? '' }
}

async function answerIt(number: string): Promise<void> {
  const { content } = product.fresh.house.policies.current.get('bank') ?? {}
  await officeDoes(product, 'supervisor', 'accept', number, {
    conditions: Object.keys(content?.intake.conditions ?? {}),
  })
  await officeDoes(product, 'supervisor', 'answer', number, {
    channel: 'web',
    text: '重复扣款已退回原卡，请查收。',
    solved: true,
  })
}

async function send(page: Page, form: string, submit: string, fill: () => Promise<void>): Promise<void> {
  const details = page.locator(`details#${form}`)
  if ((await details.getAttribute('open')) === null) await details.locator('summary').click()
  await fill()
  await details.getByRole('button', { name: submit, exact: true }).click()
}
