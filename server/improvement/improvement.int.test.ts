import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { register } from '../../core/1-intake/register.ts'
import { order } from '../../core/7-improvement/commands.ts'
import type { Command } from '../../core/case/command.ts'
import { read } from '../db/transaction.ts'
import { handleCommand } from '../handle-command.ts'
import { caseRoutes } from '../http/case-routes.ts'
import { improvementRoutes } from '../http/improvement-routes.ts'
import { sweep } from '../jobs/sweep.ts'
import { type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import { type Http, httpOf } from '../testing/http.ts'
import type { Town } from '../testing/town.ts'
import { hashOf, noFactBefore, type StoredFact } from '../trail/envelope.ts'
import { selectStored } from '../trail/read.ts'
import { verifyTrail } from '../trail/verify.ts'
import { foldImprovementFacts, handleImprovement } from './handle-improvement.ts'
import { improvementRowOf } from './row.ts'

const clock = standingClock('2026-03-02T01:00:00Z')
const cookies: Record<string, string> = {}
let fresh: FreshHouse
let town: Town
let http: Http
let caseId = ''

beforeAll(async () => {
  fresh = await freshHouse({ now: clock.now })
  const at = (unit: string, ...posts: string[]) => posts.map((post) => ({ post, unit }))
  town = await fresh.found({
    packs: ['enterprise'],
    units: { east: null, hall: 'east', west: null },
    people: {
      manager: at('east', 'area-manager'),
      head: at('hall', 'unit-head', 'supervisor'),
      agent: at('hall', 'agent'),
      stranger: at('west', 'area-manager', 'supervisor'),
      director: at('root', 'director'),
    },
  })
  await signIn()
  caseId = await registered('hall')
  http = await httpOf(fresh.house, [caseRoutes, improvementRoutes])
})
afterAll(async () => {
  await http.close()
  await fresh.close()
})

async function signIn() {
  for (const [name, id] of Object.entries(town.people)) cookies[name] = await fresh.cookieOf(id)
}

/** From now on it is this moment; everybody signs in again, since sessions end with the day. */
async function later(moment: string) {
  clock.set(moment)
  await signIn()
}

async function registered(unit: string): Promise<string> {
  const input = register.input.parse({ channel: 'phone', unit: town.units[unit], title: '排队', content: '过号不叫' })
  const caller = { kind: 'system', id: 'test' } as const
  const answer = await handleCommand(fresh.house, { command: register as unknown as Command, input, caller })
  if ('refusal' in answer) throw new Error(answer.refusal.code)
  return answer.receipt.id
}

const as = (person: string, headers?: Record<string, string>) => ({
  cookie: cookies[person] ?? '',
  ...(headers && { headers }),
})
const asked = (more: object = {}) => ({
  unit: town.units.hall,
  owner: town.people.head,
  measure: '叫号同时上屏',
  criteria: '一个月内无过号投诉',
  until: '2026-03-06',
  ...more,
})
const ordering = (more: object = {}, by = 'manager', headers?: Record<string, string>) =>
  http.ask('POST', `/api/cases/${caseId}/rectifications`, asked(more), as(by, headers))
const running = (id: string, name: string, input: object, by: string, headers?: Record<string, string>) =>
  http.ask('POST', `/api/rectifications/${id}/commands/${name}`, input, as(by, headers))
const onePage = (person: string, show = 'open') =>
  http.ask('GET', `/api/rectifications?show=${show}`, undefined, as(person))
const factsOf = (id: string) => read<StoredFact>(fresh.house.pool, { person: 'system' }, selectStored(id))

/** The stored row is what the facts say, and the chain holds. */
async function isTrue(id: string) {
  const facts = await factsOf(id)
  facts.forEach(({ hash, ...rest }, index) => {
    expect(hashOf(rest)).toBe(hash)
    expect(rest.prev).toBe(facts[index - 1]?.hash ?? noFactBefore)
  })
  expect(JSON.stringify(facts)).not.toMatch(/叫号|过号/)
  const [row] = await read(
    fresh.house.pool,
    { person: 'system' },
    { text: 'select * from improvement_row where id = $1', values: [id] },
  )
  expect(row).toEqual(improvementRowOf(id, foldImprovementFacts(facts), facts.at(-1)?.recordedAt ?? ''))
}

describe('a rectification', () => {
  it('is ordered on a case, told, reported, and accepted by somebody else than its owner', async () => {
    const { status, body } = await ordering()
    expect([status, body]).toMatchObject([200, { turns: 1, version: 1 }])
    expect(body.number).toMatch(/^2026-\d{6}-R1$/)
    const { id } = body
    const mine = await onePage('head', 'mine')
    expect(mine.body).toMatchObject({
      total: 1,
      rows: [{ id, measure: '叫号同时上屏', lamp: 'green', seesCase: true, etag: '"t1"' }],
    })
    expect(mine.body.rows[0].allowed).toEqual(['report-progress', 'report-rectified'])

    expect(
      (await running(id, 'report-progress', { percent: 50, text: '屏已到货' }, 'head', { 'if-match': '"t1"' })).status,
    ).toBe(200)
    const stale = await running(id, 'report-rectified', { effect: '已上屏' }, 'head', { 'if-match': '"t1"' })
    expect([stale.status, stale.body.code]).toEqual([409, 'improvement.changed-meanwhile'])
    expect((await running(id, 'report-rectified', { effect: '已上屏' }, 'head', { 'if-match': '"t2"' })).status).toBe(
      200,
    )

    const own = await running(id, 'accept-rectification', { text: '好' }, 'head')
    expect([own.status, own.body.code]).toEqual([422, 'improvement.own-work'])
    expect(own.body.sentence).not.toBe('improvement.own-work')
    expect((await running(id, 'accept-rectification', { text: '现场查看属实' }, 'manager')).status).toBe(200)

    const page = await http.ask('GET', `/api/cases/${caseId}`, undefined, as('agent'))
    expect(page.body.rectifications).toMatchObject([{ id, status: 'accepted', percent: 50, lamp: null, allowed: [] }])
    expect(page.body.rectifications[0].facts[0]).toMatchObject({
      type: 'RectificationAccepted',
      data: { text: '现场查看属实' },
    })
    await isTrue(id)
  })

  it('is ordered once however often it is sent, and the next has the next number', async () => {
    const key = { 'idempotency-key': randomUUID() }
    const [first, again] = [await ordering({}, 'director', key), await ordering({}, 'director', key)]
    expect(again.body).toEqual(first.body)
    expect(again.headers['idempotency-replayed']).toBe('true')
    const two = await Promise.all([ordering(), ordering()])
    expect(two.map(({ status }) => status)).toEqual([200, 200])
    const numbers = [first, ...two].map(({ body }) => body.number.slice(-2)).sort()
    expect(numbers).toEqual(['R2', 'R3', 'R4'])
  })

  it('is not there for those who see neither its unit nor its case', async () => {
    const { body } = await ordering()
    const there = await running(body.id, 'cancel-rectification', { reason: '试' }, 'stranger')
    const never = await running(randomUUID(), 'cancel-rectification', { reason: '试' }, 'stranger')
    expect([there.status, there.body]).toEqual([404, never.body])
    expect((await http.ask('GET', `/api/rectifications/${body.id}`, undefined, as('stranger'))).status).toBe(404)
    expect((await onePage('stranger', 'all')).body).toMatchObject({ rows: [], total: 0 })
    expect((await ordering({}, 'stranger')).body.code).toBe('case.unknown')
    const tables = ['fact', 'sealed', 'data_key', 'notice'].map((table) => ({
      text: `select from ${table} where stream_id = $1`,
      values: [body.id],
    }))
    const person = town.people.stranger ?? ''
    for (const text of [...tables, { text: 'select from improvement_row where id = $1', values: [body.id] }])
      expect(await read(fresh.house.pool, { person }, text)).toEqual([])
  })

  it('is seen with the case by those who do not oversee the unit that rectifies, and not changed by them', async () => {
    const owner = town.people.stranger
    const { body } = await ordering({ unit: town.units.west, owner }, 'director')
    const page = await http.ask('GET', `/api/cases/${caseId}`, undefined, as('head'))
    expect(page.body.rectifications.find((one: { id: string }) => one.id === body.id)).toMatchObject({ allowed: [] })
    expect((await running(body.id, 'report-rectified', { effect: '好' }, 'head')).body.code).toBe(
      'improvement.no-authority',
    )
    const other = await http.ask('GET', `/api/rectifications/${body.id}`, undefined, as('stranger'))
    expect(other.body).toMatchObject({ seesCase: false, allowed: ['report-progress', 'report-rectified'] })
  })

  it('tells its owner of the order and whoever ordered it of the report, and nobody of the own act', async () => {
    const { body } = await ordering({}, 'director')
    await running(body.id, 'report-rectified', { effect: '好' }, 'head')
    const bench = async (person: string) =>
      (await http.ask('GET', '/api/workbench', undefined, as(person))).body.notices
    const about = (notices: { rectification: string; type: string }[]) =>
      notices.filter((one) => one.rectification === body.id).map(({ type }) => type)
    expect(about(await bench('head'))).toEqual(['RectificationOrdered'])
    expect(about(await bench('director'))).toEqual(['RectificationReported'])
  })

  it('is refused in words where the day has passed or the owner holds no post', async () => {
    const past = await ordering({ until: '2026-03-01' })
    expect([past.status, past.body.code]).toEqual([422, 'improvement.until-past'])
    expect(past.body.sentence).toContain('2026-03-02')
    expect((await ordering({ owner: town.people.agent })).body.code).toBe('improvement.owner-without-post')
    expect((await ordering({}, 'agent')).body.code).toBe('improvement.no-authority')
  })
})

describe('time', () => {
  it('makes it overdue once, at the true moment, however often and late it is swept', async () => {
    const { body } = await ordering({ until: '2026-03-10' })
    await later('2026-03-10T15:59:59.999Z')
    await sweep(fresh.house)
    expect(await factsOf(body.id)).toHaveLength(1)
    await later('2026-03-11T02:30:00Z')
    await Promise.all([sweep(fresh.house), sweep(fresh.house)])
    await sweep(fresh.house)
    const [, fact, ...more] = await factsOf(body.id)
    expect(more).toEqual([])
    expect(fact).toMatchObject({
      type: 'RectificationOverdue',
      origin: 'time',
      occurredAt: '2026-03-10T16:00:00.000Z',
      byKind: 'rules',
    })
    expect((await onePage('manager', 'overdue')).body.rows.map(({ id }: { id: string }) => id)).toContain(body.id)
    expect((await http.ask('GET', `/api/rectifications/${body.id}`, undefined, as('head'))).body).toMatchObject({
      overdue: true,
      lamp: 'red',
    })
    await isTrue(body.id)
  })

  it('leaves an earlier version as it was for whoever acts: a clock spoils nobody’s form', async () => {
    const { body } = await ordering({ until: '2026-03-11' })
    await later('2026-03-12T02:00:00Z')
    const late = await running(body.id, 'report-rectified', { effect: '好' }, 'head', { 'if-match': '"t1"' })
    expect(late.status).toBe(200)
    expect((await factsOf(body.id)).map(({ type }) => type)).toEqual([
      'RectificationOrdered',
      'RectificationOverdue',
      'RectificationReported',
    ])
  })
})

it('gives its list page by page, each once', async () => {
  const call = {
    command: order,
    on: { caseId },
    input: order.input.parse(asked({ until: '2026-06-30' })),
    caller: { kind: 'system', id: 'test' },
  } as const
  for (let more = 0; more < 55; more++) await handleImprovement(fresh.house, call)
  const first = (await onePage('director', 'all')).body
  const second = (await http.ask('GET', `/api/rectifications?show=all&after=${first.next}`, undefined, as('director')))
    .body
  expect(first.rows).toHaveLength(50)
  expect(second.next).toBeNull()
  const ids = [...first.rows, ...second.rows].map(({ id }: { id: string }) => id)
  expect(new Set(ids).size).toBe(first.total)
  expect(ids).toHaveLength(first.total)
})

describe('the verification of the trail', () => {
  const findings = async () => {
    const found: string[] = []
    await verifyTrail(fresh.house, fresh.database.ownerUrl, {
      onFinding: ({ what }) => found.push(what),
      onProgress: () => {},
    })
    return found
  }

  it('finds rectifications as they were written, and a row that somebody changed', async () => {
    expect(await findings()).toEqual([])
    const person = { person: 'system' }
    await read(fresh.house.pool, person, {
      text: `update improvement_row set status = 'accepted' where ordinal = 2 returning id`,
    })
    expect(await findings()).toContain('row-differs')
  })
})
