import pino from 'pino'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { organisationCommands } from '../core/organisation/commands.ts'
import { asSystem, read } from '../server/db/transaction.ts'
import { storeMessage } from '../server/doors/store-message.ts'
import { workDoors } from '../server/doors/work-doors.ts'
import { startImports } from '../server/import/run-imports.ts'
import { handleOrganisation } from '../server/organisation/handle-organisation.ts'
import { indexAll } from '../server/testing/index-all.ts'
import { look } from '../server/understanding/look.ts'
import { newPage, openBrowser } from './harness/browser.ts'
import { callingHtml, hostileText, hostileTexts, outside } from './harness/hostile-texts.ts'
import { officeDoes } from './harness/office.ts'
import { openProduct, type Product, signIn } from './harness/product.ts'

/**
 * Peers ran what strangers typed: in links, in titles, in names that administrators gave (holes 13, 19, 33), and let a mail
 * call out or call the API as soon as it was looked at (holes 15, 16). Every page is shown with its policy and without:
 * the policy is a second wall and must not be the only one.
 */

let browser: Browser
let product: Product
let stop: () => Promise<void>
const numbers: string[] = []
let at = 0
/** Another hostile text at every call, of so many letters at most. */
const next = (most: number) => hostileText(most, at++)

beforeAll(async () => {
  const root = (post: string) => [{ post, unit: 'root' }]
  const people = {
    agent: root('agent'),
    supervisor: root('supervisor'),
    security: root('security-administrator'),
    system: root('system-administrator'),
  }
  const units = { [next(60)]: null, [next(60)]: null }
  product = await openProduct({ plan: { packs: ['enterprise'], people, units } })
  stop = startImports(product.fresh.house, pino({ level: 'silent' }))
  browser = await openBrowser()
  await nameThings()
  await tellComplaints()
  await bringMails()
  await indexAll(product.fresh.house)
  await look(product.fresh.house)
})
afterAll(async () => {
  await stop()
  await browser.close()
  await product.close()
})

async function organise(name: string, input: unknown): Promise<void> {
  const command = organisationCommands.find((one) => one.name === name)
  if (!command) throw new Error(`no command ${name}`)
  const caller = { kind: 'system', id: 'test' } as const
  const answer = await handleOrganisation(product.fresh.house, { command, input, caller })
  if ('refusal' in answer) throw new Error(`${name}: ${answer.refusal.code}`)
}

/** What administrators name, and what the pack calls its grades, channels and duties. */
async function nameThings(): Promise<void> {
  const posts = [{ post: 'agent', unit: product.town.units.root }]
  await organise('add-person', { name: next(60), login: 'planted', password: 'a long password 2026', posts })
  await organise('record-qualification', { person: product.town.people.agent, name: next(60), until: '2099-12-31' })
  await organise('rename', { name: next(60) })
  const content = product.fresh.house.policies.current.get('enterprise')?.content
  if (!content) throw new Error('no pack')
  const spoken = [
    ...Object.values(content.obligations).map(({ duty }) => duty),
    ...content.grades.order.map(({ name }) => name),
    ...Object.values(content.intake.channels).map(({ name }) => name),
    ...Object.values(content.intake.conditions).map(({ text }) => text),
    content.manifest.name,
  ]
  for (const words of spoken) Object.assign(words, { zh: next(200), en: next(200) })
}

async function tellComplaints(): Promise<void> {
  const { root, ...others } = product.town.units
  const [own] = Object.values(others)
  for (let part = 0; part < 30; part++) {
    const ten = (from: number) =>
      hostileTexts
        .slice(from % hostileTexts.length)
        .join('\n')
        .slice(0, 9_900)
    const number = await officeDoes(product, 'agent', 'register', undefined, {
      channel: 'phone',
      unit: part % 2 ? own : root,
      title: next(120),
      content: ten(part * 120),
      request: ten(part * 60).slice(0, 1900),
      name: next(80),
      phone: `139${String(part).padStart(8, '0')}`,
      email: `${next(60).replaceAll(' ', '')}@${outside}`,
      address: next(200),
      product: next(120),
      place: next(200),
      respondent: next(120),
    })
    numbers.push(number)
  }
  const [number = ''] = numbers
  const does = (name: string, input: object) => officeDoes(product, 'supervisor', name, number, input)
  await does('add-statement', { text: hostileTexts.slice(0, 90).join('\n').slice(0, 9_900) })
  await does('add-party', { role: 'witness', name: next(80), phone: '13811112222', address: next(200) })
  await does('acknowledge', { channel: 'phone', text: next(200) })
  await does('accept', { conditions: ['clear-and-specific', 'in-scope', 'eligible-complainant'] })
}

const word = (text: string) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`

async function bringMails(): Promise<void> {
  const { house } = product.fresh
  const files = [next(80), next(80)].map(
    (name) =>
      `--b\r\nContent-Type: image/svg+xml\r\nContent-Disposition: attachment; filename="${word(name)}"\r\n\r\n<svg onload="top.planted()"/>\r\n`,
  )
  for (const html of [callingHtml, hostileTexts.join('<br>\n')]) {
    const head = [
      `From: ${word(next(80))} <a${at}@${outside}>`,
      `Message-ID: <${at}@${outside}>`,
      `Subject: ${word(next(100))}`,
      'Content-Type: multipart/mixed; boundary=b',
    ]
    const body = `--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(`<p>读信</p>${html}`).toString('base64')}\r\n`
    const raw = Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}${files.join('')}--b--\r\n`)
    await storeMessage(house, { door: 'smtp', raw, unit: product.town.units.root, envelope: { to: ['a@b.example'] } })
  }
  for (let left = 5; left > 0 && (await workDoors(house)).count > 0; left--);
}

type Watched = { readonly page: Page; readonly troubles: string[] }

/** A page that tells on itself: what ran, what it asked of others, where it was led. */
async function watched(person: string | undefined, bypassCSP: boolean): Promise<Watched> {
  const page = await newPage(browser, { bypassCSP })
  const troubles: string[] = []
  await page.exposeBinding('planted', ({ page: where }) => void troubles.push(`ran at ${where.url()}`))
  page.on('dialog', (dialog) => {
    troubles.push(`dialog at ${page.url()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    const { protocol, origin, pathname } = new URL(request.url())
    if (protocol === 'data:' || protocol === 'blob:') return
    if (origin !== product.url) troubles.push(`asked ${request.url()} at ${page.url()}`)
    if (request.resourceType() === 'image' && pathname.startsWith('/api/session')) troubles.push(`called ${pathname}`)
  })
  if (person) await signIn(page, product, person)
  return { page, troubles }
}

/** Nothing of the page as it stands runs, leads away or would when it is clicked. */
async function expectHarmless({ page, troubles }: Watched): Promise<void> {
  const alive = await page.evaluate(() => {
    const all = [...document.querySelectorAll('*')]
    const handlers = all.filter((one) => [...one.attributes].some(({ name }) => name.startsWith('on')))
    const links = all.filter((one) => /^\s*(javascript|data|vbscript):/i.test(one.getAttribute('href') ?? ''))
    const strange = all.filter((one) => ['BASE', 'EMBED', 'OBJECT', 'MARQUEE', 'MATH'].includes(one.tagName))
    return [...handlers, ...links, ...strange].map((one) => one.outerHTML.slice(0, 200))
  })
  expect(alive, page.url()).toEqual([])
  expect(troubles).toEqual([])
}

const modes = [
  ['with its policy', false],
  ['without its policy', true],
] as const

describe.each(modes)('%s', (_, bypassCSP) => {
  it('no page of the staff runs, follows or fetches what somebody typed (holes 12, 13, 19, 33)', async () => {
    const seen = await watched('supervisor', bypassCSP)
    const { page } = seen
    const shows = async (path: string, sign: string) => {
      await page.goto(`${product.url}${path}`)
      await page.locator('h1').first().waitFor()
      await page.getByText(sign).first().waitFor()
      await expectHarmless(seen)
    }
    for (const path of ['/', '/cases']) await shows(path, 'planted()')
    await page
      .locator('.row-found')
      .first()
      .click({ position: { x: 2, y: 2 } })
    await expectHarmless(seen)
    for (const number of numbers.slice(0, 3)) {
      await page.goto(`${product.url}/cases`)
      const id = await page.evaluate(async (wanted) => {
        const body = JSON.stringify({ filter: { number: wanted } })
        const headers = { 'content-type': 'application/json' }
        return (await (await fetch('/api/cases/search', { method: 'POST', headers, body })).json()).rows[0].id as string
      }, number)
      await shows(`/cases/${id}`, 'planted()')
      for (const tab of await page.getByRole('tab').all()) {
        await tab.click()
        await expectHarmless(seen)
      }
    }
    for (const path of [
      '/radar',
      '/inbox?view=all',
      '/packs',
      '/packs/enterprise',
      '/hotline',
      '/register',
      '/rectifications',
      '/account',
    ])
      await shows(path, '')
    await page.goto(`${product.url}/register`)
    await page.locator('#register_content').fill(hostileTexts.slice(0, 60).join('\n'))
    await page.locator('#register_phone').fill('13900000003')
    await page
      .getByRole('link', { name: /planted\(\)/ })
      .first()
      .waitFor()
    await expectHarmless(seen)
    await page.context().close()
  })

  it('no page of an administrator does (holes 19, 33)', async () => {
    for (const [person, paths] of [
      ['security', ['/people', '/packs/enterprise', '/account']],
      ['system', ['/organisation', '/integrations', '/calendars', '/packs/enterprise', '/packs/enterprise/revise']],
    ] as const) {
      const seen = await watched(person, bypassCSP)
      let shown = 0
      for (const path of paths) {
        await seen.page.goto(`${product.url}${path}`)
        await seen.page.locator('h1').first().waitFor()
        await seen.page.waitForTimeout(500)
        if (await seen.page.getByText('planted()').first().isVisible()) shown++
        await expectHarmless(seen)
      }
      expect(shown).toBeGreaterThan(1)
      await seen.page.context().close()
    }
  })

  it('a mail shows its words and calls nobody, the own API included (holes 15, 16)', async () => {
    const seen = await watched('supervisor', bypassCSP)
    const { page } = seen
    for (const row of [0, 1]) {
      await page.goto(`${product.url}/inbox?view=all`)
      await page.locator('.inbox-row').nth(row).click()
      await page.getByRole('button', { name: '按原样式查看' }).click()
      const calls: string[] = []
      page.on('request', (request) => calls.push(request.url()))
      const frame = page.frameLocator('iframe.inbox-frame')
      await frame.getByText('读信').waitFor()
      await page.waitForTimeout(300)
      expect(
        calls.filter((url) => !url.startsWith('data:') && !/\/api\/(live|inbox|calls|workbench)/.test(url)),
      ).toEqual([])
      const html = await frame.locator('html').evaluate((one) => one.outerHTML)
      expect(html).not.toMatch(
        /<[^>]*\s(?:src|srcset|href|action|background|poster|style|on\w+)=(?!"data:image\/jpeg)/i,
      )
      await expectHarmless(seen)
    }
    await page.context().close()
  })

  it('no file that is imported does, as it is tried', async () => {
    const seen = await watched('supervisor', bypassCSP)
    const cells = hostileTexts.slice(0, 80).map((text) => `"${text.replaceAll('"', '""')}"`)
    const csv = `编号,${cells.slice(0, 8).join(',')},内容\n${cells.map((cell, row) => `${row},${cells.slice(0, 8).join(',')},${cell}`).join('\n')}\n`
    await seen.page.goto(`${product.url}/imports`)
    const file = { name: `${next(60).replaceAll('/', '')}.csv`, mimeType: 'text/csv', buffer: Buffer.from(csv) }
    await seen.page.locator('input[type=file]').setInputFiles(file)
    await seen.page.getByRole('row').nth(8).waitFor()
    await expectHarmless(seen)
    await seen.page.goto(`${product.url}/imports`)
    await seen.page.locator('h1').first().waitFor()
    await expectHarmless(seen)
    await seen.page.context().close()
  })

  it('no page of the portal does, where it shows what was typed', async () => {
    const seen = await watched(undefined, bypassCSP)
    const { page } = seen
    await page.goto(`${product.url}/portal`)
    await expectHarmless(seen)
    const context = page.context()
    const form = await (await context.request.get(`${product.url}/portal/file`)).text()
    const hidden = Object.fromEntries(
      ['key', 'opened'].map((name) => [name, new RegExp(`name="${name}" value="([^"]*)"`).exec(form)?.[1] ?? '']),
    )
    await page.goto(`${product.url}/portal/file`)
    // The form comes back with what was typed: of a page that was not read long enough it is not taken.
    const back = page.waitForResponse((response) => response.request().method() === 'POST')
    await page.evaluate(
      ({ fields, texts }) => {
        const sent = Object.assign(document.createElement('form'), { method: 'post', action: '/portal/file' })
        for (const [name, value] of Object.entries({ ...fields, ...texts }))
          sent.append(Object.assign(document.createElement('textarea'), { name, value }))
        document.body.append(sent)
        sent.submit()
      },
      {
        fields: { ...hidden, opened: '' },
        texts: { content: hostileTexts.join('\n').slice(0, 9_900), title: next(120), place: next(200), name: next(80) },
      },
    )
    await back
    await page.waitForFunction(() =>
      document.querySelector<HTMLTextAreaElement>('#filing textarea[name=content]')?.value.includes('planted()'),
    )
    await expectHarmless(seen)
    await followOwn(seen)
    await expectHarmless(seen)
    await page.context().close()
  })
})

/** The complainant looks at the own case. */
async function followOwn({ page }: Watched): Promise<void> {
  const { house } = product.fresh
  const number = numbers[0] ?? ''
  const text = 'select q.receipt from query_code q join case_row c on c.id = q.case_id where c.number = $1'
  const [row] = await read<{ receipt: string }>(house.pool, asSystem, { text, values: [number] })
  await page.goto(`${product.url}/portal/follow`)
  await page.locator('#number').fill(number)
  await page.locator('#code').fill(house.ring.queryCode(row?.receipt ?? ''))
  await page.locator('main button[type=submit]').first().click()
  await page.getByText('planted()').first().waitFor()
}
