import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectNoSeriousAxe, expectNoUncaughtErrors, newPage, openBrowser } from './harness/browser.ts'
import { act, deskOf } from './harness/desk.ts'
import { expectPage } from './harness/expect-page.ts'
import { officeDoes } from './harness/office.ts'
import { openProduct, type Product, signIn } from './harness/product.ts'

let product: Product
let browser: Browser
let number: string
let address: string

const conclusion = '结论：性质、责任与处理建议'

beforeAll(async () => {
  product = await openProduct({ plan: { packs: ['enterprise'] } })
  browser = await openBrowser()
  number = await officeDoes(product, 'agent', 'register', undefined, {
    channel: 'phone',
    unit: product.town.units.root,
    title: '加油后熄火',
    content: '加油后行驶两公里熄火，油里有水。',
  })
  const does = (name: string, input: object) => officeDoes(product, 'supervisor', name, number, input)
  await does('accept', { conditions: ['clear-and-specific', 'in-scope', 'eligible-complainant'] })
  await does('assign', { handler: product.town.people.specialist })
  await does('plan', { questions: ['油罐是否进水？'], methods: ['technical'] })
  await does('record-finding', { method: 'technical', bears: 'confirmed', text: '油样分层，含水超标。' })
  const page = await newPage(browser)
  await signIn(page, product, 'specialist')
  await page.goto(`${product.url}/cases`)
  await page.getByText(number).first().click()
  const link = page.getByRole('link', { name: new RegExp(`${number}|打开案件|打开`) }).first()
  address = `${product.url}${await link.getAttribute('href')}`
  await page.close()
})

afterAll(async () => {
  await browser.close()
  await product.close()
})

it('a report is begun with what the case holds, signed by three, and its signatures fall when it is edited', async () => {
  const specialist = await deskOf(browser, product, 'specialist')
  await specialist.goto(address)
  await specialist.getByRole('button', { name: '撰写核实报告', exact: true }).click()
  const text = specialist.getByRole('textbox', { name: '报告正文' })
  await expectPage(text).toContainText('油样分层，含水超标。')
  await writeAtEnd(specialist, '油罐呼吸阀失效，责任在站。')
  await expectNoSeriousAxe(specialist)
  await save(specialist)
  await sign(specialist, 'specialist', '调查人')
  await sign(await reader('unit-head'), 'unit-head', '责任人')
  const director = await reader('director')
  await sign(director, 'director', '主管领导')
  await expectPage(director.getByText('三人已签署').first()).toBeVisible()

  await specialist.getByRole('button', { name: '修改', exact: true }).click()
  await expectPage(specialist.getByText('这一版已有 3 人签字')).toBeVisible()
  await writeAtEnd(specialist, '处理建议：退还油款。')
  await save(specialist)
  await expectPage(specialist.getByText('第 1 版由 测试·director（主管领导）签署，报告修改后签字失效')).toBeVisible()
  await expectPage(director.getByText('待签署').first()).toBeVisible()
  const told = await officeDoes(product, 'supervisor', 'conclude', number, {
    outcome: 'upheld',
    conclusion: '属实',
  }).catch(String)
  expect(told).toContain('report.not-signed')
  await specialist.goto(address)
  await expectPage(
    specialist.getByText(/修改为第 2 版，前一版的签字失效：测试·specialist、测试·unit-head、测试·director/),
  ).toBeVisible()
  expectNoUncaughtErrors(specialist)
})

it('of two who edit at once the second sees what the first saved, and loses nothing', async () => {
  const [first, second] = [await reader('specialist'), await reader('supervisor')]
  for (const page of [first, second]) await page.getByRole('button', { name: '修改', exact: true }).click()
  await writeAtEnd(second, '主管补充：已通知全市停用该油罐。')
  await writeAtEnd(first, '专员补充：油款已退。')
  await save(first)
  await expectPage(second.getByText('测试·specialist 已保存第 3 版')).toBeVisible()
  await expectPage(second.locator('.report-newer-text')).toContainText('专员补充：油款已退。')
  await expectPage(second.getByRole('textbox', { name: '报告正文' })).toContainText('主管补充：已通知全市停用该油罐。')
  await expectNoSeriousAxe(second)
  await second.getByRole('button', { name: '以我写的为第 4 版' }).click()
  await expectPage(second.getByRole('heading', { name: '第 4 版' })).toBeVisible()
  await expectPage(second.getByText('主管补充：已通知全市停用该油罐。').first()).toBeVisible()
  expectNoUncaughtErrors(second)
})

it('who refuses to sign holds the conclusion up until the report is revised and signed anew', async () => {
  const phone = await newPage(browser, { width: 390 })
  await signIn(phone, product, 'director')
  await phone.goto(`${address}/report`)
  await sign(phone, 'director', '主管领导')
  await phone.getByRole('button', { name: '拒绝签署', exact: true }).click()
  await phone.getByLabel('理由').fill('缺少检测报告编号')
  await phone.getByLabel('本人密码').fill(product.town.passwords.director ?? '')
  await phone.getByRole('button', { name: '确认拒绝签署' }).click()
  await expectPage(phone.getByText('有人拒绝签署').first()).toBeVisible()
  await expectNoSeriousAxe(phone)
  const specialist = await reader('specialist')
  await expectPage(specialist.getByRole('button', { name: '签署核实报告' })).toHaveCount(0)
  await specialist.getByRole('button', { name: '修改', exact: true }).click()
  await writeAtEnd(specialist, '检测报告编号 2026-0117。')
  await save(specialist)
  await sign(specialist, 'specialist', '调查人')
  await sign(await reader('unit-head'), 'unit-head', '责任人')
  await sign(await reader('director'), 'director', '主管领导')
  await specialist.goto(address)
  await act(specialist, '作出核实结论', '作出结论并进入方案', async () => {
    await specialist.locator('#conclude_outcome input').first().check()
    await specialist.locator('#conclude_conclusion').fill('油罐进水，投诉属实。')
  })
  await expectPage(specialist.getByText(/作出核实结论：/)).toBeVisible()
})

/** Somebody at the page of the report. */
async function reader(person: string): Promise<Page> {
  const page = await deskOf(browser, product, person)
  await page.goto(`${address}/report`)
  await expectPage(page.getByRole('heading', { name: /^第 \d 版$/ })).toBeVisible()
  return page
}

async function writeAtEnd(page: Page, words: string): Promise<void> {
  const text = page.getByRole('textbox', { name: '报告正文' })
  await expectPage(text).toContainText(conclusion)
  await text.click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(words)
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: '保存为新的一版' }).click()
  await expectPage(page.getByRole('button', { name: '修改', exact: true })).toBeVisible()
}

async function sign(page: Page, person: string, role: string): Promise<void> {
  await page.getByRole('button', { name: '签署核实报告', exact: true }).click()
  await page.getByRole('radio', { name: role }).check()
  await page.getByLabel('本人密码').fill(product.town.passwords[person] ?? '')
  await page.getByRole('button', { name: '确认签署' }).click()
  await page.getByLabel('本人密码').waitFor({ state: 'detached' })
}
