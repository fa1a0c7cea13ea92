import { afterAll, beforeAll, expect, it } from 'vitest'
import { register } from '../../core/1-intake/register.ts'
import type { Command } from '../../core/case/command.ts'
import { commandNamed } from '../../core/case/commands.ts'
import { handleCommand } from '../handle-command.ts'
import { rooms } from '../main.ts'
import { type Http, httpOf } from '../testing/http.ts'
import { type MailHouse, mailHouse } from '../testing/mail-house.ts'
import { type StandIn, standIn } from '../testing/wecom.ts'
import { sendChannelMessages } from './send-channel-messages.ts'
import { encryptCallback, signatureOf } from './wecom-crypto.ts'

const aesKey = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C'
let desk: MailHouse
let http: Http
let other: StandIn
beforeAll(async () => {
  const people = {
    specialist: [{ post: 'specialist', unit: 'root' }],
    supervisor: [{ post: 'supervisor', unit: 'root' }],
    system: [{ post: 'system-administrator', unit: 'root' }],
  }
  desk = await mailHouse({ packs: ['enterprise'], people })
  other = await standIn()
  http = await httpOf({ ...desk.house, inside: other.ways.inside }, rooms)
})
afterAll(async () => {
  await http.close()
  await other.close()
  await desk.close()
})

const send = () => sendChannelMessages(desk.house, other.ways)
const messages = () =>
  desk.sql<{ channel: string; state: string; outcome: string | null; tries: number }>(
    'select channel, state, outcome, tries from channel_message order by channel, state desc',
  )

async function ask(who: string, method: 'GET' | 'POST', path: string, body?: object) {
  return http.ask(method, path, body, { cookie: await desk.fresh.cookieOf(desk.town.people[who] ?? '') })
}

async function registered(phone?: string): Promise<string> {
  const input = register.input.parse({
    channel: 'phone',
    unit: desk.town.units.root,
    title: '漏油',
    content: '漏油',
    ...(phone && { phone }),
  })
  const answer = await handleCommand(desk.house, {
    command: register as unknown as Command,
    input,
    caller: desk.town.as('specialist'),
  })
  if ('refusal' in answer) throw new Error(answer.refusal.code)
  return answer.receipt.id
}

it('the system administrator sets them, nobody is shown a key, and a key that is left empty stays', async () => {
  const wecom = {
    corpId: 'ww-test',
    agentId: 7,
    secret: 'right',
    token: 'tok',
    aesKey,
    unit: desk.town.units.root,
    url: other.url,
  }
  const sms = { url: `${other.url}/sms`, secret: 'sms-key', sign: '测试机构', receiptTemplate: 'T1' }
  expect((await ask('specialist', 'POST', '/api/channels/wecom', wecom)).status).toBe(403)
  expect((await ask('system', 'POST', '/api/channels/sms', { ...sms, url: 'http://x.example' })).body.code).toBe(
    'webhook.not-https',
  )
  expect((await ask('system', 'POST', '/api/channels/sms', { ...sms, secret: '' })).body.code).toBe('channel.no-key')
  expect((await ask('system', 'POST', '/api/channels/wecom', wecom)).status).toBe(204)
  expect((await ask('system', 'POST', '/api/channels/sms', sms)).status).toBe(204)
  expect(
    (await ask('system', 'POST', '/api/channels/sms', { ...sms, secret: '', sign: '机构', receiptTemplate: '' }))
      .status,
  ).toBe(204)
  const led = { ...sms, url: `${other.url}/elsewhere`, secret: '' }
  expect((await ask('system', 'POST', '/api/channels/sms', led)).body.code).toBe('channel.no-key')
  const { text, body } = await ask('system', 'GET', '/api/channels')
  expect(text).not.toMatch(/right|sms-key|tok"|jWmYm/)
  expect(body).toMatchObject([
    { channel: 'wecom', settings: { agentId: 7, takes: true } },
    { settings: { sign: '机构' } },
  ])
  await desk.sql(`update message_channel set since = '2026-01-01'`)
})

it('a complainant with a mobile telephone gets number and code once; a gateway that is down is asked again', async () => {
  await desk.house.directory.refresh()
  other.status = 500
  await registered('138 1234 8000')
  await registered('021-5555555')
  await send()
  expect(await messages()).toMatchObject([
    { state: 'waiting', outcome: '500' },
    { state: 'failed', outcome: 'no-mobile' },
  ])
  other.status = 200
  desk.clock.pass({ minutes: 5 })
  await send()
  desk.clock.pass({ minutes: 5 })
  await send()
  const got = other.heard.filter(({ path }) => path === '/sms')
  expect(got).toHaveLength(2)
  expect(new Set(got.map(({ body }) => (body as { id: string }).id)).size).toBe(1)
  expect(got[1]).toMatchObject({
    authorization: 'Bearer sms-key',
    body: {
      to: '13812348000',
      template: '',
      parts: 1,
      text: expect.stringMatching(/^【机构】.*编号\d{4}-\d{6}，查询码/),
    },
  })
  expect((await messages())[0]).toMatchObject({ state: 'sent', outcome: '200', tries: 2 })
})

it('a complainant who is told by short message hears that there is something to read, and nothing of what', async () => {
  const id = await registered('13812348001')
  await send()
  const run = async (name: string, input: object) => {
    const command = commandNamed(name) as Command
    const call = { command, caseId: id, input: command.input.parse(input), caller: desk.town.as('specialist') }
    expect(await handleCommand(desk.house, call)).toHaveProperty('receipt')
  }
  await run('accept', { conditions: ['clear-and-specific', 'in-scope', 'eligible-complainant'] })
  for (const channel of ['sms', 'phone']) await run('inform', { channel, text: '检测结果后天出来' })
  desk.clock.pass({ minutes: 5 })
  await send()
  await send()
  const got = other.heard.filter(({ path, body }) => path === '/sms' && (body as { to: string }).to === '13812348001')
  expect(got.map(({ body }) => (body as { text: string }).text)).toEqual([
    expect.stringMatching(/^【机构】您的投诉已登记/),
    expect.stringMatching(/^【机构】您的投诉（编号\d{4}-\d{6}）有新的告知/),
  ])
  expect(JSON.stringify(got)).not.toContain('检测结果')
})

it('a notice goes to WeCom by a token that is kept, and renewed where WeCom says that it is over', async () => {
  const id = await registered()
  const assign = async () => {
    const command = commandNamed('assign') as Command
    const input = { handler: desk.town.people.specialist }
    const caller = desk.town.as('supervisor')
    expect(await handleCommand(desk.house, { command, caseId: id, input, caller })).toHaveProperty('receipt')
  }
  const accept = { command: commandNamed('accept') as Command, caseId: id, caller: desk.town.as('specialist') }
  await handleCommand(desk.house, {
    ...accept,
    input: { conditions: ['clear-and-specific', 'in-scope', 'eligible-complainant'] },
  })
  await assign()
  other.codes.push(42001, 0)
  await send()
  const told = other.heard.filter(({ path }) => path === '/cgi-bin/message/send')
  expect(other.tokens).toBe(2)
  expect(told.at(-1)?.body).toMatchObject({
    touser: 'specialist',
    agentid: 7,
    msgtype: 'text',
    enable_duplicate_check: 1,
  })
  expect(JSON.stringify(told.at(-1)?.body)).toMatch(/分派给您.*2026-\d{6}.*\/cases\//)
  expect(JSON.stringify(told.at(-1)?.body)).not.toContain('漏油')
  expect((await messages()).filter(({ channel }) => channel === 'wecom')).toMatchObject([
    { state: 'sent', outcome: '0' },
  ])
})

const callback = (text: string, at: number, corpId = 'ww-test') => {
  const encrypted = encryptCallback({ token: 'tok', aesKey, corpId }, text)
  const query = new URLSearchParams({
    msg_signature: signatureOf('tok', String(at), 'n', encrypted),
    timestamp: String(at),
    nonce: 'n',
  })
  return { query, encrypted }
}
const post = async (query: URLSearchParams, encrypted: string) => {
  const payload = `<xml><ToUserName><![CDATA[x]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`
  const answer = await http.app.inject({
    method: 'POST',
    url: `/api/wecom?${query}`,
    payload,
    headers: { 'content-type': 'text/xml' },
  })
  return { status: answer.statusCode, text: answer.body }
}
const nowSeconds = () => Math.floor(Date.parse(desk.clock.now()) / 1000)

it('what a colleague hands on is stored before it is acknowledged, once, and waits to be registered', async () => {
  const echo = callback('1616140317555161061', nowSeconds())
  const answer = await http.ask('GET', `/api/wecom?${echo.query}&echostr=${encodeURIComponent(echo.encrypted)}`)
  expect([answer.status, answer.text]).toEqual([200, '1616140317555161061'])

  const said =
    '<xml><FromUserName>wang</FromUserName><MsgType>text</MsgType><Content>3号站多收了钱</Content><MsgId>1</MsgId></xml>'
  const first = callback(said, nowSeconds())
  expect(await post(first.query, first.encrypted)).toEqual({ status: 200, text: '' })
  const again = callback(said, nowSeconds())
  expect((await post(again.query, again.encrypted)).status).toBe(200)
  for (const wrong of [callback(said, nowSeconds() - 900), callback(said, nowSeconds(), 'ww-other')])
    expect((await post(wrong.query, wrong.encrypted)).status).toBe(403)
  first.query.set('msg_signature', '0'.repeat(40))
  expect((await post(first.query, first.encrypted)).status).toBe(403)

  const { workDoors } = await import('../doors/work-doors.ts')
  while ((await workDoors(desk.house)).count > 0);
  const { rows } = (await ask('specialist', 'GET', '/api/inbox')).body
  expect(rows).toMatchObject([
    { door: 'wecom', state: 'quarantine', reason: 'by-wecom', name: 'wang', text: '3号站多收了钱' },
  ])
  const body = { unit: desk.town.units.root, title: '多收钱', content: '3号站多收了钱' }
  const made = await ask('specialist', 'POST', `/api/inbox/${rows[0].id}/register`, body)
  expect(made.status).toBe(201)
  expect(await desk.sql('select channel from case_row where id = $1', [made.body.id])).toEqual([
    { channel: 'internal' },
  ])
})

it('what is switched off sends nothing and takes nothing', async () => {
  for (const channel of ['wecom', 'sms'])
    expect((await ask('system', 'POST', '/api/organisation/commands/remove-channel', { channel })).status).toBe(200)
  await desk.house.directory.refresh()
  expect(await send()).toBe(0)
  const late = callback('<xml><MsgType>text</MsgType><Content>x</Content></xml>', nowSeconds())
  expect((await post(late.query, late.encrypted)).status).toBe(403)
  expect((await ask('system', 'GET', '/api/channels')).body).toMatchObject([{ settings: null }, { settings: null }])
})
