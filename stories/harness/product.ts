import type { AddressInfo } from 'node:net'
import pino from 'pino'
import type { Page } from 'playwright-core'
import { buildServer } from '../../server/http/server.ts'
import { rooms } from '../../server/main.ts'
import { type FreshHouse, freshHouse } from '../../server/testing/fresh-house.ts'
import type { Plan, Town } from '../../server/testing/town.ts'
import type { Scanner } from '../../server/vault/scan.ts'
import type { Reachable } from '../../server/webhooks/addresses.ts'

/** The product on a database of its own, answering on a free port. */
export type Product = {
  readonly url: string
  readonly fresh: FreshHouse
  readonly town: Town
  readonly close: () => Promise<void>
}

/**
 * Starts the product for a story.
 *
 * @param now  the clock of the server; the machine's where left out
 * @param plan the organisation; one person for each post where left out
 * @param scanner where a clamd listens; none where left out
 * @param inside networks of the house that may be reached; none where left out
 */
export async function openProduct({
  plan,
  inside,
  ...around
}: {
  now?: () => string
  plan?: Plan
  scanner?: Scanner
  inside?: Reachable
} = {}): Promise<Product> {
  const fresh = await freshHouse(around)
  const town = await fresh.found(plan)
  const app = buildServer({ ...fresh.house, ...(inside && { inside }) }, rooms, pino({ level: 'silent' }))
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const close = async () => {
    await app.close()
    await fresh.close()
  }
  return { url: `http://localhost:${port}`, fresh, town, close }
}

/** Signs a person of the town in through the front door. */
export async function signIn(page: Page, { url, town }: Product, person: string): Promise<void> {
  await page.goto(url)
  await page.locator('#login').fill(person)
  await page.locator('#password').fill(town.passwords[person] ?? '')
  await page.locator('button[type=submit]').click()
  await page.locator('#login').waitFor({ state: 'detached' })
}
