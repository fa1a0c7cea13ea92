import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { organisationCommands } from '../core/organisation/commands.ts'
import { handleOrganisation } from '../server/organisation/handle-organisation.ts'
import { indexAll } from '../server/testing/index-all.ts'
import { issueKey, telephone } from '../server/testing/telephone.ts'
import { look } from '../server/understanding/look.ts'
import { expectNoSeriousAxe, expectNoUncaughtErrors, newPage, openBrowser } from './harness/browser.ts'
import { choose, deskOf } from './harness/desk.ts'
import { expectPage } from './harness/expect-page.ts'
import { officeDoes } from './harness/office.ts'
import { openProduct, type Product, signIn } from './harness/product.ts'

let browser: Browser
let product: Product
let key: string
beforeAll(async () => {
  const at = (post: string) => [{ post, unit: 'root' }]
  const people = {
    mei: at('agent'),
    lan: at('agent'),
    supervisor: at('supervisor'),
    security: at('security-administrator'),
  }
  product = await openProduct({ plan: { packs: ['hotline'], people } })
  browser = await openBrowser()
  key = await issueKey(product.fresh.house, '呼叫中心', ['calls'])
  const { house } = product.fresh
  const qualify = organisationCommands.find(({ name }) => name === 'record-qualification')
  if (!qualify) throw new Error('no command')
  const input = { person: product.town.people.mei, name: '座席员上岗证', until: '2099-12-31' }
  await handleOrganisation(house, { command: qualify, input, caller: { kind: 'system', id: 'test' } })
  for (const [phone, title] of [
    ['13900000001', '三号机加油后熄火'],
    ['13900000002', '三号机的油有水'],
    ['13800001234', '三号机加完油车抖'],
  ])
    await officeDoes(product, 'lan', 'register', undefined, {
      channel: 'phone',
      unit: product.town.units.root,
      phone,
      title,
      content: '在三号机加油后车辆出现故障。',
    })
})
afterAll(async () => {
  await browser.close()
  await product.close()
})

it('the telephone rings, the desk knows the caller, and the call with its recording stands in the complaint', async () => {
  const page = await deskOf(browser, product, 'mei')
  await page.getByRole('link', { name: '热线接听台' }).click()
  await expectPage(page.getByText('暂无来电')).toBeVisible()
  await expectPage(page.getByText('座席员上岗证 · 至 2099-12-31')).toBeVisible()
  await expectPage(page.getByText('未登记资格')).toBeVisible()
  for (const item of ['耳机和话筒', '话机签入、线路通畅', '录音正常', '接听台和知识库能打开'])
    await page.getByLabel(item).check()
  await page.getByRole('button', { name: '已检查，可以接听' }).click()
  await expectPage(page.getByText('今日已检查设备')).toBeVisible()
  await expectNoSeriousAxe(page)

  await page.getByRole('link', { name: '投诉列表' }).click()
  const call = telephone(product.url, key, 'pbx-7781')
  expect(await call.ring('mei', '13800001234')).toBe(204)
  await page.getByRole('link', { name: '来电 13800001234，打开接听台' }).click()
  await expectPage(page.getByText('正在振铃')).toBeVisible()
  await call.answer()
  await expectPage(page.getByText('通话中')).toBeVisible()
  await expectPage(page.locator('#register_phone')).toHaveValue('13800001234')
  await expectPage(page.getByText('三号机加完油车抖')).toBeVisible()
  await expectPage(page.getByText('请问怎么称呼您？')).toBeVisible()
  await expectPage(page.getByText(/我是测试·mei，请问有什么可以帮您/)).toBeVisible()
  await expectPage(page.getByText('还要问的（余 4 项）')).toBeVisible()
  await expectNoSeriousAxe(page)

  await page.locator('#register_name').fill('何女士')
  await page.locator('#register_title').fill('又加了三号机的油，车仍抖')
  await page.locator('#register_content').fill('上次说过三号机，没有人回复，今天又抖。')
  await page.getByRole('textbox', { name: '通话小结' }).fill('第二次来电，要求当天回复；答应由主管回电。')
  await choose(page, 'register_unit', '测试机构')
  await page.getByLabel(/与投诉 \d{4}-\d+ 的关系/).click()
  await page
    .locator('.ant-select-dropdown:visible .ant-select-item-option')
    .filter({ hasText: '处理后仍未解决' })
    .click()
  await expectPage(page.getByText('草稿已保存')).toBeVisible()
  await page.reload()
  await expectPage(page.locator('#register_name')).toHaveValue('何女士')
  await expectPage(page.getByRole('textbox', { name: '通话小结' })).toHaveValue(/第二次来电/)
  await page.getByLabel(/与投诉 \d{4}-\d+ 的关系/).click()
  await page
    .locator('.ant-select-dropdown:visible .ant-select-item-option')
    .filter({ hasText: '处理后仍未解决' })
    .click()
  await page.getByRole('button', { name: '登记并开始计时' }).click()
  await expectPage(page.getByText('查询码').first()).toBeVisible()
  await call.hangUp()
  await call.record('https://pbx.example/recordings/7781')

  await page.getByRole('link', { name: /打开/ }).first().click()
  await expectPage(page.getByText(/测试·mei 接听来电，通话/)).toBeVisible()
  await expectPage(page.getByText('第二次来电，要求当天回复；答应由主管回电。')).toBeVisible()
  await expectPage(page.getByText('关联了通话录音')).toBeVisible()
  await expectPage(page.getByText('升级处理').first()).toBeVisible()
  expectNoUncaughtErrors(page)
})

it('while the caller still talks, three others with the same cause are shown with the reason, and become one group with it', async () => {
  const tell = (phone: string, title: string, content: string) =>
    officeDoes(product, 'lan', 'register', undefined, {
      channel: 'phone',
      unit: product.town.units.root,
      phone,
      title,
      content,
      place: '青山湖',
    })
  const others = [
    await tell('13911110001', '搅拌站夜里作业', '青山湖小区旁的搅拌站深夜作业，噪音扰民，老人睡不着。'),
    await tell('13911110002', '搅拌站粉尘', '青山湖小区旁的搅拌站太近，深夜作业，噪音扰民，粉尘严重，无法开窗。'),
    await tell('13911110003', '搅拌站整夜施工', '青山湖小区旁的搅拌站整夜施工，深夜作业，噪音扰民，粉尘严重。'),
  ]
  const own = await tell('13911110009', '搅拌站太吵', '青山湖小区旁的搅拌站深夜作业，噪音扰民，孩子要考试。')
  await indexAll(product.fresh.house)

  const page = await deskOf(browser, product, 'mei')
  await page.goto(`${product.url}/hotline`)
  const call = telephone(product.url, key, 'pbx-7790')
  await call.ring('mei', '13911110009')
  await call.answer()
  await expectPage(page.locator('#register_phone')).toHaveValue('13911110009')
  await page.locator('#register_title').fill('搅拌站还在夜里作业')
  await page
    .locator('#register_content')
    .pressSequentially('青山湖小区旁的搅拌站昨晚又是深夜作业，噪音扰民，粉尘严重。', { delay: 5 })
  const alike = page.getByRole('region', { name: '相似投诉' })
  for (const title of ['搅拌站夜里作业', '搅拌站粉尘', '搅拌站整夜施工'])
    await expectPage(alike.getByRole('link', { name: title })).toBeVisible()
  await expectPage(alike.getByText('疑似同因').first()).toBeVisible()
  await expectPage(alike.getByText(/文字相似 \d+%/).first()).toBeVisible()
  await expectPage(alike.locator('q').filter({ hasText: '搅拌站' }).first()).toBeVisible()
  const again = alike.getByRole('listitem').filter({ hasText: '搅拌站太吵' })
  await expectPage(again.getByText('疑似重复投诉')).toBeVisible()
  await expectPage(again.getByText(/同一人/)).toBeVisible()

  await alike.getByRole('button', { name: '3 件全部关联为同因' }).click()
  await again.getByRole('button', { name: '关联为重复投诉' }).click()
  await expectPage(alike.getByRole('button', { name: '登记后关联为同因' })).toHaveCount(3)
  await expectNoSeriousAxe(page)
  await choose(page, 'register_unit', '测试机构')
  await expectPage(page.getByText('草稿已保存')).toBeVisible()
  await page.reload()
  await expectPage(alike.getByRole('button', { name: '登记后关联为同因' })).toHaveCount(3)
  await page.getByRole('button', { name: '登记并开始计时' }).click()
  await expectPage(page.getByText('已关联 4 件投诉')).toBeVisible()
  await call.hangUp()

  await page.getByRole('link', { name: /打开/ }).first().click()
  const links = page.getByRole('region', { name: '关联投诉' })
  await expectPage(links.getByText('同因')).toHaveCount(3)
  for (const number of others) await expectPage(links.getByRole('link', { name: number })).toBeVisible()
  await expectPage(links.getByRole('listitem').filter({ hasText: own }).getByText('重复投诉')).toBeVisible()
  await expectPage(page.getByText('升级处理').first()).toBeVisible()

  await look(product.fresh.house)
  const desk = await deskOf(browser, product, 'supervisor')
  await desk.getByRole('link', { name: '雷达' }).click()
  const group = desk.getByRole('button', { name: /搅拌站/ }).first()
  await expectPage(group).toContainText('4 人')
  await expectPage(group).toContainText('已确认 4 件')
  expectNoUncaughtErrors(page)
})

it('the desk is borne on a telephone, too', async () => {
  const page = await newPage(browser, { width: 390 })
  await signIn(page, product, 'lan')
  await page.goto(`${product.url}/hotline`)
  await expectPage(page.getByText('暂无来电')).toBeVisible()
  await expectNoSeriousAxe(page)
  expectNoUncaughtErrors(page)
})
