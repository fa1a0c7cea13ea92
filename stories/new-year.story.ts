import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, it } from 'vitest'
import type { Command } from '../core/case/command.ts'
import { commandNamed } from '../core/case/commands.ts'
import { handleCommand } from '../server/handle-command.ts'
import { standingClock } from '../server/testing/fresh-house.ts'
import { expectNoUncaughtErrors, openBrowser } from './harness/browser.ts'
import { deskOf } from './harness/desk.ts'
import { expectPage } from './harness/expect-page.ts'
import { openProduct, type Product } from './harness/product.ts'

const at = (post: string) => [{ post, unit: 'root' }]
const people = { agent: at('agent'), system: at('system-administrator'), security: at('security-administrator') }
const clock = standingClock('2026-12-30T08:00:00.000Z')
/** Made up: a Friday off, and a Saturday worked for it. */
const notice = `year: 2027
status: published
notice: { title: 测试用放假安排 }
holidays:
  - { name: { zh: 元旦, en: New Year's Day }, off: [2027-01-01, 2027-01-02, 2027-01-03], make_up: [2027-01-09] }
`

let browser: Browser
let product: Product
beforeAll(async () => {
  browser = await openBrowser()
  product = await openProduct({ now: clock.now, plan: { packs: ['enterprise'], people } })
})
afterAll(async () => {
  await browser.close()
  await product.close()
})

/** A complaint of somebody who can follow it on the portal. */
async function filedOne(): Promise<{ number: string; code: string }> {
  const { house } = product.fresh
  const command = commandNamed('register') as Command
  const typed = { channel: 'web', unit: product.town.units.root, title: '排队', content: '过号不叫' }
  const answer = await handleCommand(house, {
    command,
    input: command.input.parse(typed),
    caller: product.town.as('agent'),
  })
  if ('refusal' in answer) throw new Error(answer.refusal.code)
  return { number: answer.receipt.number, code: house.ring.queryCode(answer.receipt.receipt ?? '') }
}

it('an administrator imports a notice: mistakes at their line, what it would move, what it moved; the complainant is told', async () => {
  const filed = await filedOne()
  const page = await deskOf(browser, product, 'system')
  await page.getByRole('link', { name: '放假安排' }).click()
  const choose = (text: string) =>
    page
      .locator('input[type=file]')
      .setInputFiles({ name: '2027.yaml', mimeType: 'text/yaml', buffer: Buffer.from(text) })

  await choose(notice.replace('off:', 'of:'))
  await expectPage(page.getByText('有 2 处错误')).toBeVisible()
  await expectPage(page.getByRole('listitem').filter({ hasText: '第 5 行' }).first()).toBeVisible()
  await expectPage(page.getByText('草稿已保存')).toBeVisible()
  await page.reload()
  await expectPage(page.getByText('有 2 处错误')).toBeVisible()

  await choose(notice)
  await expectPage(page.getByText('2027 年：新的一年。')).toBeVisible()
  await page.getByRole('button', { name: '测算影响' }).click()
  await expectPage(page.getByText('导入后将重算 1 件未结投诉')).toBeVisible()
  await page.getByRole('button', { name: '导入并重算' }).click()
  await page.getByRole('tooltip').getByRole('button', { name: '导入并重算' }).click()
  await expectPage(page.getByText('已重算 1 件未结投诉')).toBeVisible()
  await expectPage(page.getByText('测试·system 导入于')).toBeVisible()
  await expectNoUncaughtErrors(page)

  for (const javaScriptEnabled of [true, false]) {
    const context = await browser.newContext({ javaScriptEnabled, locale: 'zh-CN' })
    const portal = await context.newPage()
    await portal.goto(`${product.url}/portal/follow`)
    await portal.locator('input[name=number]').fill(filed.number)
    await portal.locator('input[name=code]').fill(filed.code)
    await portal.locator('form').getByRole('button').first().click()
    const moved = '《测试用放假安排》公布后，到期时间由 2027-01-06 18:00 周三 改为 2027-01-07 18:00 周四'
    await expectPage(portal.getByRole('listitem').filter({ hasText: moved })).toBeVisible()
    await context.close()
  }
})
