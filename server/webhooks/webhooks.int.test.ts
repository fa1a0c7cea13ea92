import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { register } from '../../core/1-intake/register.ts'
import type { Command } from '../../core/case/command.ts'
import { asSystem, read } from '../db/transaction.ts'
import { handleCommand } from '../handle-command.ts'
import { webhookRoutes } from '../http/webhook-routes.ts'
import { type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import { type Http, httpOf } from '../testing/http.ts'
import { type Receiver, receiver, receiverName } from '../testing/receiver.ts'
import type { Town } from '../testing/town.ts'
import { sendMessages } from './send-messages.ts'

const clock = standingClock('2026-03-02T01:00:00.000Z')
let fresh: FreshHouse
let http: Http
let town: Town
let told: Receiver
let secret: string
beforeAll(async () => {
  told = await receiver()
  fresh = await freshHouse({ now: clock.now })
  town = await fresh.found({ packs: ['enterprise'] })
  http = await httpOf(fresh.house, [webhookRoutes])
  const url = `https://${receiverName}:${told.port}/in`
  const body = { name: '工单系统', url, events: ['registered', 'closed'] }
  const added = await http.ask('POST', '/api/webhooks', body, await admin())
  secret = added.body.secret
})
afterAll(async () => {
  await http.close()
  await fresh.close()
  await told.close()
})

/** A session of its own each time: an idle one ends while the clock moves. */
async function admin() {
  return { cookie: await fresh.cookieOf(town.people['system-administrator'] ?? '') }
}

async function file(): Promise<string> {
  const given = { channel: 'phone', unit: town.units.root, title: '漏油', content: '张三的车漏油', name: '张三' }
  const input = register.input.parse(given)
  const call = { command: register as unknown as Command, input, caller: town.as('agent') }
  const answer = await handleCommand(fresh.house, call)
  if ('refusal' in answer) throw new Error(answer.refusal.code)
  return answer.receipt.number
}

const send = () => sendMessages(fresh.house, told.ways)

describe('a message to another system', () => {
  it('says number, event and link, signed; nothing of the complaint', async () => {
    const number = await file()
    expect(await send()).toBe(1)
    const [message] = told.received
    const body = JSON.parse(message?.body ?? '')
    expect(body).toMatchObject({ event: 'registered', number, link: expect.stringMatching(/\/cases\/[0-9a-f-]{36}$/) })
    expect(Object.keys(body).sort()).toEqual(['at', 'event', 'id', 'link', 'number'])
    const [, at, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(message?.headers['huiyin-signature'])) ?? []
    expect(createHmac('sha256', secret).update(`${at}.${message?.body}`).digest('hex')).toBe(mac)
    expect(await send()).toBe(0)
  })

  it('survives an outage: the same message, tried again ever more seldom, arrives in the end', async () => {
    told.received.length = 0
    told.answer = 'hang-up'
    await file()
    const waits: number[] = []
    for (let tries = 0; tries < 12; tries++) {
      expect(await send()).toBe(1)
      const [row] = await waiting()
      waits.push((Date.parse(row?.next_at ?? '') - Date.parse(clock.now())) / 1000)
      clock.set(row?.next_at ?? '')
    }
    expect(waits.slice(0, 4)).toEqual([10, 20, 40, 80])
    expect(Math.max(...waits)).toBe(3600)
    told.answer = { status: 500 }
    await send()
    expect((await waiting())[0]).toMatchObject({ outcome: '500' })
    const failing = (await http.ask('GET', '/api/webhooks/failing', undefined, await admin())).body
    expect(failing).toMatchObject([{ webhook: '工单系统', event: 'registered', attempts: 13 }])
    told.answer = { status: 200 }
    expect((await http.ask('POST', `/api/webhooks/messages/${failing[0].id}/again`, {}, await admin())).status).toBe(
      204,
    )
    expect(await send()).toBe(1)
    expect(new Set(told.received.map(({ headers }) => headers['huiyin-message']))).toEqual(new Set([failing[0].id]))
    expect(await waiting()).toEqual([])
  })

  it('does not follow a redirect', async () => {
    told.received.length = 0
    told.answer = { status: 302, location: `https://${receiverName}:${told.port}/elsewhere` }
    await file()
    await send()
    expect(told.received.map(({ path }) => path)).toEqual(['/in'])
    expect((await waiting())[0]).toMatchObject({ outcome: '302' })
    told.answer = { status: 200 }
  })

  it('is for system administrators to set up, and leads outside only', async () => {
    const agent = { cookie: await fresh.cookieOf(town.people.agent ?? '') }
    const body = { name: 'x', url: 'https://hooks.example.com/', events: ['closed'] }
    expect((await http.ask('POST', '/api/webhooks', body, agent)).status).toBe(403)
    for (const url of [
      'https://127.0.0.1/',
      'https://169.254.169.254/latest',
      'https://localhost/',
      'http://a.example/',
    ])
      expect((await http.ask('POST', '/api/webhooks', { ...body, url }, await admin())).status).toBe(422)
    const [line] = (await http.ask('GET', '/api/webhooks', undefined, await admin())).body
    expect(line.host).toBe(`https://${receiverName}:${told.port}`)
    expect(JSON.stringify(line)).not.toContain(secret)
  })
})

type Row = { readonly next_at: string; readonly outcome: string | null }

function waiting(): Promise<Row[]> {
  const text =
    'select next_at, outcome from webhook_message where delivered_at is null and given_up_at is null order by at'
  return read<Row>(fresh.house.pool, asSystem, { text })
}
