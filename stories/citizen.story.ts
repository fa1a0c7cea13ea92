import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, it } from 'vitest'
import { keepLog } from '../server/jobs/keep-log.ts'
import { expectNoSeriousAxe, expectNoUncaughtErrors, newPage, openBrowser } from './harness/browser.ts'
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
