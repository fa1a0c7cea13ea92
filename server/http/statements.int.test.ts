import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { beginDays } from '../jobs/begin-day.ts'
import { rooms } from '../main.ts'
import { type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import { type Http, httpOf } from '../testing/http.ts'
import type { Town } from '../testing/town.ts'
import { verifyTrail } from '../trail/verify.ts'

const clock = standingClock('2026-03-02T01:00:00Z')
const question = '三月一日九时您在哪个窗口？'
const text = '我当时在三号窗口，没有接待这位客户。'
let fresh: FreshHouse
let town: Town
let http: Http
let caseId = ''
let number = ''

beforeAll(async () => {
  fresh = await freshHouse({ now: clock.now })
  const at = (unit: string, ...posts: string[]) => posts.map((post) => ({ post, unit }))
  town = await fresh.found({
    packs: ['bank'],
    units: { hall: null, west: null },
    people: {
      accused: at('hall', 'specialist', 'agent'),
      chief: at('root', 'supervisor', 'specialist'),
      director: at('root', 'director'),
      deputy: at('west', 'quality'),
      stranger: at('hall', 'specialist'),
    },
  })
  await fresh.house.pool.query('update account set must_change = false')
  http = await httpOf(fresh.house, rooms)
  const told = {
    channel: 'phone',
    unit: town.units.hall,
    name: '陈晓梅',
    title: '柜台争执',
    content: '客户经理出言不逊',
  }
  const { body } = await ask('chief', 'POST', '/api/cases', { ...told, respondents: [town.people.accused] })
  caseId = body.id
  number = body.number
})
afterAll(async () => {
  await http.close()
  await fresh.close()
})

// Signed in anew each time: the clock of these tests leaps over what a session lasts.
const ask = async (who: string, method: 'GET' | 'POST', path: string, body?: unknown, key?: string) =>
  http.ask(method, path, body, {
    cookie: await fresh.cookieOf(town.people[who] ?? ''),
    ...(key && { headers: { 'idempotency-key': key } }),
  })
const act = (who: string, command: string, input: object) =>
  ask(who, 'POST', `/api/cases/${caseId}/commands/${command}`, input)
const page = async (who: string) => (await ask(who, 'GET', `/api/cases/${caseId}`)).body
const asked = async (who: string) => (await ask(who, 'GET', '/api/workbench')).body.statements
const verified = async () => {
  const findings: unknown[] = []
  await verifyTrail(fresh.house, fresh.database.ownerUrl, {
    onFinding: (one) => findings.push(one),
    onProgress: () => {},
  })
  return findings
}

describe('a statement', () => {
  it('is asked for by a question, which is all that whoever is complained of sees', async () => {
    const { status } = await act('chief', 'ask-statement', {
      staff: town.people.accused,
      question,
      until: '2026-03-05',
    })
    expect(status).toBe(200)
    const { body, text: whole } = await ask('accused', 'GET', '/api/workbench')
    expect(body.statements).toEqual([
      { id: expect.any(String), question, until: '2026-03-05', askedAt: '2026-03-02T01:00:00.000Z' },
    ])
    for (const betraying of [caseId, number, '陈晓梅', '柜台争执', '出言不逊', town.people.chief ?? ''])
      expect(whole).not.toContain(betraying)
    expect(await asked('chief')).toEqual([])
    expect(await page('chief')).toMatchObject({ statements: [{ question, text: null, givenAt: null }] })
    expect(await verified()).toEqual([])
  })

  it('is given once, under the own password, to one’s own request alone', async () => {
    const [{ id }] = await asked('accused')
    const give = (who: string, password: string, key?: string) =>
      ask(who, 'POST', `/api/statements/${id}`, { text, password }, key)
    const own = town.passwords.accused ?? ''
    expect((await give('accused', 'guessed and wrong')).body.code).toBe('password.wrong')
    expect((await give('stranger', town.passwords.stranger ?? '')).body.code).toBe('statement.unknown')
    const key = randomUUID()
    const given = await give('accused', own, key)
    expect([given.status, given.text]).toEqual([204, ''])
    expect((await give('accused', own, key)).status).toBe(204)
    expect((await give('accused', own)).body.code).toBe('statement.given-already')
    expect(await asked('accused')).toEqual([])
    const { facts, statements } = await page('chief')
    expect(statements).toMatchObject([{ staff: town.people.accused, text }])
    expect(facts[0]).toMatchObject({
      type: 'StatementGiven',
      by: { id: town.people.accused },
      data: { signed: 'password' },
    })
    expect(JSON.stringify((await ask('accused', 'GET', '/api/workbench')).body)).not.toContain(caseId)
    expect(await verified()).toEqual([])
    const rows = await fresh.house.pool.query('select from statement_request')
    expect(rows.rowCount).toBe(0)
  })
})

describe('a lent post', () => {
  const lending = { post: 'director', from: '2026-03-03', until: '2026-03-04' }
  const beginDay = async () => {
    await fresh.house.directory.refresh()
    await beginDays(fresh.house)()
  }
  const posts = async () => {
    await beginDay()
    return (await ask('deputy', 'GET', '/api/me')).body.posts.map(({ post, by }: Record<string, string>) => [post, by])
  }
  const sees = async () => (await ask('deputy', 'GET', `/api/cases/${caseId}`)).status

  it('is held on its days and no longer, sees what it lets see, and what is done under it says by whose leave', async () => {
    const input = { ...lending, to: town.people.deputy, unit: town.units.root }
    const { status, body } = await ask('director', 'POST', '/api/organisation/commands/delegate', input)
    expect([status, body.id]).toEqual([200, expect.any(String)])
    expect([await posts(), await sees()]).toEqual([[['quality', null]], 404])
    clock.set('2026-03-02T16:00:00Z')
    const lent = ['director', town.people.director]
    expect([await posts(), await sees()]).toEqual([[['quality', null], lent], 200])
    const ordered = await act('deputy', 'order-recusal', { staff: town.people.stranger, reason: '与客户相识' })
    expect(ordered.status).toBe(200)
    const [used, recusal] = (await page('deputy')).facts
    expect(used).toMatchObject({ type: 'DelegationUsed', data: { staff: town.people.director, post: 'director' } })
    expect(recusal).toMatchObject({ type: 'RecusalDeclared', by: { id: town.people.deputy } })
    clock.set('2026-03-04T16:00:00Z')
    expect([await posts(), await sees()]).toEqual([[['quality', null]], 404])
  })
})
