import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, it } from 'vitest'
import { sweep } from '../server/jobs/sweep.ts'
import { standingClock } from '../server/testing/fresh-house.ts'
import { openBrowser } from './harness/browser.ts'
import { deskOf, openCase } from './harness/desk.ts'
import { expectPage } from './harness/expect-page.ts'
import { officeDoes } from './harness/office.ts'
import { openProduct, type Product } from './harness/product.ts'

/** A Monday, 10:00 in the office. */
const clock = standingClock('2026-03-02T02:00:00.000Z')
let product: Product
let browser: Browser

beforeAll(async () => {
  product = await openProduct({ now: clock.now, plan: { packs: ['bank'] } })
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
  await product.close()
})

it('a deadline passes: the lamp turns yellow and red, superiors are told, and all of it stands in the story', async () => {
  const number = await officeDoes(product, 'agent', 'register', undefined, {
    channel: 'phone',
    unit: product.town.units.root,
    title: '自助机吞卡无人处理',
    content: '周日下午自助机吞卡，屏幕电话无人接听。',
    name: '何静',
  })
  await expectLamp(number, 'green')
  // Registration is due within two hours: three quarters of them are over after ninety minutes.
  await pass({ minutes: 95 })
  await expectLamp(number, 'amber')
  await pass({ minutes: 30 })
  await expectLamp(number, 'red')
  await pass({ hours: 25 })

  const page = await deskOf(browser, product, 'director')
  await openCase(page, product.url, number)
  for (const told of [/预警/, /超时/, /总监/]) await expectPage(page.getByText(told).first()).toBeVisible()
  await page.context().close()
})

/** Time goes by and the sweeper comes round. */
async function pass(time: Temporal.DurationLike): Promise<void> {
  clock.pass(time)
  await sweep(product.fresh.house)
}

async function expectLamp(number: string, lamp: 'green' | 'amber' | 'red'): Promise<void> {
  const page = await deskOf(browser, product, 'supervisor')
  await page.goto(`${product.url}/cases`)
  await page.getByText(number).first().waitFor()
  await expectPage(page.locator(`.lamp-${lamp}`).first()).toBeVisible()
  await page.context().close()
}
