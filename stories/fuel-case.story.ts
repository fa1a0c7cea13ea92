import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { tendEvidence } from '../server/jobs/tend-evidence.ts'
import { type Clamd, pretendedClamd } from '../server/testing/clamd.ts'
import { expectNoSeriousAxe, expectNoUncaughtErrors, openBrowser } from './harness/browser.ts'
import { act, choose, deskOf, openCase } from './harness/desk.ts'
import { expectPage } from './harness/expect-page.ts'
import { openProduct, type Product } from './harness/product.ts'

let product: Product
let browser: Browser
let folder: string
let clamd: Clamd

beforeAll(async () => {
  clamd = await pretendedClamd()
  product = await openProduct({ plan: { packs: ['fuel-retail'] }, scanner: clamd.scanner })
  browser = await openBrowser()
  folder = await mkdtemp(join(tmpdir(), 'huiyin-fuel-'))
})
afterAll(async () => {
  await browser.close()
  await product.close()
  await clamd.close()
  await rm(folder, { recursive: true })
})

it('a car stops after filling up: from the counter over film, samples and their comparison to a dossier that proves itself', async () => {
  const lead = await deskOf(browser, product, 'shift-lead')
  const number = await atTheCounter(lead)
  await judgeValidity(number)

  const head = await deskOf(browser, product, 'unit-head')
  await openCase(head, product.url, number)
  await collect(head)

  const specialist = await deskOf(browser, product, 'specialist')
  await openCase(specialist, product.url, number)
  await takeSample(specialist)
  await compare(specialist)
  await propose(specialist)
  const supervisor = await deskOf(browser, product, 'supervisor')
  await openCase(supervisor, product.url, number)
  await act(supervisor, '批准', '批准方案')
  await specialist.reload()
  await settle(specialist)
  await callBack(supervisor, number)
  const file = await takeDossier(supervisor, number)

  const { status, told } = verified(file)
  expect(told).toContain(`案卷 ${number}：核验通过。`)
  expect(status).toBe(0)
  expect(told).toContain('2 个证据文件与当时收到的逐位相同；另有 0 个未随案卷附上')
  for (const page of [lead, head, specialist, supervisor]) expectNoUncaughtErrors(page)
}, 240_000)

/** The customer stands at the counter; whoever leads the shift writes it down, tells those above and hands it on. */
async function atTheCounter(page: Page): Promise<string> {
  await page.goto(`${product.url}/register`)
  await page.locator('#register_name').fill('周建国')
  await page.locator('#register_phone').fill('13900007721')
  await page.locator('#register_title').fill('加油后行驶三公里熄火')
  await page
    .locator('#register_content')
    .fill('在 3 号枪加 92 号汽油 40 升，出站三公里熄火，拖车费 300 元。怀疑油里有水，要求说明并赔偿。')
  await choose(page, 'register_channel', '现场（加油站、发卡网点）')
  await choose(page, 'register_unit', '测试机构')
  await page.getByRole('button', { name: /^登记/ }).click()
  const told = page.getByText(/\d{4}-\d{6}/).first()
  await told.waitFor()
  const number = /\d{4}-\d{6}/.exec((await told.textContent()) ?? '')?.[0] ?? ''
  await openCase(page, product.url, number)
  await act(page, '受理', '受理并进入分类', async () => {
    for (const box of await page.locator('#accept_conditions input[type=checkbox]').all()) await box.check()
  })
  await act(page, '分类', '确定分类', () => pick(page, page.locator('#classify_axes .ant-select').first(), '严重'))
  await expectPage(page.getByText('按规则定级为严重').first()).toBeVisible()
  await act(page, '发出快报', '发出', async () => {
    for (const post of ['片区经理', '站长']) await pick(page, page.locator('#issue-bulletin_to'), post)
    await page.keyboard.press('Escape')
    await page.locator('#issue-bulletin_text').fill('3 号枪油品质量异议，已停用该枪并封存留样。')
  })
  await act(page, '报请判定有效性', '报请', async () => {
    await page.locator('#refer-validity_opinion input').first().check()
    await page.locator('#refer-validity_reason').fill('客户有加油小票和拖车单。')
  })
  return number
}

async function judgeValidity(number: string): Promise<void> {
  const page = await deskOf(browser, product, 'area-manager')
  await openCase(page, product.url, number)
  await act(page, '判定有效性', '作出判定', async () => {
    await page.locator('#decide-validity_valid input').first().check()
    await page.locator('#decide-validity_reason').fill('小票与交易记录相符，油品异议须查清。')
  })
  await act(page, '分派', '分派并通知承办人', () => choose(page, 'assign_handler', 'specialist'))
  await page.context().close()
}

/** What is at the station: the film, the sample from the nozzle, the statement that the customer signed. */
async function collect(page: Page): Promise<void> {
  await act(page, '制定核实计划', '确定计划', async () => {
    await page.getByPlaceholder('要查清什么').fill('3 号枪所加汽油是否含水？')
    await page.locator('#plan_methods input').first().check()
  })
  await act(page, '记录与投诉人联系', '记录联系情况', async () => {
    await choose(page, 'contact_channel', '现场（加油站、发卡网点）')
    await page.locator('#contact_reached input').first().check()
    await page.locator('#contact_text').fill('客户在站等候，已安排休息，并说明取样比对需要的时间。')
  })
  await addFile(page, '电子证据', '加油全过程录像', { name: '3号枪.mp4', mimeType: 'video/mp4', buffer: film() })
  await addFile(page, '书证', '投诉人签字的书面陈述', {
    name: '陈述.jpg',
    mimeType: 'image/jpeg',
    buffer: await paper(),
  })
  await act(page, '添加证据', '添加到证据清单', async () => {
    await page.getByLabel('物证', { exact: true }).check()
    await page.getByLabel('证明什么').fill('3 号枪油样一升')
    await page.getByLabel('来源').fill('当着客户从 3 号枪取样')
    await page.getByLabel('存放位置').fill('站内保险柜')
    await page.getByLabel('封条编号').fill('F-0317')
  })
  await tendEvidence(product.fresh.house)
  await expectPage(page.getByRole('region', { name: /^证据（3）/ })).toBeVisible()
  await expectNoSeriousAxe(page)
}

async function addFile(
  page: Page,
  kind: string,
  content: string,
  file: { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
  await act(page, '添加证据', '添加到证据清单', async () => {
    await page.getByLabel(kind, { exact: true }).check()
    await page.getByLabel('证明什么').fill(content)
    await page.getByLabel('来源').fill('油站')
    await page.locator('input[type=file]:not([capture])').setInputFiles(file)
    await expectPage(page.getByRole('button', { name: `移除 ${file.name}` })).toBeVisible()
  })
}

/** The sample leaves the station; whoever takes it over signs. */
async function takeSample(page: Page): Promise<void> {
  await act(page, '接收实物证据', '确认接收并签收', async () => {
    await choose(page, 'take-over-evidence_evidence', '3 号枪油样一升')
    await page.getByLabel('存放位置').fill('质检室样品柜')
    await page.getByLabel('物品状况').fill('满瓶，无渗漏')
    await page.getByLabel('完好').check()
    await page.getByLabel('本人密码').fill(product.town.passwords.specialist ?? '')
  })
  const list = page.getByRole('region', { name: /^证据（/ })
  await expectPage(list.getByText('由 测试·specialist 保管，存放于 质检室样品柜')).toBeVisible()
}

/** Samples of the nozzle and of the tank are compared; the film shows what the customer told. */
async function compare(page: Page): Promise<void> {
  await find(page, '直接核实', '证实', '录像显示该车在 3 号枪加油 40 升，与小票一致。')
  await find(page, '技术核查', '证实', '3 号枪油样与 2 号枪油样比对：前者底部有水分层，水杂超标；罐底排水阀渗水。')
  await act(page, '作出核实结论', '作出结论并进入方案', async () => {
    await page.locator('#conclude_outcome input').first().check()
    await page.locator('#conclude_conclusion').fill('3 号枪油品含水属实，系罐底进水，与客户驾驶无关。')
  })
}

async function find(page: Page, method: string, bears: string, text: string): Promise<void> {
  await act(page, '记录核实结果', '记录', async () => {
    await page.locator('#record-finding_method').getByText(method).click()
    await page.locator('#record-finding_bears').getByText(bears, { exact: true }).click()
    await page.locator('#record-finding_text').fill(text)
  })
}

async function propose(page: Page): Promise<void> {
  await act(page, '提出处理方案', '提交审批', async () => {
    await pick(page, page.locator('#propose_lines').getByRole('combobox').first(), '补偿')
    await page.locator('#propose_lines textarea').first().fill('清洗油路、更换滤芯，退还油款并承担拖车费')
    await page
      .locator('#propose_lines input[inputmode=decimal], #propose_lines .ant-input-number-input')
      .first()
      .fill('1280')
  })
}

async function settle(page: Page): Promise<void> {
  await act(page, '记录执行', '记录执行情况', () =>
    page.locator('#execute_effect').fill('车辆已修好，款项当日退到客户账户。'),
  )
  await act(page, '答复投诉人', '发出答复', async () => {
    await choose(page, 'answer_channel', '现场（加油站、发卡网点）')
    await page.locator('#answer_text').fill('经取样比对，3 号枪油品含水属实。我们向您道歉，已承担修车费和拖车费。')
    await page.locator('#answer_solved input').first().check()
  })
  await act(page, '记录投诉人意见', '记录', () => page.locator('#record-answer_response input').first().check())
}

async function callBack(page: Page, number: string): Promise<void> {
  await openCase(page, product.url, number)
  await act(page, '回访', '记录回访', async () => {
    await page.locator('#call-back_reached input').first().check()
    await page.locator('#call-back_text').fill('客户认可处理结果，车辆行驶正常。')
  })
  await act(page, '结案', '结案', async () => {
    await page.locator('#close_result input').first().check()
    await page.locator('#close_summary').fill('客户认可，已道歉、修车并赔偿。')
  })
}

/** Every promise in time, nothing missing: the dossier leaves by the button of the case page. */
async function takeDossier(page: Page, number: string): Promise<string> {
  await page.getByRole('button', { name: '导出可验真案卷' }).click()
  await expectNoSeriousAxe(page)
  const given = page.waitForEvent('download')
  await page.getByRole('button', { name: '生成 ZIP' }).click()
  const download = await given
  const file = join(folder, download.suggestedFilename())
  expect(download.suggestedFilename()).toMatch(new RegExp(`^${number}_\\d{4}-\\d\\d-\\d\\d_案卷\\.zip$`))
  await download.saveAs(file)
  return file
}

/** Verified by Node alone, with no connection and nothing of the product beside it. */
function verified(file: string): { status: number | null; told: string } {
  const program = join(import.meta.dirname, '../verify/cli.mjs')
  const { status, stdout } = spawnSync(process.execPath, [program, file, '--lang', 'zh'], { encoding: 'utf8' })
  return { status, told: stdout }
}

async function pick(page: Page, list: Locator, option: string): Promise<void> {
  await list.click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: option }).first().click()
}

/** The head of a film, and something that is not compressed away. */
function film(): Buffer {
  const head = Buffer.from('0000001866747970697366d6d703432000000000069736f6d', 'hex')
  return Buffer.concat([head, Buffer.alloc(3_000_000, '加油')])
}

function paper(): Promise<Buffer> {
  const create = { width: 1200, height: 1600, channels: 3 as const, background: '#eee' }
  return sharp({ create }).jpeg().toBuffer()
}
