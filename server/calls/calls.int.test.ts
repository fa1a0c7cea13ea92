import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { register } from '../../core/1-intake/register.ts'
import type { Command } from '../../core/case/command.ts'
import { asSystem, read } from '../db/transaction.ts'
import { handleCommand } from '../handle-command.ts'
import { callRoutes } from '../http/call-routes.ts'
import { type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import { type Answered, type Http, httpOf } from '../testing/http.ts'
import { issueKey } from '../testing/telephone.ts'
import type { Town } from '../testing/town.ts'
import { attachCalls } from './attach-calls.ts'
import { forgetCalls } from './call-rows.ts'

const clock = standingClock('2026-03-02T01:00:00.000Z')
let fresh: FreshHouse
let http: Http
let town: Town
let key: string
beforeAll(async () => {
  fresh = await freshHouse({ now: clock.now })
  const at = (post: string) => [{ post, unit: 'root' }]
  const people = { mei: at('agent'), lan: at('agent'), boss: at('supervisor'), security: at('security-administrator') }
  town = await fresh.found({ packs: ['hotline'], people })
  http = await httpOf(fresh.house, [callRoutes])
  key = await issueKey(fresh.house, '呼叫中心', ['calls'])
})
afterAll(async () => {
  await http.close()
  await fresh.close()
})

const told = (call: string, event: string, more: object = {}): Promise<Answered> =>
  http.ask(
    'POST',
    '/api/v1/calls',
    { call, event, agent: 'mei', ...more },
    { headers: { authorization: `Bearer ${key}` } },
  )
const as = async (person: string) => ({ cookie: await fresh.cookieOf(town.people[person] ?? '') })
const current = async (person: string) =>
  (await http.ask('GET', '/api/calls/current', undefined, await as(person))).body.call

async function file(more: object = {}): Promise<string> {
  const input = register.input.parse({
    channel: 'phone',
    unit: town.units.root,
    title: '漏油',
    content: '漏油',
    ...more,
  })
  const call = { command: register as unknown as Command, input, caller: town.as('mei') }
  const answer = await handleCommand(fresh.house, call)
  if ('refusal' in answer) throw new Error(answer.refusal.code)
  return answer.receipt.id
}

type Fact = { readonly type: string; readonly data: Record<string, unknown> }
const factsOf = (caseId: string) =>
  read<Fact>(fresh.house.pool, asSystem, {
    text: `select type, data from fact where stream_id = $1 and type in ('CallTaken', 'RecordingLinked') order by version`,
    values: [caseId],
  })

describe('a call', () => {
  it('becomes one fact of its complaint, however its events come; the number stands nowhere else', async () => {
    await told('a', 'ended', { at: '2026-03-02T09:05:00+08:00' })
    await told('a', 'answered', { at: '2026-03-02T09:01:00+08:00' })
    await told('a', 'begun', { at: '2026-03-02T09:00:50+08:00', number: '13800001234' })
    await told('a', 'begun', { at: '2026-03-02T09:00:50+08:00', number: '13800001234' })
    const call = await current('mei')
    expect(call).toMatchObject({ number: '13800001234', begunAt: '2026-03-02T01:00:50.000Z' })
    const caseId = await file()
    const change = { caseId, summary: '要求当天回复' }
    expect((await http.ask('PUT', `/api/calls/${call.id}`, change, await as('mei'))).status).toBe(204)
    await attachCalls(fresh.house)
    await told('a', 'ended')
    const facts = await factsOf(caseId)
    expect(facts).toMatchObject([{ type: 'CallTaken', data: { call: call.id, seconds: 240 } }])
    expect(JSON.stringify(facts)).not.toContain('当天')
    expect(await current('mei')).toBeNull()
    const text = 'select number_box, summary_box from call where id = $1'
    expect(await read(fresh.house.pool, asSystem, { text, values: [call.id] })).toEqual([
      { number_box: null, summary_box: null },
    ])

    await told('a', 'recorded', { recording: 'https://pbx.example/7' })
    await told('a', 'recorded', { recording: 'https://pbx.example/7' })
    await attachCalls(fresh.house)
    expect((await factsOf(caseId)).map(({ type }) => type)).toEqual(['CallTaken', 'RecordingLinked'])
  })

  it('is seen and changed by the agent who took it, and by nobody else', async () => {
    await told('b', 'begun', { number: '13900000000' })
    const call = await current('mei')
    expect(await current('lan')).toBeNull()
    expect((await http.ask('PUT', `/api/calls/${call.id}`, { away: true }, await as('lan'))).status).toBe(404)
    const strange = '0198c0de-0000-7000-8000-0000000000ff'
    expect((await http.ask('PUT', `/api/calls/${call.id}`, { caseId: strange }, await as('mei'))).status).toBe(404)
    expect((await http.ask('PUT', `/api/calls/${call.id}`, { away: true }, await as('mei'))).status).toBe(204)
    expect(await current('mei')).toBeNull()
  })

  it('is put into no complaint behind the wall', async () => {
    const caseId = await file({ respondents: [town.people.lan ?? ''] })
    await http.ask(
      'POST',
      '/api/v1/calls',
      { call: 'w', event: 'begun', agent: 'lan' },
      { headers: { authorization: `Bearer ${key}` } },
    )
    const call = await current('lan')
    expect((await http.ask('PUT', `/api/calls/${call.id}`, { caseId }, await as('lan'))).status).toBe(404)
    expect(await factsOf(caseId)).toEqual([])
  })

  it('of nobody on the staff is refused in words', async () => {
    expect((await told('c', 'begun', { agent: 'nobody' })).body.code).toBe('call.no-such-agent')
  })

  it('of which nothing came is forgotten after thirty days', async () => {
    clock.pass({ hours: 31 * 24 })
    await forgetCalls(fresh.house)
    const rows = await read(fresh.house.pool, asSystem, { text: 'select from call where case_id is null' })
    expect(rows).toEqual([])
  })
})
