import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, it } from 'vitest'
import { indexAll } from '../server/testing/index-all.ts'
import { expectNoSeriousAxe, openBrowser } from './harness/browser.ts'
import { act, choose, deskOf } from './harness/desk.ts'
import { expectPage } from './harness/expect-page.ts'
import { officeDoes } from './harness/office.ts'
import { openProduct, type Product } from './harness/product.ts'

let browser: Browser
let house: Product
let [letter, call] = ['', '']
beforeAll(async () => {
  browser = await openBrowser()
  house = await openProduct({ plan: { packs: ['enterprise'] } })
  const told = (title: string, content: string, phone: string) =>
    officeDoes(house, 'agent', 'register', undefined, {
      channel: 'phone',
      unit: house.town.units.root,
      title,
      content,
      phone,
    })
  letter = await told('宽带账单多收', '三月账单里多出一项听雨轩套餐费，没有办过。', '13800007781')
  call = await told('来电：账单多收', '再次来电说听雨轩套餐费没有办过，另外装机师傅态度差。', '13800007781')
  await told('停水', '楼上停水两天。', '13900004402')
  await indexAll(house.fresh.house)
})
afterAll(async () => {
  await browser.close()
  await house.close()
})

it('a complaint is found by a word of its text and by the end of a phone, is merged as a duplicate, and that is undone', async () => {
  const page = await deskOf(browser, house, 'supervisor')
  const box = page.getByRole('combobox', { name: '编号、内容、姓名、电话或邮箱' })
  const suggested = page.getByRole('listbox')
  await page.keyboard.press('/')
  await box.fill('4402')
  await expectPage(suggested.getByText('停水').first()).toBeVisible()
  await expectPage(suggested.getByText('账单')).toHaveCount(0)
  await box.fill('听雨轩')
  await expectPage(suggested.getByText(letter)).toBeVisible()
  await suggested.getByText(call).click()

  await page.getByRole('heading', { name: '现在可以' }).waitFor()
  await act(page, '关联投诉', '建立关联', async () => {
    await page.locator('#link_other').fill(letter)
    await page.locator('.ant-select-item-option').filter({ hasText: letter }).first().click()
    await page.locator('#link_kind').getByText('重复件').click()
  })
  await act(page, '并案', '并案办理', async () => {
    await choose(page, 'merge_other', letter)
    await page.locator('#merge_reason').fill('来信和来电是同一件事')
  })
  await expectPage(page.getByText('并入另一件投诉办理').first()).toBeVisible()
  await expectPage(page.getByText('已并案').first()).toBeVisible()
  await expectNoSeriousAxe(page)

  await page.locator('.links').getByRole('link', { name: letter }).first().click()
  await expectPage(page.locator('.links')).toContainText('并入本件')
  await page.locator('.links').getByRole('link', { name: call }).click()
  await act(page, '撤销并案', '撤销并案', async () => {
    await page.locator('#undo-merge_reason').fill('来电另有一件事')
  })
  await expectPage(page.getByText('撤销并案，恢复单独办理').first()).toBeVisible()

  await act(page, '分案', '分出一件', async () => {
    await page.locator('#split_title').fill('装机师傅态度差')
    await page.locator('#split_content').fill('装机师傅进门不穿鞋套，说话难听。')
    await page.locator('#split_reason').fill('两件事由两个部门办')
  })
  const part = page.getByRole('dialog', { name: '已分出一件新投诉' })
  await expectPage(part).toContainText(/\d{4}-\d{6}/)
  await expectPage(part).toContainText(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/)
  await part.getByRole('button', { name: '已记下' }).click()
  await expectPage(page.locator('.links')).toContainText('分出')
  await page.context().close()
})
