import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sendNext } from '../server/doors/send-mails.ts'
import { storeMessage } from '../server/doors/store-message.ts'
import { workDoors } from '../server/doors/work-doors.ts'
import type { House } from '../server/house.ts'
import { openMailer } from '../server/mail/mailer.ts'
import { houseAddress, mailFrom } from '../server/testing/mail-house.ts'
import { type MailSink, mailSink } from '../server/testing/mail-sink.ts'
import { expectNoSeriousAxe, expectNoUncaughtErrors, newPage, openBrowser } from './harness/browser.ts'
import { openProduct, type Product, signIn } from './harness/product.ts'

let product: Product
let browser: Browser
let sink: MailSink
let house: House

beforeAll(async () => {
  const people = {
    specialist: [{ post: 'specialist', unit: 'root' }],
    system: [{ post: 'system-administrator', unit: 'root' }],
    security: [{ post: 'security-administrator', unit: 'root' }],
  }
  product = await openProduct({ plan: { packs: ['enterprise'], people } })
  browser = await openBrowser()
  sink = await mailSink()
  house = {
    ...product.fresh.house,
    mail: { address: houseAddress, mailer: openMailer(`smtp://127.0.0.1:${sink.port}`, houseAddress) },
  }
})
afterAll(async () => {
  await browser.close()
  await sink.close()
  await product.close()
})

async function comesIn(from: string, text: string): Promise<void> {
  const raw = mailFrom(from, text)
  await storeMessage(house, { door: 'smtp', raw, unit: product.town.units.root, envelope: { to: [houseAddress] } })
  for (let left = 3; left > 0 && (await workDoors(house)).count > 0; left--);
  while (await sendNext(house));
}

it('a complaint shows the mails that came and left, why one was held back, and sends it where a person says so', async () => {
  await comesIn('wang@example.com', '第一件：加油后发动机抖动。')
  await comesIn('wang@example.com', '第二件：多收了钱，请退还。')
  expect(sink.taken).toHaveLength(1)
  for (const width of [1280, 390] as const)
    for (const lang of ['zh-CN', 'en'] as const) {
      const page = await newPage(browser, { width, lang })
      await signIn(page, product, 'specialist')
      await page.goto(`${product.url}/inbox?view=all`)
      await page.locator('.inbox-row', { hasText: '第二件' }).click()
      await page.getByText(lang === 'en' ? 'sender not verified' : '发件人未核验').waitFor()
      await page.getByRole('link', { name: lang === 'en' ? /^Complaint/ : /投诉件/ }).click()
      await page.getByRole('tab', { name: lang === 'en' ? 'Messages' : '往来记录' }).click()
      const mails = page.getByRole('region', { name: lang === 'en' ? 'E-mails' : '邮件收发' })
      await mails.getByText(lang === 'en' ? 'held back' : '暂不发送').waitFor()
      await mails.scrollIntoViewIfNeeded()
      await expectNoSeriousAxe(page)
      await page.screenshot({ path: `test-results/case-mails-${width}-${lang}.png` })
      if (width === 390 && lang === 'en') {
        await mails.getByRole('button', { name: 'Send all the same' }).click()
        await mails.getByText('to be sent').waitFor()
        while (await sendNext(house));
        await mails.getByText('sent', { exact: true }).waitFor({ timeout: 40_000 })
        await page.screenshot({ path: 'test-results/case-mails-sent.png' })
      }
      expectNoUncaughtErrors(page)
      await page.context().close()
    }
  expect(sink.taken.map(({ to }) => to)).toEqual([['wang@example.com'], ['wang@example.com']])
})

it('the system administrator says how long messages that became no complaint are kept', async () => {
  const page = await newPage(browser)
  await signIn(page, product, 'system')
  await page.goto(`${product.url}/organisation`)
  await page.locator('#days').fill('90')
  await page
    .locator('form', { has: page.locator('#days') })
    .getByRole('button')
    .last()
    .click()
  await page.getByText('保存期已更改').waitFor()
  await expectNoSeriousAxe(page)
  await page.locator('#days').scrollIntoViewIfNeeded()
  await page.screenshot({ path: 'test-results/message-days.png' })
  expect((await house.directory.refresh())?.messageDays).toBe(90)
})
