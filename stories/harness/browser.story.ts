import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectNoSeriousAxe, expectNoUncaughtErrors, newPage, openBrowser } from './browser.ts'
import { expectPage } from './expect-page.ts'

const clean = page(`
  <label for="code">查询码</label> <input id="code">
  <button onclick="document.querySelector('output').textContent = document.querySelector('#code').value">查询</button>
  <output></output>
`)
const pages: Record<string, string> = {
  '/clean': clean,
  '/pale': page('<p style="color: #ccc; background: #fff">看不清</p>'),
  '/nameless': page('<input>'),
  '/throws': page('<script>throw new Error("planted")</script>'),
}

let server: Server
let origin: string
let browser: Browser

beforeAll(async () => {
  server = createServer(({ url = '' }, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(pages[url])
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
  server.close()
})

describe('the browser of the stories', () => {
  it('types, clicks and sees the answer', async () => {
    const page = await newPage(browser)
    await page.goto(`${origin}/clean`)
    await page.getByLabel('查询码').fill('回音')
    await page.getByRole('button', { name: '查询' }).click()
    await expectPage(page.getByRole('status')).toHaveText('回音')
    expectNoUncaughtErrors(page)
  })

  it('has the width and the language asked for', async () => {
    const desk = await newPage(browser, { width: 1280, lang: 'zh-CN' })
    const phone = await newPage(browser, { width: 390, lang: 'en' })
    const seen = () => [window.innerWidth, navigator.language, navigator.maxTouchPoints > 0] as const
    await desk.goto(`${origin}/clean`)
    await phone.goto(`${origin}/clean`)
    expect(await desk.evaluate(seen)).toEqual([1280, 'zh-CN', false])
    expect(await phone.evaluate(seen)).toEqual([390, 'en', true])
  })

  it('finds nothing wrong with a clean page', async () => {
    const page = await newPage(browser)
    await page.goto(`${origin}/clean`)
    await expectNoSeriousAxe(page)
  })

  it.each([
    ['/pale', /serious color-contrast/],
    ['/nameless', /critical label/],
  ])('finds what is wrong with %s', async (path, problem) => {
    const page = await newPage(browser)
    await page.goto(`${origin}${path}`)
    await expect(expectNoSeriousAxe(page)).rejects.toThrow(problem)
  })

  it('hears an error that nobody caught', async () => {
    const page = await newPage(browser)
    await page.goto(`${origin}/throws`)
    expect(() => expectNoUncaughtErrors(page)).toThrow('planted')
  })
})

function page(body: string) {
  return `<!doctype html><html lang="zh-CN"><head><meta name="viewport" content="width=device-width"><title>回音</title></head>
    <body><main><h1>回音</h1>${body}</main></body></html>`
}
