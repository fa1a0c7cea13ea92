import pino from 'pino'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asSystem, read } from '../server/db/transaction.ts'
import { startImports } from '../server/import/run-imports.ts'
import { newPage, openBrowser } from './harness/browser.ts'
import { hostilePlan, next, plantTexts } from './harness/hostile-house.ts'
import { hostileTexts } from './harness/hostile-texts.ts'
import { openProduct, type Product, signIn } from './harness/product.ts'

/**
 * Peers ran what strangers typed: in links, in titles, in names that administrators gave (holes 13, 19, 33), and let a mail
 * call out or call the API as soon as it was looked at (holes 15, 16). Every page is shown with its policy and without:
 * the policy is a second wall and must not be the only one.
 */

let browser: Browser
let product: Product
let stop: () => Promise<void>
let numbers: readonly string[]

beforeAll(async () => {
  product = await openProduct({ plan: hostilePlan() })
  stop = startImports(product.fresh.house, pino({ level: 'silent' }))
  browser = await openBrowser()
  numbers = await plantTexts(product)
})
afterAll(async () => {
  await stop()
  await browser.close()
  await product.close()
})

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
  it('no page of the staff runs, follows or fetches what somebody typed (holes 13, 19, 33)', async () => {
    const seen = await watched('supervisor', bypassCSP)
    const { page } = seen
    const shows = async (path: string, sign: string) => {
      await page.goto(`${product.url}${path}`)
      await page.locator('h1').first().waitFor()
      const shown = await page
        .getByText(sign)
        .filter({ visible: true })
        .first()
        .waitFor()
        .then(
          () => true,
          () => false,
        )
      await expectHarmless(seen)
      expect(shown, path).toBe(true)
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

  it('a mail shows its words and calls nobody, the own API included (holes 12, 15, 16)', async () => {
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
      const files = page.locator('.inbox-files a')
      expect(await files.count()).toBeGreaterThan(1)
      const addresses = await files.evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href))
      // What is only saved is no page: nobody gets there.
      for (const address of addresses) await page.goto(address).catch(() => {})
      await page.waitForTimeout(300)
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
