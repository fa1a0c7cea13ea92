import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, it } from 'vitest'
import { standingClock } from '../server/testing/fresh-house.ts'
import { expectNoUncaughtErrors, openBrowser } from './harness/browser.ts'
import { act, choose, deskOf, openCase } from './harness/desk.ts'
import { expectPage } from './harness/expect-page.ts'
import { officeDoes } from './harness/office.ts'
import { openProduct, type Product } from './harness/product.ts'

const at = (post: string) => [{ post, unit: 'root' }]
const people = {
  agent: at('agent'),
  specialist: at('specialist'),
  supervisor: at('supervisor'),
  system: at('system-administrator'),
  security: at('security-administrator'),
}
const clock = standingClock('2026-03-02T01:00:00.000Z')

let browser: Browser
let product: Product
beforeAll(async () => {
  browser = await openBrowser()
  product = await openProduct({ now: clock.now, plan: { packs: ['cn-cbirc-2020-3'], people } })
})
afterAll(async () => {
  await browser.close()
  await product.close()
})

async function asked(): Promise<string> {
  const { root } = product.town.units
  const number = await officeDoes(product, 'agent', 'register', undefined, {
    channel: 'phone',
    unit: root,
    title: '贷款利率',
    content: '合同利率与告知的不一致。',
  })
  await officeDoes(product, 'agent', 'accept', number, {
    conditions: ['clear-and-specific', 'in-scope', 'by-complainant-or-representative'],
  })
  await officeDoes(product, 'specialist', 'ask-extension', number, { duty: 'decide', reason: '须调取合同原件' })
  return number
}

const granting = (page: Page) => page.locator('form.command-form')

it('more time is granted with the words to the complainant, and refused without them', async () => {
  const [granted, refused] = [await asked(), await asked()]
  const page = await deskOf(browser, product, 'supervisor')
  await openCase(page, product.url, granted)
  await act(page, '审批延期', '作出决定', async () => {
    await expectPage(granting(page).getByText('告知投诉人的内容')).toHaveCount(0)
    await page.locator('#decide-extension_extend').getByText('同意延期', { exact: true }).click()
    await page.locator('#decide-extension_reason').fill('情况复杂')
    await granting(page).getByRole('button', { name: '作出决定', exact: true }).click()
    await expectPage(granting(page).getByText('必填').first()).toBeVisible()
    await choose(page, 'decide-extension_channel', /电话|热线/)
    await page.locator('#decide-extension_text').fill('需调取合同原件，延至三十日内答复。')
  })
  await expectPage(page.getByText('需调取合同原件，延至三十日内答复。').first()).toBeVisible()

  await openCase(page, product.url, refused)
  await act(page, '审批延期', '作出决定', async () => {
    await page.locator('#decide-extension_extend').getByText('不同意', { exact: true }).click()
    await page.locator('#decide-extension_reason').fill('理由不足')
    await expectPage(granting(page).getByText('告知投诉人的内容')).toHaveCount(0)
  })
  await expectPage(page.getByText('理由不足').first()).toBeVisible()
  expectNoUncaughtErrors(page)
})
