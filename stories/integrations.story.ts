import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectNoSeriousAxe, expectNoUncaughtErrors, newPage, openBrowser } from './harness/browser.ts'
import { deskOf } from './harness/desk.ts'
import { expectPage } from './harness/expect-page.ts'
import { openProduct, type Product, signIn } from './harness/product.ts'

let browser: Browser
let product: Product
beforeAll(async () => {
  const at = (post: string) => [{ post, unit: 'root' }]
  const people = { system: at('system-administrator'), security: at('security-administrator') }
  product = await openProduct({ plan: { packs: ['enterprise'], people } })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await product.close()
})

it('an administrator issues a key that is shown once, and revokes it; a webhook leads outside only', async () => {
  const page = await deskOf(browser, product, 'system')
  await page.getByRole('link', { name: '接口与推送' }).click()
  await expectPage(page.getByText('还没有签发过密钥')).toBeVisible()
  await page.locator('#key_name').fill('官网')
  await page.getByLabel('查询所登记投诉的进度').check()
  await page.locator('#key_until').fill('2027-06-30')
  await page.locator('#key_until').press('Enter')
  await page.getByRole('button', { name: '签发密钥' }).click()
  const shown = page.locator('.shown-once')
  const key = (await shown.innerText()).trim()
  expect(key).toMatch(/^huiyin_[A-Za-z0-9_-]{43}/)
  await expectNoSeriousAxe(page)
  const ask = () => fetch(`${product.url}/api/v1/complaints`, { headers: { authorization: `Bearer ${key}` } })
  expect((await ask()).status).toBe(200)
  await page.getByRole('button', { name: '已保管好' }).click()
  await expectPage(shown).toHaveCount(0)
  await page.reload()
  await expectPage(page.getByText('近一天使用 1 次')).toBeVisible()
  expect(await page.content()).not.toContain(key)
  await page.getByRole('button', { name: '吊销 官网' }).click()
  await page.getByRole('tooltip').getByRole('button', { name: '吊销' }).click()
  await expectPage(page.getByText('还没有签发过密钥')).toBeVisible()
  expect((await ask()).status).toBe(401)

  await page.locator('#webhook_name').fill('工单系统')
  await page.locator('#webhook_url').fill('https://169.254.169.254/latest')
  await page.getByLabel('结案').check()
  await page.getByRole('button', { name: '增加推送' }).click()
  await expectPage(page.getByText('这个地址指向内部网络或本机')).toBeVisible()
  await page.locator('#webhook_url').fill('https://hooks.example.com/in')
  await page.getByRole('button', { name: '增加推送' }).click()
  await expectPage(page.locator('.shown-once')).toContainText('whsec_')
  await expectPage(page.getByText('https://hooks.example.com', { exact: true })).toBeVisible()
  expectNoUncaughtErrors(page)
})

it('short messages and WeCom are set once, and their keys are not shown again', async () => {
  for (const [width, lang] of [
    [1280, 'zh-CN'],
    [390, 'en'],
  ] as const) {
    const page = await newPage(browser, { width, lang })
    await signIn(page, product, 'system')
    await page.goto(`${product.url}/integrations`)
    const [wecom, sms] = [page.locator('.channel').first(), page.locator('.channel').last()]
    await wecom.locator('summary').click()
    await sms.locator('summary').click()
    await wecom.locator('#wecom_corpId').waitFor()
    await expectNoSeriousAxe(page)
    await wecom.scrollIntoViewIfNeeded()
    await page.screenshot({ path: `test-results/channels-${width}-${lang}.png`, fullPage: true })
    if (width === 1280) {
      await sms.locator('#sms_url').fill('https://10.0.0.1/sms')
      await sms.locator('#sms_secret').fill('a-secret-of-the-gateway')
      await sms.locator('#sms_sign').fill('测试机构')
      await sms.getByRole('button', { name: '保存' }).click()
      await expectPage(sms.getByText('这个地址指向内部网络或本机')).toBeVisible()
      await sms.locator('#sms_url').fill('https://sms.example.com/send')
      await sms.getByRole('button', { name: '保存' }).click()
      await expectPage(sms.getByText('已启用')).toBeVisible()
      await page.reload()
      await expectPage(sms.getByText('已启用')).toBeVisible()
      expect(await page.content()).not.toContain('a-secret')
    }
    expectNoUncaughtErrors(page)
    await page.context().close()
  }
})
