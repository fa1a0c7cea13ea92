import type { Browser, Page } from 'playwright-core'
import { newPage } from './browser.ts'
import { expectPage } from './expect-page.ts'
import { type Product, signIn } from './product.ts'

/** What a member of staff does at the desk, in the words on the screen. */

/** The desk of a member of staff, in a session of its own: an idle one ends while a story moves the clock. */
export async function deskOf(browser: Browser, product: Product, person: string): Promise<Page> {
  const page = await newPage(browser)
  await signIn(page, product, person)
  return page
}

/** Opens a case from the list by its number. */
export async function openCase(page: Page, url: string, number: string): Promise<void> {
  await page.goto(`${url}/cases`)
  await page.getByText(number).first().click()
  await page
    .getByRole('link', { name: new RegExp(`${number}|打开案件|打开`) })
    .first()
    .click()
  await page.getByRole('heading', { name: '现在可以' }).waitFor()
}

/**
 * Runs a command from the case page.
 *
 * @param title  the command's button
 * @param submit the button that sends its form
 * @param fill   fills the form; left out where it has nothing to fill
 */
export async function act(page: Page, title: string, submit: string, fill?: () => Promise<void>): Promise<void> {
  const button = page.getByRole('button', { name: title, exact: true }).first()
  const more = page.getByRole('button', { name: /^更多/ })
  const form = page.locator('form.command-form')
  // What is possible is asked for anew after every act, and may change between a look and a click; on a slow machine
  // a click opens the form and is still given up on, and the form then lies over the button.
  const send = form.getByRole('button', { name: submit, exact: true })
  await expectPage(async () => {
    if (await send.isVisible()) return
    // While the steps move, a click may open the form of another.
    if (await form.isVisible()) await page.keyboard.press('Escape')
    if (!(await button.isVisible())) await more.click({ timeout: 1000 })
    await button.click({ timeout: 2000 })
    await send.waitFor({ timeout: 10_000 })
  }).toPass({ timeout: 60_000 })
  await fill?.()
  await send.click()
  // What ends something asks once more.
  const sure = page.locator('.ant-modal-confirm').getByRole('button', { name: submit, exact: true })
  await expectPage(async () => {
    if (await sure.isVisible()) await sure.click()
    expectPage(await form.count()).toBe(0)
  }).toPass({ timeout: 60_000 })
}

/** Picks an option of a list by what it says. */
export async function choose(page: Page, field: string, option: string | RegExp): Promise<void> {
  await page.locator(`#${field}`).click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: option }).first().click()
}
