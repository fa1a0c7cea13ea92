import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectNoSeriousAxe, expectNoUncaughtErrors, openBrowser } from './harness/browser.ts'
import { act, choose, deskOf, openCase } from './harness/desk.ts'
import { expectPage } from './harness/expect-page.ts'
import { officeDoes } from './harness/office.ts'
import { openProduct, type Product } from './harness/product.ts'

let browser: Browser
const products: Product[] = []
const at = (post: string) => [{ post, unit: 'root' }]
const security = { security: at('security-administrator') }
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  for (const product of products) await product.close()
})

async function productOf(pack: string, people: Record<string, { post: string; unit: string }[]>): Promise<Product> {
  const product = await openProduct({ plan: { packs: [pack], people: { ...people, ...security } } })
  products.push(product)
  return product
}

it('the media ask: the front line passes on and cannot answer, the department does within 48 hours, once it has investigated', async () => {
  const product = await productOf('fuel-retail', {
    agent: at('agent'),
    head: at('unit-head'),
    specialist: at('specialist'),
  })
  const unit = product.town.units.root
  const accept = ['clear-and-specific', 'in-scope']
  const asked = { channel: 'media', unit, title: '媒体询问油品', content: '某报记者询问三号站油品抽检结果', accept }
  const number = await officeDoes(product, 'agent', 'register', undefined, asked)

  const front = await deskOf(browser, product, 'agent')
  await openCase(front, product.url, number)
  await expectPage(front.getByText('责任部门调查后答复媒体').first()).toBeVisible()
  await expectPage(front.getByRole('button', { name: '答复投诉人', exact: true })).toHaveCount(0)
  await expectPage(front.getByRole('button', { name: '告知进展', exact: true })).toHaveCount(0)
  await act(front, '告知已收到', '告知并记录', async () => {
    await choose(front, 'acknowledge_channel', '电话')
    await front.locator('#acknowledge_text').fill('您的问题已收到，我们会转达责任部门，由其调查后答复。')
  })
  await expectPage(front.getByText(/告知投诉人已收到/).first()).toBeVisible()

  const department = await deskOf(browser, product, 'specialist')
  await openCase(department, product.url, number)
  const answered = { channel: 'email', text: '抽检合格。', solved: true }
  await expect(officeDoes(product, 'specialist', 'answer', number, answered)).rejects.toThrow('after-investigation')
  await officeDoes(product, 'head', 'assign', number, { handler: product.town.people.specialist })
  const found = { method: 'technical', bears: 'refuted', text: '抽检合格。' }
  await officeDoes(product, 'specialist', 'record-finding', number, found)
  await officeDoes(product, 'specialist', 'conclude', number, { outcome: 'not-upheld', conclusion: '油品合格。' })
  await act(department, '答复投诉人', '发出答复', async () => {
    await choose(department, 'answer_channel', '电子邮件')
    await department.locator('#answer_text').fill('抽检合格，报告附后。')
    await department.locator('#answer_solved input').first().check()
  })
  await expectPage(department.getByText('抽检合格，报告附后。').first()).toBeVisible()
  expectNoUncaughtErrors(department)
})

it('a forum post is answered where it stands', async () => {
  const product = await productOf('real-estate', { agent: at('agent'), specialist: at('specialist') })
  const page = await deskOf(browser, product, 'specialist')
  await page.goto(`${product.url}/register`)
  await choose(page, 'register_channel', '业主论坛')
  await choose(page, 'register_unit', '测试机构')
  await page.locator('#register_title').fill('地下车库渗水')
  await page.locator('#register_content').fill('车库 B2 连续三天渗水，车位没法停。')
  await page.locator('#register_post').fill('https://forum.example/t/77')
  await page.getByLabel('核对条件后同时受理').check()
  const conditions = page.locator('#register_accept input[type=checkbox]')
  await conditions.first().waitFor()
  for (const condition of await conditions.all()) await condition.check()
  await expectNoSeriousAxe(page)
  await page.getByRole('button', { name: '登记、受理并开始计时' }).click()
  await page.getByRole('link', { name: /打开/ }).first().click()
  await expectPage(page.getByText('https://forum.example/t/77').first()).toBeVisible()

  await act(page, '答复投诉人', '发出答复', async () => {
    await choose(page, 'answer_channel', '论坛')
    await page.locator('#answer_text').fill('感谢反映：已封堵渗漏点，车位今晚恢复使用。')
    await page.locator('#answer_solved input').first().check()
    await page.locator('form.command-form').getByRole('button', { name: '发出答复', exact: true }).click()
    await expectPage(page.getByText('请附上业主论坛的链接。')).toBeVisible()
    await page.locator('#answer_posted').fill('https://forum.example/t/77#5')
  })
  await expectPage(page.getByText('https://forum.example/t/77#5').first()).toBeVisible()
  expectNoUncaughtErrors(page)
})
