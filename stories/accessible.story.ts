import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, it } from 'vitest'
import {
  expectNoSeriousAxe,
  expectNoUncaughtErrors,
  type Lang,
  newPage,
  openBrowser,
  type Width,
} from './harness/browser.ts'
import { officeDoes } from './harness/office.ts'
import { openProduct, type Product, signIn } from './harness/product.ts'

let product: Product
let browser: Browser

beforeAll(async () => {
  product = await openProduct({ plan: { packs: ['bank', 'enterprise'], ...peopled } })
  browser = await openBrowser()
  await officeDoes(product, 'supervisor', 'register', undefined, {
    channel: 'phone',
    unit: product.town.units.root,
    title: '理财产品宣传与合同不符',
    content: '销售人员口头承诺保本，到期却有亏损，要求按承诺兑付并书面说明。',
    name: '罗静',
    phone: '13812345678',
  })
})

afterAll(async () => {
  await browser.close()
  await product.close()
})

const peopled = {
  people: {
    supervisor: [{ post: 'supervisor', unit: 'root' }],
    security: [{ post: 'security-administrator', unit: 'root' }],
    system: [{ post: 'system-administrator', unit: 'root' }],
  },
}

const rooms: readonly (readonly [person: string, paths: readonly string[]])[] = [
  ['supervisor', ['/', '/cases', '/register', '/radar', '/rectifications', '/packs', '/account', '/nowhere']],
  ['security', ['/people', '/packs/bank']],
  ['system', ['/organisation', '/calendars', '/packs/bank/revise']],
]
const views: readonly (readonly [Width, Lang])[] = [
  [1280, 'zh-CN'],
  [390, 'en'],
]

describe.each(views)('at %i px in %s', (width, lang) => {
  it.each(rooms)('no page of the %s has a serious violation', async (person, paths) => {
    const page = await newPage(browser, { width, lang })
    await page.goto(product.url)
    await page.locator('#login').waitFor()
    await expectNoSeriousAxe(page)
    await signIn(page, product, person)
    for (const path of paths) await judge(page, `${product.url}${path}`)
    if (person === 'supervisor') await judgeCase(page)
    expectNoUncaughtErrors(page)
    await page.context().close()
  })

  it('no page of the portal has a serious violation', async () => {
    const page = await newPage(browser, { width, lang })
    for (const path of ['/portal', '/portal/file', '/portal/follow']) await judge(page, `${product.url}${path}`)
    await page.context().close()
  })
})

async function judge(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.locator('h1').first().waitFor()
  await settled(page)
  await expectNoSeriousAxe(page)
}

async function judgeCase(page: Page): Promise<void> {
  await page.goto(`${product.url}/cases`)
  await page
    .getByText(/\d{4}-\d{6}/)
    .first()
    .waitFor()
  const id = await page.evaluate(async () => {
    const headers = { 'content-type': 'application/json', 'x-huiyin': '1' }
    const answer = await fetch('/api/cases/search', { method: 'POST', headers, body: '{}' })
    return ((await answer.json()) as { rows: { id: string }[] }).rows[0]?.id
  })
  await judge(page, `${product.url}/cases/${id}`)
}

/** Until nothing is being loaded any more: a skeleton has no contrast to judge. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('.ant-skeleton, [aria-busy=true]') === null)
}
