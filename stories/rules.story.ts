import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, it } from 'vitest'
import { recount } from '../server/jobs/recount.ts'
import { sweep } from '../server/jobs/sweep.ts'
import { type Clock, standingClock } from '../server/testing/fresh-house.ts'
import { openBrowser } from './harness/browser.ts'
import { act, choose, deskOf, openCase } from './harness/desk.ts'
import { expectPage } from './harness/expect-page.ts'
import { officeDoes } from './harness/office.ts'
import { openProduct, type Product } from './harness/product.ts'

let browser: Browser
const opened: Product[] = []
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  for (const product of opened) await product.close()
})

async function productOf(pack: string, clock: Clock): Promise<Product> {
  const product = await openProduct({ now: clock.now, plan: { packs: [pack] } })
  opened.push(product)
  return product
}

it('three different owners, the same leak: hot, a bulletin within a working day, and back when one is unlinked', async () => {
  const clock = standingClock('2026-02-03T02:00:00.000Z')
  const product = await productOf('real-estate', clock)
  const [first, second] = [await complaintOf(product, '13800000001'), await complaintOf(product, '13800000002')]
  clock.set('2026-03-02T02:00:00.000Z')
  const third = await complaintOf(product, '13800000003')

  const page = await deskOf(browser, product, 'supervisor')
  for (const other of [first, second]) await link(page, product, third, other)
  await recount(product.fresh.house)
  await page.reload()
  await expectPage(page.getByText('期限内共有 3 人、3 件投诉同一事项').first()).toBeVisible()
  await expectPage(page.getByText('因多人投诉同一事项，将级别提高为热点').first()).toBeVisible()
  await expectPage(page.getByText('热点投诉一个工作日内快报').first()).toBeVisible()

  await act(page, '发出快报', '发出', async () => {
    await choose(page, 'issue-bulletin_to', '分管领导')
    await page.keyboard.press('Escape')
    await page.locator('#issue-bulletin_text').fill('三户反映外墙渗水，已约工程部到场。')
  })
  await expectPage(page.getByText('发出快报，送：分管领导').first()).toBeVisible()

  await act(page, '取消关联', '取消关联', async () => {
    await choose(page, 'unlink_other', first)
    await page.locator('#unlink_reason').fill('另一栋楼，原因不同。')
  })
  await recount(product.fresh.house)
  await page.reload()
  await expectPage(page.getByText('因相同投诉的人数减少，级别恢复为一般').first()).toBeVisible()
  await page.context().close()
})

it('a day after the month, or of one owner alone, they are not hot; two third ones at the same moment both count', async () => {
  const clock = standingClock('2026-01-31T02:00:00.000Z')
  const product = await productOf('real-estate', clock)
  const early = await complaintOf(product, '13800000001')
  // A month from the last of January ends with the last of February.
  clock.set('2026-03-01T02:00:00.000Z')
  const late = await complaintOf(product, '13800000002')
  const [one, other] = [await complaintOf(product, '13800000003'), await complaintOf(product, '13800000004')]
  const again = [await complaintOf(product, '13800000002'), await complaintOf(product, '13800000002')] as const
  const page = await deskOf(browser, product, 'supervisor')
  await link(page, product, late, early)
  await link(page, product, again[0], late)
  await link(page, product, again[1], late)
  await recount(product.fresh.house)
  await openCase(page, product.url, late)
  await expectPage(page.getByText('期限内共有 1 人、3 件投诉同一事项').first()).toBeVisible()
  await expectPage(page.getByText('将级别提高为热点')).toHaveCount(0)

  const desks = await Promise.all([deskOf(browser, product, 'supervisor'), deskOf(browser, product, 'supervisor')])
  const thirds = [one, other] as const
  await Promise.all(desks.map((desk, i) => link(desk, product, thirds[i] ?? '', late)))
  await recount(product.fresh.house)
  for (const number of thirds) {
    await openCase(page, product.url, number)
    await expectPage(page.getByText('期限内共有 3 人、5 件投诉同一事项').first()).toBeVisible()
    await expectPage(page.getByText('将级别提高为热点').first()).toBeVisible()
  }
})

/** Links a complaint with another of the same cause. */
async function link(page: Page, product: Product, number: string, other: string): Promise<void> {
  await openCase(page, product.url, number)
  await act(page, '关联投诉', '建立关联', async () => {
    await page.locator('#link_other').fill(other)
    await page.locator('.ant-select-item-option').filter({ hasText: other }).first().click()
    await page.locator('#link_kind').getByText('同因').click()
  })
}

it('a serious complaint at three in the morning reaches the area manager and the head of the station at once', async () => {
  const clock = standingClock('2026-03-02T19:00:00.000Z')
  const product = await productOf('fuel-retail', clock)
  const number = await complaintOf(product, '13900000001')
  const axes = { gravity: 'serious' }
  await officeDoes(product, 'specialist', 'classify', number, { axes })
  await sweep(product.fresh.house)
  for (const post of ['area-manager', 'unit-head']) {
    const page = await deskOf(browser, product, post)
    await openCase(page, product.url, number)
    await expectPage(page.getByText(/预警（0%）/).first()).toBeVisible()
    await page.goto(product.url)
    await expectPage(page.getByText(number).first()).toBeVisible()
    await page.context().close()
  }
})

/** A complaint by phone, accepted. */
function complaintOf(product: Product, phone: string): Promise<string> {
  const conditions = Object.keys(
    product.fresh.house.policies.current.get(packOf(product))?.content.intake.conditions ?? {},
  )
  return officeDoes(product, 'specialist', 'register', undefined, {
    channel: 'phone',
    unit: product.town.units.root,
    title: '外墙渗水',
    content: '雨后北墙渗水，墙皮脱落。',
    phone,
    accept: conditions,
  })
}

function packOf({ town }: Product): string {
  return 'property-specialist' in town.people ? 'real-estate' : 'fuel-retail'
}
