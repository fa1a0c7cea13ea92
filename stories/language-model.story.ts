import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { asSystem, read } from '../server/db/transaction.ts'
import { type ModelPeer, modelPeer, saying } from '../server/testing/model-peer.ts'
import {
  expectNoSeriousAxe,
  expectNoUncaughtErrors,
  type Lang,
  newPage,
  openBrowser,
  type Width,
} from './harness/browser.ts'
import { expectPage } from './harness/expect-page.ts'
import { officeDoes } from './harness/office.ts'
import { openProduct, type Product, signIn } from './harness/product.ts'

const answer = '您好，三号站多收的 20 元已查明，将原路退还。\n<b>请</b>见 https://x.example'
const told = {
  channel: 'phone',
  name: '王建国',
  phone: '13812348000',
  title: '多收了钱',
  content: '我叫王建国，在三号站加油多收 20 元，请打13812348000。',
  accept: ['clear-and-specific', 'in-scope', 'eligible-complainant'],
}
let browser: Browser
let product: Product
let peer: ModelPeer
beforeAll(async () => {
  const at = (post: string) => [{ post, unit: 'root' }]
  peer = await modelPeer()
  const people = {
    specialist: at('specialist'),
    system: at('system-administrator'),
    security: at('security-administrator'),
  }
  product = await openProduct({ plan: { packs: ['enterprise'], people }, inside: peer.inside })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await peer.close()
  await product.close()
})

const views: readonly (readonly [Width, Lang])[] = [
  [1280, 'zh-CN'],
  [390, 'en'],
]
const say = (lang: Lang) => (chinese: string, english: string) => (lang === 'en' ? english : chinese)

/** A new complaint, open before somebody who may answer it. */
async function opened(width: Width, lang: Lang): Promise<Page> {
  const complaint = { ...told, unit: product.town.units.root }
  const number = await officeDoes(product, 'specialist', 'register', undefined, complaint)
  const text = 'select id from case_row where number = $1'
  const [row] = await read<{ id: string }>(product.fresh.house.pool, asSystem, { text, values: [number] })
  const page = await newPage(browser, { width, lang })
  await signIn(page, product, 'specialist')
  await page.goto(`${product.url}/cases/${row?.id}`)
  await page.locator('.case-head').waitFor()
  return page
}

it('nobody is offered a machine until the administrator says where one is; its key is not shown again', async () => {
  const before = await opened(1280, 'zh-CN')
  await expectPage(before.getByRole('button', { name: '打印处理单' })).toBeVisible()
  await expectPage(before.getByRole('button', { name: '机器摘要' })).toHaveCount(0)
  const page = await newPage(browser)
  await signIn(page, product, 'system')
  await page.goto(`${product.url}/integrations`)
  await page.getByText('未设置').click()
  await page.locator('#language-model_url').fill('https://10.9.8.7/v1')
  await page.locator('#language-model_model').fill('qwen-local')
  await page.locator('#language-model_key').fill('sk-of-the-model')
  await page.locator('form#language-model').getByRole('button', { name: '保存' }).click()
  await expectPage(page.getByText('这个地址指向内部网络')).toBeVisible()
  await page.locator('#language-model_url').fill(peer.url)
  await page.locator('form#language-model').getByRole('button', { name: '保存' }).click()
  await expectPage(page.getByText('qwen-local').first()).toBeVisible()
  await expectNoSeriousAxe(page)
  await page.reload()
  await page.getByText('qwen-local').first().click()
  await expectPage(page.locator('#language-model_key')).toHaveValue('')
  expect(await page.content()).not.toContain('sk-of-the-model')
  await page.locator('form#language-model').scrollIntoViewIfNeeded()
  await page.screenshot({ path: 'test-results/language-model-setting.png' })
  expectNoUncaughtErrors(page)
  await product.fresh.house.directory.refresh()
})

it('what leaves is read and confirmed; what comes back is marked, changed by a person, and sent by a person', async () => {
  for (const [width, lang] of views) {
    const page = await opened(width, lang)
    const words = say(lang)
    const dialog = page.getByRole('dialog').filter({ hasText: words('请语言模型', 'Ask the language model') })
    const shot = (name: string) => page.screenshot({ path: `test-results/draft-${name}-${width}-${lang}.png` })

    await page.getByRole('button', { name: words('机器摘要', 'Summary by machine') }).click()
    const record = dialog.getByRole('region', { name: words('材料', 'Material') })
    await expectPage(record).toContainText('三号站')
    expect(await dialog.innerText()).not.toMatch(/王建国|13812348000/)
    await expectNoSeriousAxe(page)
    await shot('leaves')
    const asked = peer.asked.length
    peer.answer = () => {}
    await dialog.getByRole('button', { name: words('确认发送', 'Send it') }).click()
    await expectPage(dialog.getByText(words('正在等待语言模型', 'Waiting for the language model'))).toBeVisible()
    await shot('waits')
    await dialog.getByRole('button', { name: words('取消', 'Cancel') }).click()
    await expectPage(dialog).toHaveCount(0)
    await expect.poll(() => peer.left).toBe(peer.asked.length - asked)
    peer.left = 0

    peer.answer = (response) => response.writeHead(500).end()
    const more = page.locator('.possible').getByRole('button', { name: words('更多', 'more') })
    if (await more.isVisible()) await more.click()
    await page.getByRole('button', { name: words('答复投诉人', 'Answer the complainant'), exact: true }).click()
    await page.getByRole('button', { name: words('请机器草拟', 'Draft by machine') }).click()
    await dialog.getByRole('button', { name: words('确认发送', 'Send it') }).click()
    await expectPage(dialog.getByText('language-model.failed')).toBeVisible()
    await shot('failed')
    peer.answer = saying(answer)
    await dialog.getByRole('button', { name: words('确认发送', 'Send it') }).click()
    const draft = dialog.getByRole('region', { name: words('草稿', 'Draft') })
    await expectPage(draft).toContainText('<b>请</b>见 https://x.example')
    await expectPage(draft.locator('a, b')).toHaveCount(0)
    await expectNoSeriousAxe(page)
    await shot('made')
    await dialog.getByRole('button', { name: words('放入答复', 'Put into the answer') }).click()
    await expectPage(page.locator('#answer_text')).toHaveValue(answer)
    await expectPage(page.locator('.draft-by-machine')).toContainText(words('逐句核对', 'every sentence'))
    await shot('taken')
    await page.locator('#answer_text').fill('您好，多收的 20 元今日退还。')
    await page.locator('#answer_solved input').first().check()
    await page
      .locator('form.command-form')
      .getByRole('button', { name: words('发出答复', 'Give the answer') })
      .click()
    await expectPage(page.locator('form.command-form')).toHaveCount(0)
    await expectPage(page.getByText('您好，多收的 20 元今日退还。').first()).toBeVisible()
    expectNoUncaughtErrors(page)
    await page.context().close()
  }
})
