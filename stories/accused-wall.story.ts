import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectNoSeriousAxe, expectNoUncaughtErrors, newPage, openBrowser } from './harness/browser.ts'
import { choose, openCase } from './harness/desk.ts'
import { expectPage } from './harness/expect-page.ts'
import { officeDoes } from './harness/office.ts'
import { openProduct, type Product, signIn } from './harness/product.ts'

const question = '三月一日上午您在哪个窗口？'
const said = '我当时在三号窗口，没有接待这位客户。'
let product: Product
let browser: Browser
let number = ''
let path = ''

beforeAll(async () => {
  const at = (...posts: string[]) => posts.map((post) => ({ post, unit: 'root' }))
  const people = {
    supervisor: at('supervisor'),
    colleague: at('supervisor'),
    accused: at('director'),
    director: at('director'),
    deputy: at('quality'),
    security: at('security-administrator'),
  }
  product = await openProduct({ plan: { packs: ['bank'], people } })
  browser = await openBrowser()
  const told = { channel: 'phone', unit: product.town.units.root, title: '柜台争执', content: '客户经理出言不逊' }
  number = await officeDoes(product, 'supervisor', 'register', undefined, told)
})
afterAll(async () => {
  await browser.close()
  await product.close()
})

async function deskOf(person: string): Promise<Page> {
  const page = await newPage(browser)
  await signIn(page, product, person)
  return page
}

/** Runs a command of the panel of those complained of. */
async function fromPanel(page: Page, title: string, submit: string, fill: () => Promise<void>): Promise<void> {
  await page.getByRole('region', { name: '被投诉人与回避' }).getByRole('button', { name: title, exact: true }).click()
  const form = page.locator('form.command-form')
  await fill()
  await form.getByRole('button', { name: submit, exact: true }).click()
  const sure = page.locator('.ant-modal-confirm').getByRole('button', { name: submit, exact: true })
  await expectPage(async () => {
    if (await sure.isVisible()) await sure.click()
    expectPage(await form.count()).toBe(0)
  }).toPass({ timeout: 60_000 })
}

/** What the server answers to a command that the screen does not offer. */
async function refusalOf(page: Page, command: string, input: object): Promise<string> {
  const answer = await page.request.post(
    `${product.url}${path.replace('/cases/', '/api/cases/')}/commands/${command}`,
    {
      data: input,
    },
  )
  return (await answer.json()).sentence
}

it('whoever is complained of sees a question and answers it; neither that person, nor a deputy, nor whoever proposed approves', async () => {
  const accused = await deskOf('accused')
  await lend(accused)
  const supervisor = await deskOf('supervisor')
  await openCase(supervisor, product.url, number)
  path = new URL(supervisor.url()).pathname
  await accused.goto(product.url + path)
  await expectPage(accused.getByText(number).first()).toBeVisible()

  await fromPanel(supervisor, '指明被投诉人', '指明并对其隔离', () =>
    choose(supervisor, 'name-respondent_staff', 'accused'),
  )
  await accused.reload()
  await expectPage(accused.getByText('没有这件投诉，或您无权查看')).toBeVisible()
  await fromPanel(supervisor, '要求被投诉人陈述', '发给被投诉人', async () => {
    await choose(supervisor, 'ask-statement_staff', 'accused')
    await supervisor.locator('#ask-statement_question').fill(question)
    await supervisor.locator('#ask-statement_until').fill('2099-03-05')
    await supervisor.keyboard.press('Tab')
  })
  await answer(accused)
  await supervisor.reload()
  await expectPage(supervisor.getByText(said).first()).toBeVisible()

  await proposed()
  const deputy = await deskOf('deputy')
  await deputy.goto(product.url + path)
  await expectPage(deputy.getByText(number).first()).toBeVisible()
  await expectPage(deputy.getByRole('button', { name: '批准', exact: true })).toHaveCount(0)
  expect(await refusalOf(deputy, 'approve', {})).toContain('受这件投诉的被投诉人委托')
  expect(await refusalOf(supervisor, 'approve', {})).toContain('不能审批自己提出的方案')
  expect(await refusalOf(accused, 'approve', {})).toBe('没有这件投诉，或您无权查看。')
  for (const page of [accused, supervisor, deputy]) expectNoUncaughtErrors(page)
}, 180_000)

it('whoever steps back is led away, and has no such complaint from then on', async () => {
  const colleague = await deskOf('colleague')
  await colleague.goto(product.url + path)
  await fromPanel(colleague, '申请回避', '回避并退出', () => colleague.locator('#recuse_reason').fill('与客户是亲属'))
  await expectPage(colleague).toHaveURL(`${product.url}/`)
  await colleague.goto(product.url + path)
  await expectPage(colleague.getByText('没有这件投诉，或您无权查看')).toBeVisible()
  expect(await refusalOf(colleague, 'approve', {})).toBe('没有这件投诉，或您无权查看。')
}, 120_000)

/** The director's post goes to the deputy for a few days. */
async function lend(page: Page): Promise<void> {
  await page.goto(`${product.url}/account`)
  const today = Temporal.Now.plainDateISO('Asia/Shanghai')
  await choose(page, 'delegate_held', '总监')
  await choose(page, 'delegate_to', 'deputy')
  await page.locator('#delegate_from').fill(today.toString())
  await page.keyboard.press('Tab')
  await page.locator('#delegate_until').fill(today.add({ days: 5 }).toString())
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: '委托代行', exact: true }).click()
  await expectPage(page.getByRole('button', { name: '收回' })).toBeVisible()
  await expectNoSeriousAxe(page)
}

async function answer(page: Page): Promise<void> {
  await page.goto(product.url)
  await expectPage(page.getByText(question)).toBeVisible()
  expect(await page.content()).not.toContain(number)
  await page.getByRole('button', { name: '作出陈述', exact: true }).click()
  await page.locator('#statement_text').fill(said)
  await page.locator('#statement_password').fill(product.town.passwords.accused ?? '')
  await page.getByRole('button', { name: '签名并提交' }).click()
  await expectPage(page.getByText(question)).toHaveCount(0)
}

/** The case is worked on until a proposal awaits the director. */
async function proposed(): Promise<void> {
  const does = (name: string, input: object) => officeDoes(product, 'supervisor', name, number, input)
  const conditions = Object.keys(product.fresh.house.policies.current.get('bank')?.content.intake.conditions ?? {})
  await does('accept', { conditions })
  await does('assign', { handler: product.town.people.supervisor })
  await does('record-finding', { method: 'direct', bears: 'confirmed', text: '属实' })
  await does('conclude', { outcome: 'upheld', conclusion: '属实' })
  await does('propose', {
    lines: [{ kind: 'compensation', amount: { minor: 2_000_000, currency: 'CNY' }, what: '补偿' }],
  })
}
