import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, it } from 'vitest'
import { standingClock } from '../server/testing/fresh-house.ts'
import { expectNoUncaughtErrors, openBrowser } from './harness/browser.ts'
import { deskOf, openCase } from './harness/desk.ts'
import { expectPage } from './harness/expect-page.ts'
import { officeDoes } from './harness/office.ts'
import { openProduct, type Product } from './harness/product.ts'

const at = (post: string) => [{ post, unit: 'root' }]
const people = {
  agent: at('agent'),
  system: at('system-administrator'),
  security: at('security-administrator'),
}
const clock = standingClock('2026-03-02T01:00:00.000Z')

let browser: Browser
let product: Product
beforeAll(async () => {
  browser = await openBrowser()
  product = await openProduct({ now: clock.now, plan: { packs: ['bank'], people } })
})
afterAll(async () => {
  await browser.close()
  await product.close()
})

const registered = () =>
  officeDoes(product, 'agent', 'register', undefined, {
    channel: 'phone',
    unit: product.town.units.root,
    title: '排队',
    content: '排队两小时，窗口无人。',
  })

it('a rule maker shortens a limit, a second person puts it in force; what runs keeps its promise', async () => {
  const late = await registered()
  clock.pass({ minutes: 90 })
  await officeDoes(product, 'agent', 'accept', late, {
    conditions: ['clear-and-specific', 'own-business', 'by-customer-or-representative'],
  })
  const running = await registered()
  const maker = await deskOf(browser, product, 'system')
  await maker.goto(`${product.url}/packs`)
  await maker.getByRole('link', { name: /银行客户投诉处理/ }).click()
  await maker.getByRole('button', { name: '修订', exact: true }).click()

  const limit = maker.getByRole('spinbutton', { name: '“登记并决定是否受理”的时限' })
  await limit.fill('1')
  await limit.press('Tab')
  await expectPage(maker.getByText('2 小时', { exact: true })).toBeVisible()
  await expectPage(maker.getByText('可以使用，没有发现矛盾。')).toBeVisible()
  await maker.getByRole('button', { name: '运行范例' }).click()
  await expectPage(maker.getByText(/个范例中有 \d+ 个不符/)).toBeVisible()
  await expectPage(maker.getByText('2026-02-13 18:59:00').first()).toBeVisible()
  await maker.getByRole('button', { name: '这些变化是我要的，按新结果改写范例' }).click()
  await expectPage(maker.getByText(/个范例全部符合/)).toBeVisible()

  await whatWasTypedSurvivesAReload(maker)
  await maker.getByRole('button', { name: '推演历史投诉' }).click()
  await expectPage(maker.getByText('重放了 2 件，2 件的到期时刻、是否超时或级别不同。')).toBeVisible()
  await expectPage(maker.locator('.simulation-duties').getByText(late)).toBeVisible()
  await expectPage(maker.locator('.simulation-duties').getByText('新增超时 1')).toBeVisible()
  await maker.locator('#propose_from').fill('2026-03-02')
  await maker.locator('#propose_from').press('Enter')
  await maker.locator('#propose_reason').fill('登记太慢，客户等不起。')
  await maker.getByRole('button', { name: '提交复核', exact: true }).click()
  await expectPage(maker.getByText('等待安全管理员复核。')).toBeVisible()
  expectNoUncaughtErrors(maker)

  const second = await deskOf(browser, product, 'security')
  await second.goto(`${product.url}/packs`)
  await second.getByRole('link', { name: /银行客户投诉处理.*1 份修订待复核/ }).click()
  await second.getByText('版本', { exact: true }).click()
  await second.getByRole('link', { name: '登记太慢，客户等不起。' }).click()
  await expectPage(second.getByText(/个范例全部符合/)).toBeVisible()
  await second.getByRole('button', { name: '施行', exact: true }).click()
  await second.locator('.ant-popconfirm').getByRole('button', { name: '施行', exact: true }).click()
  await expectPage(second.getByText('已施行，自 2026-03-02 起')).toBeVisible()
  expectNoUncaughtErrors(second)

  const fresh = await registered()
  const agent = await deskOf(browser, product, 'agent')
  await openCase(agent, product.url, running)
  await expectPage(agent.getByText('+2 小时').first()).toBeAttached()
  await openCase(agent, product.url, fresh)
  await expectPage(agent.getByText('+1 小时').first()).toBeAttached()
})

/** Also a mistake is told while one types, and taken back with the text. */
async function whatWasTypedSurvivesAReload(maker: Page): Promise<void> {
  await maker.getByText('全文', { exact: true }).click()
  const editor = maker.getByRole('textbox', { name: 'obligations.yaml' })
  await editor.click()
  await maker.keyboard.press('Control+End')
  await maker.keyboard.type('nonsense')
  await expectPage(maker.locator('.revise-wrong').first()).toHaveText(/obligations\.yaml 第 \d+ 行 缺少符号/)
  for (const _ of 'nonsense') await maker.keyboard.press('Backspace')
  await expectPage(maker.getByText('可以使用，没有发现矛盾。')).toBeVisible()
  await expectPage(maker.getByText('草稿已保存')).toBeVisible()
  await maker.reload()
  const limit = maker.getByRole('spinbutton', { name: '“登记并决定是否受理”的时限' })
  await expectPage(limit).toHaveValue('1')
  await expectPage(maker.getByText('可以使用，没有发现矛盾。')).toBeVisible()
}
