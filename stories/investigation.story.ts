import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, it } from 'vitest'
import { expectNoSeriousAxe, expectNoUncaughtErrors, newPage, openBrowser, type Width } from './harness/browser.ts'
import { act, choose, deskOf, openCase } from './harness/desk.ts'
import { expectPage } from './harness/expect-page.ts'
import { officeDoes } from './harness/office.ts'
import { openProduct, type Product, signIn } from './harness/product.ts'

let product: Product
let browser: Browser
let number: string
let address: string

beforeAll(async () => {
  product = await openProduct({ plan: { packs: ['bank'] } })
  browser = await openBrowser()
  const unit = product.town.units.root
  const told = { channel: 'phone', unit, title: '取款机吞卡', content: '九点吞卡，柜员说没有。' }
  number = await officeDoes(product, 'agent', 'register', undefined, told)
  const does = (name: string, input: object) => officeDoes(product, 'supervisor', name, number, input)
  await does('accept', { conditions: ['clear-and-specific', 'own-business', 'by-customer-or-representative'] })
  await does('assign', { handler: product.town.people.specialist })
  const heard = { kind: 'testimony', content: '九点机器没有报警。', source: '柜员小赵' }
  await does('add-evidence', heard)
  await officeDoes(product, 'specialist', 'add-evidence', number, {
    kind: 'physical',
    content: '读卡器一只',
    source: '三号机',
    place: '保险柜',
  })
})

afterAll(async () => {
  await browser.close()
  await product.close()
})

it('is planned line by line, finds, puts two statements side by side and has a sample appraised', async () => {
  const page = await deskOf(browser, product, 'specialist')
  await openCase(page, product.url, number)
  address = page.url()
  await act(page, '制定核实计划', '确定计划', async () => {
    await page.getByPlaceholder('要查清什么').fill('机器是否吞卡？')
    await page.getByRole('button', { name: '增加一项' }).click()
    const second = page.getByRole('group', { name: '第 2 项' })
    await second.getByRole('combobox', { name: '类型' }).click()
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: '听取' }).click()
    await second.getByPlaceholder('听取谁的陈述').fill('当班柜员')
    await second.getByRole('combobox', { name: '责任人' }).click()
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: '测试·agent' }).click()
    await expectNoSeriousAxe(page)
    await page.getByLabel('技术核查').check()
  })
  await act(page, '记录核实结果', '记录', async () => {
    await page.getByLabel('技术核查').check()
    await page.locator('#record-finding_bears input').first().check()
    await page.locator('#record-finding_text').fill('日志显示九点零三分吞卡。')
    await choose(page, 'record-finding_question', '机器是否吞卡？')
  })
  await page.getByRole('tab', { name: '调查核实' }).click()
  await expectPage(part(page, '核实计划').getByText('证实：日志显示九点零三分吞卡。')).toBeVisible()
  await expectPage(part(page, '核实方法与所示').getByText('日志显示九点零三分吞卡。')).toBeVisible()
  await act(page, '标出矛盾陈述', '标出', async () => {
    await choose(page, 'mark-contradiction_one', '投诉人（投诉）')
    await choose(page, 'mark-contradiction_other', '证言 柜员小赵')
    await page.locator('#mark-contradiction_point').fill('九点有没有吞卡')
  })
  await act(page, '委托外部鉴定', '确认委托并告知投诉人', async () => {
    await page.locator('#order-appraisal_appraiser').fill('省检测院')
    await page.locator('#order-appraisal_subject').fill('读卡器是否卡滞')
    await choose(page, 'order-appraisal_evidence', '读卡器一只')
    await page.keyboard.press('Escape')
    await choose(page, 'order-appraisal_channel', '客服热线')
    await page.locator('#order-appraisal_text').fill('读卡器已送检。')
    await page.getByLabel('本人密码').fill(product.town.passwords.specialist ?? '')
  })
  await expectPage(part(page, '时限义务').getByText(/^中止/).first()).toBeVisible()
  await expectPage(page.getByText('在鉴定方 省检测院 处')).toBeVisible()
  expectNoUncaughtErrors(page)
})

it.each<[Width, 'beside' | 'below']>([
  [1280, 'beside'],
  [390, 'below'],
])('at %i pixels contradicting statements stand %s each other', async (width, place) => {
  const page = await newPage(browser, { width })
  await signIn(page, product, 'supervisor')
  await page.goto(address)
  await page.getByRole('tab', { name: '调查核实' }).click()
  const sides = page.locator('.contradiction blockquote')
  await expectPage(sides).toHaveCount(2)
  await expectPage(sides.nth(1)).toContainText('九点机器没有报警。')
  const [one, other] = [await sides.nth(0).boundingBox(), await sides.nth(1).boundingBox()]
  const isBeside = (other?.x ?? 0) > (one?.x ?? 0)
  if (isBeside !== (place === 'beside')) throw new Error(`they stand at ${one?.x} and ${other?.x}`)
  await expectNoSeriousAxe(page)
})

function part(page: Page, name: string) {
  return page.getByRole('region', { name })
}
