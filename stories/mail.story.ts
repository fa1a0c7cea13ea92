import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import nodemailer from 'nodemailer'
import pino from 'pino'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDoors } from '../server/doors/open-doors.ts'
import { openSmtpDoor } from '../server/doors/smtp-door.ts'
import { encoded } from '../server/mail/testing/encode.ts'
import { expectNoSeriousAxe, expectNoUncaughtErrors, newPage, openBrowser } from './harness/browser.ts'
import { openCase } from './harness/desk.ts'
import { openProduct, type Product, signIn } from './harness/product.ts'

let product: Product
let browser: Browser
let close: (() => Promise<void>)[]
let port: number

beforeAll(async () => {
  const people = {
    specialist: [{ post: 'specialist', unit: 'root' }],
    security: [{ post: 'security-administrator', unit: 'root' }],
  }
  product = await openProduct({ plan: { packs: ['enterprise'], people } })
  browser = await openBrowser()
  const { house } = product.fresh
  const stop = await openDoors(house, {}, pino({ level: 'silent' }))
  const behind = { unitOf: async () => product.town.units.root, ring: () => {} }
  const door = await openSmtpDoor(house, { host: '127.0.0.1', port: 0, lmtp: false }, behind)
  port = door.port
  close = [door.stop, stop]
})
afterAll(async () => {
  await browser.close()
  for (const one of close) await one()
  await product.close()
})

async function send(raw: Buffer): Promise<void> {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port, ignoreTLS: true })
  await transport.sendMail({ envelope: { from: 'wang@example.com', to: ['complaints@case.example'] }, raw })
  transport.close()
}

const mail = (...pieces: (string | Buffer)[]) =>
  Buffer.concat(pieces.map((one) => (typeof one === 'string' ? Buffer.from(one) : one)))

it('a mail in GB18030 with a file of 20 MB becomes a complaint, and the file comes back bit for bit', async () => {
  const file = randomBytes(20 * 2 ** 20)
  const subject = encoded('加油后发动机抖动，要求赔偿', 'gb18030')
  await send(
    mail(
      'From: =?gb18030?B?zfXOsA==?= <wang@example.com>\r\nMessage-ID: <1@example.com>\r\nSubject: ',
      subject,
      '\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=gb18030\r\n\r\n',
      encoded('上周五在城西站加了九十五号汽油，第二天发动机抖动，附检测视频。', 'gb18030'),
      `\r\n--b\r\nContent-Type: video/mp4; name="检测.mp4"\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n`,
      file.toString('base64').replace(/.{76}/g, '$&\r\n'),
      '\r\n--b--\r\n',
    ),
  )
  const page = await newPage(browser)
  await signIn(page, product, 'specialist')
  await page.goto(`${product.url}/inbox?view=all`)
  const row = page.locator('.inbox-row', { hasText: '加油后发动机抖动，要求赔偿' })
  await row.getByText('已登记').waitFor({ timeout: 60_000 })
  await row.click()
  await page.getByText('上周五在城西站').waitFor()
  const number = (await page.getByRole('link', { name: /投诉件/ }).innerText()).replace(/\D*(\d{4}-\d+).*/, '$1')
  await expect
    .poll(
      async () => {
        await page.reload()
        await page.getByText('上周五在城西站').waitFor()
        return page.getByText('正在存入证据库').count()
      },
      { timeout: 60_000, interval: 1000 },
    )
    .toBe(0)
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '检测.mp4' }).click(),
  ])
  expect((await readFile(await saved.path())).equals(file)).toBe(true)

  await openCase(page, product.url, number)
  await page.getByText('邮件附件：检测.mp4').first().waitFor()
  const id = /cases\/([0-9a-f-]{36})/.exec(page.url())?.[1]
  const kept = await page.evaluate(async (ofCase) => {
    const { items } = await (await fetch(`/api/cases/${ofCase}/evidence`)).json()
    const answer = await fetch(`/api/cases/${ofCase}/files/${items[0].file.id}/original`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ reason: '核对原件' }),
    })
    const digest = await crypto.subtle.digest('SHA-256', await answer.arrayBuffer())
    return { status: answer.status, digest: [...new Uint8Array(digest)].join() }
  }, id)
  const { createHash } = await import('node:crypto')
  expect(kept).toEqual({ status: 200, digest: [...createHash('sha256').update(file).digest()].join() })
  expectNoUncaughtErrors(page)
})

it('what cannot be sorted waits with its reason, is shown without calling out, and is a person’s to decide', async () => {
  await send(
    mail(
      'From: nobody at all\r\nSubject: 油品问题请处理\r\nContent-Type: text/html; charset=utf-8\r\n\r\n',
      '<p>加油站<b>多收</b>了钱</p><img src="http://127.0.0.1:9/pixel"><img src="/api/planted"><script>document.title="x"</script><a href="javascript:x()">点这里</a>',
    ),
  )
  for (const width of [1280, 390] as const)
    for (const lang of ['zh-CN', 'en'] as const) {
      const page = await newPage(browser, { width, lang })
      const asked: string[] = []
      page.on('request', (request) => asked.push(request.url()))
      await signIn(page, product, 'specialist')
      await page.goto(`${product.url}/inbox`)
      const row = page.locator('.inbox-row', { hasText: '油品问题请处理' })
      await row
        .getByText(lang === 'en' ? 'no usable address of a sender' : '没有可用的发件人地址')
        .waitFor({ timeout: 60_000 })
      await expectNoSeriousAxe(page)
      await page.screenshot({ path: `test-results/inbox-${width}-${lang}.png` })
      await row.click()
      await page.getByText('加油站多收了钱').waitFor()
      await expectNoSeriousAxe(page)
      const before = asked.length
      await page.getByRole('button', { name: lang === 'en' ? 'As laid out' : '按原样式查看' }).click()
      await page.frameLocator('iframe.inbox-frame').getByText('多收').waitFor()
      expect(asked.slice(before).filter((url) => /pixel|planted/.test(url))).toEqual([])
      await page.screenshot({ path: `test-results/inbox-one-${width}-${lang}.png` })
      await page.context().close()
    }
  const page = await newPage(browser)
  await signIn(page, product, 'specialist')
  await page.goto(`${product.url}/inbox`)
  await page.locator('.inbox-row', { hasText: '油品问题请处理' }).click()
  await page.getByRole('button', { name: '标为垃圾邮件' }).click()
  await page.getByRole('button', { name: /撤\s?销/ }).click()
  await page.getByRole('button', { name: '登记为投诉' }).click()
  await page.locator('#name').fill('王伟')
  await page.screenshot({ path: 'test-results/inbox-register.png' })
  await page.locator('.ant-drawer').getByRole('button', { name: '登记为投诉' }).click()
  await page.getByRole('heading', { name: '现在可以' }).waitFor()
  await page.getByText('加油站多收了钱').first().waitFor()
  expectNoUncaughtErrors(page)
})
