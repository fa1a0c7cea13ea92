import type * as Crypto from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { organisationRoutes } from '../http/organisation-routes.ts'
import { sessionRoutes } from '../http/session-routes.ts'
import { setupRoutes } from '../http/setup-routes.ts'
import { type Clock, type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import { type Http, httpOf } from '../testing/http.ts'
import type { Town } from '../testing/town.ts'

/** What each hash cost since it was last emptied; the hash itself is the real one. */
const hashed = vi.hoisted(() => [] as unknown[])
vi.mock('node:crypto', async (original) => {
  const real = await original<typeof Crypto>()
  const argon2: typeof real.argon2 = (algorithm, { memory, passes, parallelism, ...rest }, done) => {
    hashed.push({ memory, passes, parallelism })
    real.argon2(algorithm, { memory, passes, parallelism, ...rest }, done)
  }
  return { ...real, argon2 }
})

let fresh: FreshHouse
let clock: Clock
let http: Http
let town: Town
const rooms = [setupRoutes, sessionRoutes, organisationRoutes]
const chosen = 'correct horse battery'

beforeAll(async () => {
  clock = standingClock('2026-03-02T01:00:00.000Z')
  fresh = await freshHouse({ now: clock.now })
  const posts = (post: string) => [{ post, unit: 'root' }]
  const agents = ['agent', 'other', 'victim', 'throttled', 'third', 'idle', 'temporary', 'disabled']
  const people = Object.fromEntries(agents.map((name) => [name, posts('agent')]))
  town = await fresh.found({
    packs: ['bank'],
    people: { ...people, security: posts('security-administrator'), system: posts('system-administrator') },
  })
  http = await httpOf(fresh.house, rooms)
})
afterAll(async () => {
  await http.close()
  await fresh.close()
})

const enter = (login: string, password = town.passwords[login] ?? '', address = '192.0.2.1') =>
  http.ask('POST', '/api/session', { login, password }, { address })

/** Signed in with a password of one's own. */
async function settled(login: string): Promise<string> {
  const { cookie } = await enter(login)
  await http.ask('POST', '/api/password', { old: town.passwords[login], new: `${chosen} ${login}` }, { cookie })
  return cookie
}

describe('signing in', () => {
  it('gives a cookie that only the server reads, and says who one is', async () => {
    const answer = await enter('agent')
    expect(answer.status).toBe(200)
    expect(answer.headers['set-cookie']).toMatch(
      /^__Host-huiyin=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect(answer.body).toMatchObject({
      id: town.people.agent,
      name: '测试·agent',
      mustChangePassword: false,
      organisation: '测试机构',
      zone: 'Asia/Shanghai',
    })
    expect(answer.body.posts).toEqual([{ post: 'agent', unit: town.units.root, unitName: '测试机构', by: null }])
    expect(answer.body.authorities).toContain('may-register')
    expect(answer.body.authorities).not.toContain('may-assign')
  })

  it('does not mind capitals and full-width letters in the log-in', async () => {
    expect((await enter(' ＡGENT ', town.passwords.agent)).status).toBe(200)
  })

  it('answers unknown, wrong and disabled alike', async () => {
    const security = await settled('security')
    await http.ask(
      'POST',
      '/api/organisation/commands/disable-person',
      { person: town.people.disabled },
      { cookie: security },
    )
    const answers = [await enter('nobody-at-all', 'x'), await enter('third', 'x'), await enter('disabled')]
    const plain = answers.map(({ status, text, headers }) => ({ status, text, headers: { ...headers, date: '' } }))
    expect(plain[0]).toMatchObject({ status: 401, text: expect.stringContaining('session.wrong') })
    expect(plain[1]).toEqual(plain[0])
    expect(plain[2]).toEqual(plain[0])
  })

  it('hashes as much for an unknown log-in and a disabled person as for a wrong password', async () => {
    const costOf = async (login: string) => {
      clock.pass({ minutes: 16 })
      hashed.length = 0
      await enter(login, 'a wrong password')
      return [...hashed]
    }
    const known = await costOf('third')
    expect(known).toEqual([{ memory: 19_456, passes: 2, parallelism: 1 }])
    expect(await costOf('a stranger')).toEqual(known)
    expect(await costOf('disabled')).toEqual(known)
  })

  it('ends the session that was open in the same browser', async () => {
    const first = await settled('other')
    const answer = await http.ask(
      'POST',
      '/api/session',
      { login: 'other', password: `${chosen} other` },
      { cookie: first },
    )
    expect(answer.cookie).not.toBe(first)
    expect((await http.ask('GET', '/api/me', undefined, { cookie: first })).status).toBe(401)
    expect((await http.ask('GET', '/api/me', undefined, { cookie: answer.cookie })).status).toBe(200)
  })
})

describe('a session', () => {
  it('opens nothing but a new password while the one in use was given for one sign-in', async () => {
    const given = { person: town.people.temporary, password: 'drawn for one sign-in' }
    await http.ask('POST', '/api/organisation/commands/reset-password', given, { cookie: await entered('security') })
    const { cookie } = await enter('temporary', given.password)
    expect((await http.ask('GET', '/api/organisation', undefined, { cookie })).body.code).toBe(
      'session.must-change-password',
    )
    expect((await http.ask('GET', '/api/me', undefined, { cookie })).status).toBe(200)
    await http.ask('POST', '/api/password', { old: given.password, new: chosen }, { cookie })
    expect((await http.ask('GET', '/api/organisation', undefined, { cookie })).status).toBe(200)
    expect((await http.ask('GET', '/api/me', undefined, { cookie })).body.mustChangePassword).toBe(false)
  })

  it('ends after half an hour of rest and after twelve hours of work', async () => {
    const token = (await fresh.cookieOf(town.people.idle ?? '')).split('=')[1]
    const cookie = `__Host-huiyin=${token}`
    const alive = async () => (await http.ask('GET', '/api/me', undefined, { cookie })).status === 200
    const again = async (pass: Temporal.DurationLike) => {
      clock.pass(pass)
      await new Promise((resolve) => setTimeout(resolve, 1010))
      return alive()
    }
    expect(await alive()).toBe(true)
    expect(await again({ minutes: 29 })).toBe(true)
    expect(await again({ minutes: 31 })).toBe(false)
    const other = await fresh.cookieOf(town.people.idle ?? '')
    for (let half = 0; half < 24; half++) {
      clock.pass({ minutes: 29 })
      await fresh.house.pool.query('update session set seen_at = $1', [clock.now()])
    }
    clock.pass({ minutes: 25 })
    expect((await http.ask('GET', '/api/me', undefined, { cookie: other })).status).toBe(401)
  })

  it('lies in the database as a digest only', async () => {
    const cookie = await fresh.cookieOf(town.people.idle ?? '')
    const { rows } = await fresh.house.pool.query<{ text: string }>('select s::text as text from session s')
    expect(rows.length).toBeGreaterThan(0)
    for (const { text } of rows) expect(text).not.toContain(cookie.split('=')[1])
  })

  it('ends on leaving, and cannot be used again', async () => {
    const { cookie } = await enter('idle')
    const left = await http.ask('DELETE', '/api/session', undefined, { cookie })
    expect(left.status).toBe(204)
    expect(left.headers['set-cookie']).toMatch(/^__Host-huiyin=; .*Expires=Thu, 01 Jan 1970/)
    expect((await http.ask('GET', '/api/me', undefined, { cookie })).status).toBe(401)
  })
})

describe('a new password', () => {
  it('ends every other session, keeps this one, and is the one that counts', async () => {
    const { cookie } = await enter('third')
    const elsewhere = await fresh.cookieOf(town.people.third ?? '')
    const wrong = await http.ask('POST', '/api/password', { old: 'not the old one', new: chosen }, { cookie })
    expect(wrong.body.code).toBe('password.wrong')
    const same = await http.ask(
      'POST',
      '/api/password',
      { old: town.passwords.third, new: town.passwords.third },
      { cookie },
    )
    expect(same.body.code).toBe('password.same')
    const weak = await http.ask('POST', '/api/password', { old: town.passwords.third, new: 'password1234' }, { cookie })
    expect(weak.body.code).toBe('password.common')
    const done = await http.ask('POST', '/api/password', { old: town.passwords.third, new: chosen }, { cookie })
    expect(done.status).toBe(204)
    expect((await http.ask('GET', '/api/me', undefined, { cookie })).status).toBe(200)
    expect((await http.ask('GET', '/api/me', undefined, { cookie: elsewhere })).status).toBe(401)
    expect((await enter('third')).status).toBe(401)
    expect((await enter('third', chosen)).status).toBe(200)
  })
})

describe('guessing', () => {
  it('is slowed for a log-in, across processes and restarts, for a quarter of an hour', async () => {
    for (let guess = 0; guess < 5; guess++) expect((await enter('throttled', `guess ${guess}`)).status).toBe(401)
    const other = await httpOf(await fresh.another(), rooms)
    const right = { login: 'throttled', password: town.passwords.throttled }
    const slowed = await other.ask('POST', '/api/session', right, { address: '198.51.100.7' })
    expect(slowed.status).toBe(429)
    expect(Number(slowed.headers['retry-after'])).toBeGreaterThan(890)
    expect(Number(slowed.headers['retry-after'])).toBeLessThanOrEqual(900)
    for (let more = 0; more < 5; more++) {
      clock.pass({ minutes: 2 })
      expect((await enter('throttled', 'on and on')).status).toBe(429)
    }
    clock.pass({ minutes: 5, seconds: 1 })
    expect((await other.ask('POST', '/api/session', right)).status).toBe(200)
    await other.close()
  })

  it('made at once counts each guess', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, guess) => enter('victim', `guess ${guess}`, `203.0.113.${guess}`)),
    )
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(25)
  })

  it('from one address is slowed whatever the log-in; those who know their password are not counted', async () => {
    for (let time = 0; time < 10; time++) expect((await enter('temporary', chosen, '192.0.2.99')).status).toBe(200)
    for (let guess = 0; guess < 50; guess++) expect((await enter(`guess-${guess}`, 'x', '192.0.2.99')).status).toBe(401)
    expect((await enter('temporary', chosen, '192.0.2.99')).status).toBe(429)
    expect((await enter('temporary', chosen, '192.0.2.98')).status).toBe(200)
  })

  it('behind a trusted proxy is counted by where it comes from; nobody else may name an address', async () => {
    const proxied = await httpOf(fresh.house, rooms, { proxies: ['10.1.0.0/16'] })
    const guess = (from: string, told: string, login = `of-${told}`) => {
      const asked = { address: from, headers: { 'x-forwarded-for': told } }
      return proxied.ask('POST', '/api/session', { login, password: 'x' }, asked)
    }
    const statuses = async (from: string, told: (nth: number) => string) => {
      const answers: number[] = []
      for (let nth = 0; nth < 51; nth++) answers.push((await guess(from, told(nth), `${from}-${nth}`)).status)
      return answers
    }
    expect(await statuses('10.1.2.3', (nth) => `198.51.100.${nth}`)).not.toContain(429)
    expect((await statuses('10.1.2.3', (nth) => `192.0.2.${nth}, 203.0.113.200`)).at(-1)).toBe(429)
    expect((await statuses('10.2.2.3', (nth) => `198.51.100.${nth + 100}`)).at(-1)).toBe(429)
    await proxied.close()
  })
})

describe('what a person may do', () => {
  it('shows log-ins to the security administrator alone', async () => {
    const security = await http.ask('GET', '/api/organisation', undefined, { cookie: await entered('security') })
    const agent = await http.ask('GET', '/api/organisation', undefined, { cookie: await settled('agent') })
    expect(security.body.people.map((person: { login: string }) => person.login)).toContain('agent')
    expect(new Set(agent.body.people.map((person: { login: string }) => person.login))).toEqual(new Set(['']))
  })

  it('answers a repeated request with the first receipt, and another under its key not at all', async () => {
    const cookie = await settled('system')
    const headers = { 'idempotency-key': '7b0c7b8e-3f63-4c8e-9d2e-0c8b8a1f2d3c' }
    const path = '/api/organisation/commands/add-unit'
    const add = (name: string) => http.ask('POST', path, { parent: town.units.root, name }, { cookie, headers })
    const [first, again, other] = [await add('一号'), await add('一号'), await add('二号')]
    expect(first.status).toBe(200)
    expect(again.body).toEqual(first.body)
    expect(again.headers['idempotency-replayed']).toBe('true')
    expect(other.body.code).toBe('request.key-reused')
  })

  it('is shut to strangers and to those without the post', async () => {
    const path = '/api/organisation/commands/add-unit'
    const body = { parent: town.units.root, name: '三号' }
    expect((await http.ask('POST', path, body)).status).toBe(401)
    expect((await http.ask('POST', path, body, { cookie: await entered('agent') })).status).toBe(403)
    expect((await http.ask('POST', path, body, { cookie: await entered('security') })).status).toBe(403)
    const cookie = await entered('system')
    const foreign = await http.ask('POST', path, body, { cookie, headers: { 'sec-fetch-site': 'cross-site' } })
    expect(foreign.body.code).toBe('access.foreign-origin')
  })
})

async function entered(login: string): Promise<string> {
  return (await enter(login, `${chosen} ${login}`)).cookie
}
