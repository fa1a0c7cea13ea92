import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { organisationCommands } from '../../core/organisation/commands.ts'
import { asSystem, read } from '../db/transaction.ts'
import { permissions } from '../http/permissions.ts'
import { rooms } from '../main.ts'
import { handleOrganisation } from '../organisation/handle-organisation.ts'
import { type FreshHouse, freshHouse } from '../testing/fresh-house.ts'
import { type Answered, type Http, httpOf } from '../testing/http.ts'
import { issueKey } from '../testing/telephone.ts'
import type { Town } from '../testing/town.ts'

/** Peers had doors for machines that asked nobody's permission, took what no form has, and built statements of what they got. */

let fresh: FreshHouse
let http: Http
let town: Town
let own: string
let other: string
const said = { channel: 'web', title: '扣费两次', content: '同一笔扣了两次', name: '李四', phone: '13800000000' }
beforeAll(async () => {
  fresh = await freshHouse()
  town = await fresh.found({ packs: ['enterprise'] })
  http = await httpOf(fresh.house, rooms)
  own = await issueKey(fresh.house, '官网', ['register', 'read', 'status'])
  other = await issueKey(fresh.house, '分站', ['register', 'read', 'status'])
})
afterAll(async () => {
  await http.close()
  await fresh.close()
})

const with_ = (key: string) => ({ headers: { authorization: `Bearer ${key}` } })
const bring = (body: object = {}, key = own): Promise<Answered> =>
  http.ask('POST', '/api/v1/complaints', { ...said, unit: town.units.root, ...body }, with_(key))

describe('a key', () => {
  it('registers, asks how it stands and sees what the complainant may see; of its own alone', async () => {
    const brought = (await bring()).body
    expect(brought).toMatchObject({ number: expect.stringMatching(/^\d{4}-\d{6}$/), queryCode: expect.any(String) })
    const path = `/api/v1/complaints/${brought.number}`
    expect((await http.ask('GET', `${path}/status`, undefined, with_(own))).body).toMatchObject({ stage: 'intake' })
    const whole = (await http.ask('GET', path, undefined, with_(own))).body
    expect(whole.told).toMatchObject([{ kind: 'received' }])
    expect(whole.own).toContainEqual({ field: 'content', text: '同一笔扣了两次' })
    for (const tail of ['', '/status']) {
      const strange = await http.ask('GET', path + tail, undefined, with_(other))
      const nothing = await http.ask('GET', `/api/v1/complaints/2099-000001${tail}`, undefined, with_(other))
      expect([strange.status, strange.text]).toEqual([404, nothing.text])
    }
    const [first] = await read<{ by_id: string }>(fresh.house.pool, asSystem, {
      text: `select f.by_id from fact f join case_row c on c.id = f.stream_id where c.number = $1 and f.version = 1`,
      values: [brought.number],
    })
    expect(first?.by_id).toMatch(/^token:/)
  })

  it('holds for nothing but its scopes: every other route of the house is shut to it (hole 45)', async () => {
    const narrow = await issueKey(fresh.house, '只查', ['status'])
    const through: string[] = []
    for (const [route, access] of Object.entries(permissions)) {
      const [method = '', path = ''] = route.split(' ')
      if (access === 'public' || access === 'token-status' || method === 'HEAD') continue
      const url = path.replace(/:number/, '2026-000001').replace(/:\w+/g, '0198c0de-0000-7000-8000-000000000001')
      const answer = await http.app.inject({ method: method as 'GET', url, ...with_(narrow) })
      if (![401, 403].includes(answer.statusCode)) through.push(`${route} ${answer.statusCode}`)
    }
    expect(through).toEqual([])
    const refused = `select count(*)::int as count from token_use where status = 403 and what like '%/api/v1/%'`
    const [row] = await read<{ count: number }>(fresh.house.pool, asSystem, { text: refused })
    expect(row?.count).toBeGreaterThan(3)
  })

  it('is shut out within a second once it is revoked, and when its day is over', async () => {
    const gone = await issueKey(fresh.house, '旧系统', ['status'])
    expect((await http.ask('GET', '/api/v1/complaints', undefined, with_(gone))).status).toBe(200)
    const organisation = await fresh.house.directory.now()
    const token = organisation?.tokens.find(({ name }) => name === '旧系统')?.id
    const revoke = organisationCommands.find(({ name }) => name === 'revoke-token')
    if (!revoke) throw new Error('no command')
    const caller = { kind: 'system', id: 'test' } as const
    await handleOrganisation(fresh.house, { command: revoke, input: { token }, caller })
    expect((await http.ask('GET', '/api/v1/complaints', undefined, with_(gone))).status).toBe(401)
  })

  it('is matched whole: no prefix, no case, no space, no other shape', async () => {
    const variants = [
      '',
      ' ',
      own.slice(0, -1),
      `${own}x`,
      own.toLowerCase(),
      own.replace('huiyin_', ''),
      '\u0000',
      '[]',
      'null',
    ]
    for (const one of variants)
      expect((await http.ask('GET', '/api/v1/complaints', undefined, with_(one))).status).toBe(401)
    for (const header of [own, `bearer ${own}`, `Basic ${own}`, `Bearer  ${own}`])
      expect(
        (await http.ask('GET', '/api/v1/complaints', undefined, { headers: { authorization: header } })).status,
      ).toBe(401)
  })

  it('leaves a line for each use, and its value nowhere', async () => {
    const text = 'select what, status from token_use order by at desc limit 1'
    await bring({ channel: 'no-such' })
    expect(await read(fresh.house.pool, asSystem, { text })).toEqual([{ what: 'POST /api/v1/complaints', status: 422 }])
    const kept = await read<{ tokens: unknown }>(fresh.house.pool, asSystem, {
      text: 'select tokens from organisation',
    })
    expect(JSON.stringify(kept)).not.toContain(own.slice(10))
  })
})

describe('what is brought', () => {
  it('holds only what a complaint may hold: fields that decide or belong to others are refused, not dropped (hole 60)', async () => {
    const more = [
      'accept',
      'recordedSteps',
      'respondents',
      'id',
      'number',
      'handler',
      'grade',
      'account_id',
      'role',
      'token',
      '__proto__x',
    ]
    for (const field of more) expect((await bring({ [field]: ['x'] })).status).toBe(400)
    const answer = await http.app.inject({
      method: 'POST',
      url: '/api/v1/complaints',
      headers: { ...with_(own).headers, 'content-type': 'application/json' },
      payload: `{"__proto__":{"accept":["x"]},"channel":"web","unit":"${town.units.root}","title":"t","content":"c"}`,
    })
    expect(answer.statusCode).toBe(400)
  })

  it('is a value and never a statement, in every field, address and key (holes 53, 54)', async () => {
    const strings = [
      `'; drop table fact; --`,
      `" or 1=1 --`,
      `\\'; select pg_sleep(5); --`,
      `$1`,
      `{{7*7}}`,
      `%27%20or%201=1`,
      `'or'1'='1`,
      `x'y`,
    ]
    for (const one of strings) {
      const fields = { title: one, content: one, name: one, phone: one, request: one, place: one, product: one }
      expect((await bring(fields)).status).toBe(200)
      expect((await bring({ channel: one })).status).toBe(400)
      const escaped = encodeURIComponent(one)
      expect((await http.ask('GET', `/api/v1/complaints/${escaped}`, undefined, with_(own))).status).toBe(404)
      const after = await http.ask(
        'GET',
        `/api/v1/complaints?after=${encodeURIComponent(one.slice(0, 20))}`,
        undefined,
        with_(own),
      )
      expect(after.status).toBe(200)
      // With a space in it, it would be no key before anybody looked for it.
      const key = `huiyin_${one.replaceAll(' ', '/**/')}`
      expect((await http.ask('GET', '/api/v1/complaints', undefined, with_(key))).status).toBe(401)
    }
    const calls = await issueKey(fresh.house, '电话', ['calls'])
    for (const one of strings) {
      const body = { call: one, event: 'begun', agent: 'agent', recording: one }
      expect((await http.ask('POST', '/api/v1/calls', body, with_(calls))).status).toBe(204)
      expect((await http.ask('POST', '/api/v1/calls', { ...body, agent: one }, with_(calls))).status).toBe(422)
    }
    const [count] = await read<{ count: number }>(fresh.house.pool, asSystem, {
      text: 'select count(*)::int as count from fact',
    })
    expect(count?.count).toBeGreaterThan(strings.length)
  })

  it('sent twice with one key of its request is one complaint', async () => {
    const headers = { ...with_(own).headers, 'idempotency-key': '0198c0de-0000-4000-8000-00000000abcd' }
    const send = () => http.ask('POST', '/api/v1/complaints', { ...said, unit: town.units.root }, { headers })
    const [one, two] = [await send(), await send()]
    expect(two.body).toEqual(one.body)
    expect(two.headers['idempotency-replayed']).toBe('true')
  })
})
