import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sweep } from '../server/jobs/sweep.ts'
import { standingClock } from '../server/testing/fresh-house.ts'
import { expectNoSeriousAxe, expectNoUncaughtErrors, openBrowser } from './harness/browser.ts'
import { act, choose, deskOf, openCase } from './harness/desk.ts'
import { expectPage } from './harness/expect-page.ts'
import { officeDoes } from './harness/office.ts'
import { openProduct, type Product } from './harness/product.ts'

/** A Monday, 10:00 in the office. */
const clock = standingClock('2026-03-02T02:00:00.000Z')
let product: Product
let browser: Browser
let number = ''

beforeAll(async () => {
  const at = (...posts: string[]) => posts.map((post) => ({ post, unit: 'root' }))
  const people = {
    handler: at('specialist'),
    supervisor: at('supervisor'),
    director: at('director'),
    // Neither post approves anything, nor carries anything out.
    guard: at('quality'),
    teller: at('agent'),
    security: at('security-administrator'),
  }
  product = await openProduct({ now: clock.now, plan: { packs: ['bank'], people } })
  browser = await openBrowser()
  await proposed()
})
afterAll(async () => {
  await browser.close()
  await product.close()
})

it('a crisis team pays beyond its members’ tier; its report comes late, and the breach stands in the story', async () => {
  const supervisor = await caseOf('supervisor')
  await act(supervisor, '宣布危机处置', '宣布并通知小组', async () => {
    await choose(supervisor, 'declare-crisis_members', 'guard')
    await supervisor
      .locator('.ant-select-dropdown:visible .ant-select-item-option')
      .filter({ hasText: 'teller' })
      .click()
    await supervisor.keyboard.press('Escape')
    await supervisor.locator('#declare-crisis_reason').fill('网点挤兑，客户情绪激动，须当场安抚。')
  })
  await expectPage(supervisor.getByText('危机处置中')).toBeVisible()
  // Who declared it stands outside the team and stays within the own tier.
  await expectPage(supervisor.getByRole('button', { name: '批准', exact: true })).toHaveCount(0)

  const guard = await caseOf('guard')
  await act(guard, '批准', '批准方案')
  await expectPage(guard.getByText('待报告').first()).toBeVisible()
  const teller = await caseOf('teller')
  await act(teller, '记录执行', '记录执行情况', async () => {
    await teller.locator('#execute_effect').fill('客户当场领取补偿，陆续离开。')
    await teller.locator('#execute_payment').fill('T20260302-0017')
  })
  await expectPage(teller.getByText('T20260302-0017').first()).toBeVisible()
  await act(teller, '提交危机处置报告', '提交报告', async () => {
    await choose(teller, 'file-crisis-report_act', /执行方案/)
    await teller.locator('#file-crisis-report_text').fill('十点二十分，客户聚集；十点半起逐人发放补偿。')
  })
  await expectNoSeriousAxe(teller)
  for (const page of [supervisor, guard, teller]) await page.context().close()

  clock.pass({ hours: 25 })
  await sweep(product.fresh.house)
  const late = await caseOf('guard')
  const story = late.getByRole('region', { name: '办理经过' })
  await expectPage(story.getByText(/危机处置后提交详细报告.*超时/).first()).toBeVisible()
  await expectPage(story.getByText('危机处置 1：以小组名义越权批准方案 1').first()).toBeVisible()
  await act(late, '提交危机处置报告', '提交报告', async () => {
    await late.locator('#file-crisis-report_text').fill('补报：批准时情况危急，来不及逐级报批。')
  })
  await expectPage(late.getByText('超时完成').first()).toBeAttached()
  await expectPage(late.getByText('待报告')).toHaveCount(0)
  expectNoUncaughtErrors(late)

  const director = await deskOf(browser, product, 'director')
  await director.goto(product.url)
  await expectPage(director.getByText(/危机处置后提交详细报告/).first()).toBeVisible()
  expect(await director.content()).toContain(number)
}, 240_000)

async function caseOf(person: string): Promise<Page> {
  const page = await deskOf(browser, product, person)
  await openCase(page, product.url, number)
  return page
}

/** The case is worked on until a proposal awaits the director, who is not to be reached. */
async function proposed(): Promise<void> {
  const told = { channel: 'phone', unit: product.town.units.root, title: '系统瘫痪', content: '全网点取不出钱。' }
  number = await officeDoes(product, 'supervisor', 'register', undefined, told)
  const does = (name: string, input: object) => officeDoes(product, 'supervisor', name, number, input)
  const conditions = Object.keys(product.fresh.house.policies.current.get('bank')?.content.intake.conditions ?? {})
  await does('accept', { conditions })
  await does('assign', { handler: product.town.people.handler })
  await does('record-finding', { method: 'direct', bears: 'confirmed', text: '属实' })
  await does('conclude', { outcome: 'upheld', conclusion: '属实' })
  await officeDoes(product, 'handler', 'propose', number, {
    lines: [{ kind: 'compensation', amount: { minor: 5_000_000, currency: 'CNY' }, what: '当场补偿在场客户' }],
  })
}
