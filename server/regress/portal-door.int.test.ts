import { afterAll, beforeAll, expect, it } from 'vitest'
import { register } from '../../core/1-intake/register.ts'
import type { Command } from '../../core/case/command.ts'
import { handleCommand } from '../handle-command.ts'
import { buildPages, visit } from '../http/portal/testing/portal-visit.ts'
import { portalFrom } from '../http/portal-routes.ts'
import { type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import { type Http, httpOf } from '../testing/http.ts'

/** A peer opened a ticket to whoever knew its number and an e-mail, by an address that worked for ever (hole 34). */

const clock = standingClock('2026-02-11T02:00:00.000Z')
let fresh: FreshHouse
let http: Http
let pages: Awaited<ReturnType<typeof buildPages>>
let number: string
let code: string
beforeAll(async () => {
  pages = await buildPages()
  fresh = await freshHouse({ now: clock.now })
  const town = await fresh.found({ packs: ['enterprise'] })
  http = await httpOf(fresh.house, [portalFrom(pages.folder)])
  const given = {
    channel: 'phone',
    unit: town.units.root,
    title: '漏油',
    content: '漏油',
    email: 'li@example.com',
    phone: '13800001234',
  }
  const input = register.input.parse(given)
  const answer = await handleCommand(fresh.house, {
    command: register as unknown as Command,
    input,
    caller: town.as('agent'),
  })
  if ('refusal' in answer) throw new Error(answer.refusal.code)
  number = answer.receipt.number
  code = fresh.house.ring.queryCode(answer.receipt.receipt ?? '')
})
afterAll(async () => {
  await http.close()
  await fresh.close()
  await pages.remove()
})

it('neither e-mail nor phone nor the number alone opens a case; every wrong door looks the same', async () => {
  const answers: string[] = []
  for (const [at, wrong] of ['li@example.com', '13800001234', '', number, code.slice(0, -1), `${code}0`].entries()) {
    const somebody = visit(http, { address: `203.0.113.${10 + at}` })
    const { status, text } = await somebody.post('/portal/follow', { number, code: wrong })
    expect(status).not.toBe(303)
    expect(somebody.cookies.size).toBe(0)
    if (wrong.length > 3) answers.push(text.replace(/value="[^"]*"/g, ''))
  }
  expect(new Set(answers).size).toBe(1)
  const nearly = `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`
  const somebody = visit(http, { address: '203.0.113.50' })
  expect((await somebody.post('/portal/follow', { number, code: nearly })).status).toBe(401)
  expect(somebody.cookies.size).toBe(0)
})

it('no address opens it, and a session ends', async () => {
  const somebody = visit(http, { address: '203.0.113.99' })
  for (const path of [
    `/portal/case?number=${number}&code=${code}`,
    `/portal/case/${number}`,
    `/portal/follow?number=${number}&code=${code}`,
  ]) {
    expect((await somebody.get(path)).text).not.toContain('漏油')
    expect(somebody.cookies.size).toBe(0)
  }
  const entered = await somebody.post('/portal/follow', { number, code })
  expect([entered.status, entered.headers.location]).toEqual([303, '/portal/case'])
  expect((await somebody.get('/portal/case')).text).toContain(number)
  clock.pass({ hours: 24 })
  expect((await somebody.get('/portal/case')).text).not.toContain('漏油')
})
