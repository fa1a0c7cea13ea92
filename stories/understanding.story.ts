import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, it } from 'vitest'
import { standingClock } from '../server/testing/fresh-house.ts'
import { learn } from '../server/understanding/learn.ts'
import { look } from '../server/understanding/look.ts'
import { openBrowser } from './harness/browser.ts'
import { deskOf, openCase } from './harness/desk.ts'
import { expectPage } from './harness/expect-page.ts'
import { officeDoes } from './harness/office.ts'
import { openProduct, type Product } from './harness/product.ts'

const clock = standingClock('2026-03-02T01:00:00.000Z')
const conditions = ['clear-and-specific', 'in-scope', 'eligible-complainant']
const plain = { matter: 'process', nature: 'general', source: 'external', mode: 'general' }
const service = [
  '窗口人员态度恶劣',
  '服务人员态度差，爱理不理',
  '客服态度恶劣挂断电话',
  '柜台服务差，态度傲慢',
  '店员服务态度很差',
]
const product = [
  '空调质量差，三天就坏',
  '产品质量有问题，屏幕破裂',
  '洗衣机质量差漏水',
  '手机质量问题自动关机',
  '质量差，鞋底开胶',
]
const station = [
  '青山湖小区旁的搅拌站深夜作业，噪音扰民',
  '搅拌站离青山湖小区太近，粉尘和噪音让人无法开窗',
  '青山湖小区边上的搅拌站整夜施工，噪音粉尘严重',
  '再次反映青山湖小区搅拌站噪音扰民',
]

let browser: Browser
let house: Product
beforeAll(async () => {
  browser = await openBrowser()
  house = await openProduct({ now: clock.now, plan: { packs: ['enterprise'], units: { 城东营业厅: null } } })
  for (const [at, content] of station.entries()) {
    clock.pass({ hours: 20 })
    await told(content, `1380000000${at}`)
  }
  for (const [label, texts] of Object.entries({ service, 'product-quality': product }))
    for (const content of texts) {
      const number = await told(content, '13900000000')
      await officeDoes(house, 'supervisor', 'accept', number, { conditions })
      await officeDoes(house, 'supervisor', 'classify', number, { axes: { ...plain, content: label } })
    }
})
afterAll(async () => {
  await browser.close()
  await house.close()
})

async function told(content: string, phone: string): Promise<string> {
  const more = { channel: 'phone', unit: house.town.units.root, title: content.slice(0, 14), phone, place: '青山湖' }
  return officeDoes(house, 'agent', 'register', undefined, { ...more, content })
}

it('the radar shows who complains of the same, says why, and a supervisor links them', async () => {
  await look(house.fresh.house)
  const page = await deskOf(browser, house, 'supervisor')
  await page.getByRole('link', { name: '雷达' }).click()
  const group = page.getByRole('button', { name: /搅拌站/ }).first()
  await expectPage(group).toContainText('4 人')
  await group.click()
  const drawer = page.getByRole('dialog', { name: '同因组' })
  await expectPage(drawer.getByText(/依据：.*“搅拌站”/).first()).toBeVisible()
  await drawer.getByRole('button', { name: '确认全部 4 件同因' }).click()
  await expectPage(page.getByText('已关联为同因').first()).toBeVisible()
  await expectPage(page.getByText('已确认 4 件').first()).toBeVisible()
  await page.context().close()
})

it('what was confirmed is proposed for the next complaint, with its reason, and taken over by one click', async () => {
  await learn(house.fresh.house)
  const number = await told('营业厅人员态度恶劣，服务很差，请联系本人李小明，13812348000。', '13700000000')
  await officeDoes(house, 'supervisor', 'accept', number, { conditions })
  const page = await deskOf(browser, house, 'supervisor')
  await openCase(page, house.url, number)
  await expectPage(page.locator('mark.sensitive', { hasText: '13812348000' }).first()).toBeVisible()
  await page.getByRole('button', { name: '分类', exact: true }).first().click()
  const form = page.locator('form.command-form')
  await expectPage(form.getByText(/依据：.*学自 10 件/).first()).toBeVisible()
  await form
    .getByRole('button', { name: /^采用“服务/ })
    .first()
    .click()
  await expectPage(form.locator('.axis').first()).toContainText('服务')
  await expectPage(form.getByRole('button', { name: /^采用“服务/ }).first()).toBeDisabled()
  await form.getByRole('button', { name: '“服务”不对，本件不再建议' }).click()
  await expectPage(form.getByRole('button', { name: /^采用“服务/ })).toHaveCount(0)
  await page.context().close()
})

it('while somebody tells it, unit, classes and grade are proposed by what is typed, and the unit is taken by one click', async () => {
  const page = await deskOf(browser, house, 'agent')
  await page.goto(`${house.url}/register`)
  await page.locator('#register_content').fill('城东营业厅的窗口人员态度恶劣，爱理不理')
  await expectPage(page.getByText(/按条款 2.2.1 · 依据：“态度”/).first()).toBeVisible({ timeout: 20_000 })
  await page.getByRole('button', { name: '采用“城东营业厅”' }).click()
  await expectPage(page.getByText('将由 城东营业厅 承办')).toBeVisible()
  await page.context().close()
})

it('whoever has nothing to do for a case reads of no persons in it, and opens it with a reason', async () => {
  const number = await told('营业厅多收费用，请联系本人李小明，13812348000。', '13700000001')
  const page = await deskOf(browser, house, 'auditor')
  await openCase(page, house.url, number)
  await expectPage(page.getByText('请联系本人李**，138****00').first()).toBeVisible()
  await page.getByRole('button', { name: '填写理由后查看原文' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('季度抽查')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /查\s*看/ })
    .click()
  await expectPage(page.locator('mark.sensitive', { hasText: '13812348000' }).first()).toBeVisible()
  await page.context().close()
})
