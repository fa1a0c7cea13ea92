import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readPdf } from '../server/documents/testing/read-pdf.ts'
import { expectNoUncaughtErrors, openBrowser } from './harness/browser.ts'
import { act, choose, deskOf, openCase } from './harness/desk.ts'
import { expectPage } from './harness/expect-page.ts'
import { officeReports } from './harness/office.ts'
import { openProduct, type Product } from './harness/product.ts'

let product: Product
let browser: Browser

beforeAll(async () => {
  product = await openProduct({ plan: { packs: ['bank', 'enterprise'] } })
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
  await product.close()
})

it('a bank complaint by phone goes from registration to the archive; a sum over the supervisor’s limit is the director’s', async () => {
  const agent = await deskOf(browser, product, 'agent')
  const number = await register(agent)

  const supervisor = await deskOf(browser, product, 'supervisor')
  await openCase(supervisor, product.url, number)
  await investigate(supervisor, number)
  await propose(supervisor, '20000')
  await expectPage(supervisor.getByRole('button', { name: '批准', exact: true })).toHaveCount(0)

  const director = await deskOf(browser, product, 'director')
  await openCase(director, product.url, number)
  await act(director, '批准', '批准方案')

  await supervisor.reload()
  await settle(supervisor)
  await expectPage(supervisor.getByText('归档保存').or(supervisor.getByText('已归档')).first()).toBeVisible()
  await print(supervisor, number)
  for (const page of [agent, supervisor, director]) expectNoUncaughtErrors(page)
}, 180_000)

/** The case file with contacts in full, which takes a reason, then the sheet with contacts masked. */
async function print(page: Page, number: string): Promise<void> {
  await page.getByRole('button', { name: '导出案卷' }).click()
  await page.getByText('完整显示').click()
  await page.locator('#reason').fill('归档装订')
  const file = await made(page)
  expect(file.name).toMatch(new RegExp(`^${number}_\\d{4}-\\d\\d-\\d\\d_案卷\\.pdf$`))
  expect(file.text).toContain('13912345678')
  expect(file.text).toContain('HZ-2026-0471')
  expect(file.text).toContain('时限证明')
  await page.getByRole('button', { name: '打印处理单' }).click()
  const sheet = await made(page)
  expect(sheet.text).toContain('139****5678')
  expect(sheet.text).not.toContain('13912345678')
}

async function made(page: Page): Promise<{ name: string; text: string }> {
  const given = page.waitForEvent('download')
  await page.getByRole('button', { name: '生成 PDF' }).click()
  const download = await given
  const { text } = await readPdf(await readFile(await download.path()))
  await page.locator('.ant-modal').waitFor({ state: 'hidden' })
  return { name: download.suggestedFilename(), text }
}

async function register(page: Page): Promise<string> {
  await page.goto(`${product.url}/register`)
  await page.locator('#register_name').fill('陈晓梅')
  await page.locator('#register_phone').fill('13912345678')
  await page.locator('#register_reference').fill('HZ-2026-0471')
  await page.locator('#register_title').fill('信用卡被重复扣款两笔')
  await page
    .locator('#register_content')
    .fill('11月3日在商场刷卡一次，账单出现两笔同额扣款，致电客服三次没有结果，要求退款并说明原因。')
  await choose(page, 'register_channel', '客服热线')
  await choose(page, 'register_unit', '测试机构')
  await page.getByRole('button', { name: /^登记/ }).click()
  const number = page.getByText(/\d{4}-\d{6}/).first()
  await number.waitFor()
  return /\d{4}-\d{6}/.exec((await number.textContent()) ?? '')?.[0] ?? ''
}

async function investigate(page: Page, number: string): Promise<void> {
  await act(page, '受理', '受理并进入分类', async () => {
    for (const box of await page.locator('#accept_conditions input[type=checkbox]').all()) await box.check()
  })
  await act(page, '分类', '确定分类', () => pickEveryAxis(page))
  await act(page, '分派', '分派并通知承办人', () => choose(page, 'assign_handler', 'supervisor'))
  await act(page, '制定核实计划', '确定计划', async () => {
    await page.getByPlaceholder('要查清什么').fill('是否发生重复入账？')
    await page.locator('#plan_methods input').first().check()
  })
  await act(page, '记录核实结果', '记录', async () => {
    await page.locator('#record-finding_method input').first().check()
    await page.locator('#record-finding_bears input').first().check()
    await page.locator('#record-finding_text').fill('收单日志显示同一授权码清算两次，系商户终端重发。')
  })
  await officeReports(product, number, { investigator: 'specialist', responsible: 'unit-head', leader: 'director' })
  await act(page, '作出核实结论', '作出结论并进入方案', async () => {
    await page.locator('#conclude_outcome input').first().check()
    await page.locator('#conclude_conclusion').fill('重复扣款属实，责任在收单系统未去重。')
  })
}

async function pickEveryAxis(page: Page): Promise<void> {
  for (const axis of await page.locator('#classify_axes .ant-select').all()) {
    await axis.click()
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click()
  }
}

async function propose(page: Page, yuan: string): Promise<void> {
  await act(page, '提出处理方案', '提交审批', async () => {
    await page.locator('#propose_lines').getByRole('combobox').first().click()
    await page
      .locator('.ant-select-dropdown:visible .ant-select-item-option')
      .filter({ hasText: '补偿' })
      .first()
      .click()
    await page.locator('#propose_lines textarea').first().fill('退还重复扣款并补偿客户往返费用')
    await page
      .locator('#propose_lines input[inputmode=decimal], #propose_lines .ant-input-number-input')
      .first()
      .fill(yuan)
  })
}

async function settle(page: Page): Promise<void> {
  await act(page, '记录执行', '记录执行情况', () =>
    page.locator('#execute_effect').fill('款项已退回原卡，客户已收到短信。'),
  )
  await act(page, '答复投诉人', '发出答复', async () => {
    await choose(page, 'answer_channel', '客服热线')
    await page.locator('#answer_text').fill('重复扣款已退回，补偿款同日到账；商户终端已修复。')
    await page.locator('#answer_solved input').first().check()
  })
  await act(page, '记录投诉人意见', '记录', () => page.locator('#record-answer_response input').first().check())
  await act(page, '回访', '记录回访', async () => {
    await page.locator('#call-back_reached input').first().check()
    await page.locator('#call-back_text').fill('客户表示满意。')
  })
  await act(page, '满意度调查', '记录评价', async () => {
    for (const handle of await page.locator('#survey_scores [role=slider]').all()) {
      await handle.focus()
      await handle.press('End')
    }
  })
  await act(page, '结案', '结案', async () => {
    await page.locator('#close_result input').first().check()
    await page.locator('#close_summary').fill('客户认可，已退款并补偿。')
  })
  await act(page, '归档', '归档保存')
}
