import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type Page, chromium as playwright } from 'playwright-core'
import { chromium } from './chromium.ts'

/** The two widths every screen is shown at: a desk and a telephone. */
export type Width = 1280 | 390
export type Lang = 'zh-CN' | 'en'

/**
 * A headless browser; close it when the story ends. It runs without a sandbox, because Chromium refuses to start one as root and stories open
 * nothing but this product's own pages.
 */
export async function openBrowser(): Promise<Browser> {
  const { program, env } = await chromium()
  return playwright.launch({
    executablePath: program,
    // Where no language is set the browser takes every name of a file beyond ASCII for none.
    env: { ...process.env, LC_ALL: 'C.UTF-8', ...env },
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
  })
}

const errorsOf = new WeakMap<Page, string[]>()

/**
 * A page of a person of their own: nothing is shared with other pages, cookies included.
 *
 * @param width CSS pixels; 390 also means a touch screen
 * @param lang  the browser's language, which the product follows until somebody chooses
 * @param bypassCSP the browser passes over the policy that a page is sent with
 */
export async function newPage(
  browser: Browser,
  { width = 1280, lang = 'zh-CN', bypassCSP = false }: { width?: Width; lang?: Lang; bypassCSP?: boolean } = {},
): Promise<Page> {
  const phone = width === 390
  const context = await browser.newContext({
    viewport: { width, height: phone ? 844 : 800 },
    hasTouch: phone,
    isMobile: phone,
    locale: lang,
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    bypassCSP,
  })
  const page = await context.newPage()
  const errors: string[] = []
  errorsOf.set(page, errors)
  page.on('pageerror', (error) => errors.push(String(error)))
  return page
}

/**
 * Fails when a script of the page threw and nobody caught it.
 *
 * @throws when the page was not opened by `newPage`
 */
export function expectNoUncaughtErrors(page: Page) {
  const errors = errorsOf.get(page)
  if (!errors) throw new Error('this page was not opened by newPage')
  if (errors.length > 0) throw new Error(`uncaught in the page:\n${errors.join('\n')}`)
}

/** Fails when axe finds a serious or critical violation of WCAG 2.2 A or AA in the page as it is now, and says where and what. */
export async function expectNoSeriousAxe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  if (serious.length === 0) return
  const lines = serious.flatMap(({ id, impact, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${impact} ${id}: ${help}\n  at ${target.join(' ')}\n  ${failureSummary}`,
    ),
  )
  throw new Error(`axe found ${lines.length} serious problems at ${page.url()}:\n${lines.join('\n')}`)
}
