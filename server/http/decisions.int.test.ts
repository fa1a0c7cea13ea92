import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sweep } from '../jobs/sweep.ts'
import { rooms } from '../main.ts'
import { type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import { type Http, httpOf } from '../testing/http.ts'
import type { Town } from '../testing/town.ts'
import { verifyTrail } from '../trail/verify.ts'

/** A Monday, 09:00 in the office. */
const clock = standingClock('2026-03-02T01:00:00Z')
const conditions = ['clear-and-specific', 'own-business', 'by-customer-or-representative']
const question = '请查当日设备日志。'
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
    units: { hall: null, technology: null },
    people: {
      handler: at('hall', 'specialist'),
      chief: at('root', 'supervisor'),
      director: at('root', 'director'),
      member: at('root', 'quality'),
      // What these see of complaints of the hall is nothing.
      engineer: at('technology', 'unit-head'),
      personnel: at('root', 'human-resources'),
    },
  })
  http = await httpOf(fresh.house, rooms)
  ;({ id: caseId, number } = await registered())
})
afterAll(async () => {
  await http.close()
  await fresh.close()
})

// Signed in anew each time: the clock of these tests leaps over what a session lasts.
const ask = async (who: string, method: 'GET' | 'POST', path: string, body?: unknown) =>
  http.ask(method, path, body, {
    cookie: await fresh.cookieOf(town.people[who] ?? ''),
    ...(method === 'POST' && { headers: { 'idempotency-key': randomUUID() } }),
  })
const desk = async (who: string) => (await ask(who, 'GET', '/api/workbench')).body
const page = async (who: string) => (await ask(who, 'GET', `/api/cases/${caseId}`)).body

async function act(who: string, command: string, input: object, id = caseId): Promise<void> {
  const { status, body } = await ask(who, 'POST', `/api/cases/${id}/commands/${command}`, input)
  expect([command, status, body.code]).toEqual([command, 200, undefined])
}

async function registered(): Promise<{ id: string; number: string }> {
  const told = { channel: 'phone', unit: town.units.hall, name: '陈晓梅', title: '吞卡', content: '自助机吞卡' }
  const { body } = await ask('chief', 'POST', '/api/cases', told)
  await act('chief', 'accept', { conditions }, body.id)
  await act('chief', 'classify', { axes: { routing: 'technical' } }, body.id)
  await act('chief', 'assign', { handler: town.people.handler }, body.id)
  return body
}

/** A case is worked on until it was made good with so much. */
async function decided(id: string, minor: number): Promise<void> {
  await act('handler', 'record-finding', { method: 'direct', bears: 'confirmed', text: '属实' }, id)
  await act('handler', 'conclude', { outcome: 'upheld', conclusion: '属实', openTasks: '另行处理' }, id)
  const lines = [{ kind: 'compensation', amount: { minor, currency: 'CNY' }, what: '补偿陈晓梅' }]
  await act('handler', 'propose', { lines }, id)
  await act('director', 'approve', {}, id)
  await act('handler', 'execute', { effect: '客户满意', executedBy: '营业部', payment: 'T-17' }, id)
}

describe('a task of another department', () => {
  it('shows its interface person the question and nothing of the complaint', async () => {
    await act('handler', 'open-task', { unit: town.units.technology, person: town.people.engineer, question })
    const [task] = (await desk('engineer')).tasks
    expect(task).toMatchObject({ kind: 'task', number, ordinal: 1, due: '2026-03-02T06:30:00.000Z', late: false })
    const { body, text } = await ask('engineer', 'GET', `/api/tasks/${task.id}`)
    expect(body).toMatchObject({
      entries: [{ type: 'TaskOpened', text: question }],
      acts: ['answer-task', 'dispute-task'],
    })
    expect(text).not.toMatch(/吞卡|陈晓梅/)
    expect((await ask('engineer', 'GET', `/api/cases/${caseId}`)).status).toBe(404)
    expect((await ask('engineer', 'GET', `/api/cases/${caseId}/comparable`)).status).toBe(404)
    for (const who of ['chief', 'personnel'])
      expect((await ask(who, 'GET', `/api/tasks/${task.id}`)).body.code).toBe('task.none')
    const foreign = await ask('engineer', 'POST', `/api/cases/${caseId}/commands/answer-task`, { task: 1, text: '好' })
    expect(foreign.status).toBe(404)
  })

  it('goes to mediation, then to the post that the pack names, each told only of the task', async () => {
    const [task] = (await desk('engineer')).tasks
    const path = (id: string, command: string) => `/api/tasks/${id}/commands/${command}`
    expect(
      (await ask('engineer', 'POST', path(task.id, 'mediate-task'), { agreed: true, text: '好' })).status,
    ).not.toBe(204)
    expect((await ask('engineer', 'POST', path(task.id, 'dispute-task'), { reason: '设备归营业部' })).status).toBe(204)
    expect((await desk('engineer')).tasks).toEqual([])
    const [mediation] = (await desk('chief')).tasks
    expect(mediation).toMatchObject({ kind: 'mediation', ordinal: 1 })
    await act('chief', 'mediate-task', { task: 1, agreed: false, text: '双方不让' })
    const [dispute] = (await desk('personnel')).tasks
    expect(dispute).toMatchObject({ kind: 'arbitration', number })
    const { body } = await ask('personnel', 'GET', `/api/tasks/${dispute.id}`)
    expect(body.entries.map(({ type }: { type: string }) => type)).toEqual([
      'TaskOpened',
      'TaskDisputed',
      'TaskMediated',
      'ArbitrationAsked',
    ])
    expect(body.acts).toEqual(['arbitrate-task'])
    expect((await ask('personnel', 'POST', path(dispute.id, 'arbitrate-task'), { text: '归科技部' })).status).toBe(204)
    expect((await page('handler')).tasks).toMatchObject([{ status: 'decided', arbitrator: town.people.personnel }])
    expect((await ask('personnel', 'GET', `/api/cases/${caseId}`)).status).toBe(404)
  })
})

it('a promise stands on the desk of whoever made it, is told of in time and missed at its moment', async () => {
  await act('handler', 'make-promise', { what: '周二上午回电', until: '2026-03-03T02:00:00.000Z' })
  expect((await desk('handler')).promises).toMatchObject([{ caseId, number, what: '周二上午回电', lamp: 'green' }])
  expect((await desk('chief')).promises).toEqual([])
  clock.pass({ hours: 26 })
  await sweep(fresh.house)
  expect((await desk('handler')).promises).toMatchObject([{ lamp: 'red', remaining: { overdue: true } }])
  const told = (await desk('handler')).notices.filter((one: { duty: string }) => one.duty === 'promise')
  expect(told.map(({ type }: { type: string }) => type)).toEqual(['ObligationMissed', 'ObligationWarned'])
  expect((await desk('chief')).notices.some((one: { duty: string }) => one.duty === 'promise')).toBe(true)
  await act('handler', 'keep-promise', { promise: 1, text: '已回电致歉' })
  expect((await desk('handler')).promises).toEqual([])
  const { promises, obligations } = await page('handler')
  expect(promises).toMatchObject([{ status: 'kept', late: true, text: '已回电致歉' }])
  expect(obligations.find((one: { duty: string }) => one.duty === 'promise')).toMatchObject({
    status: 'met-late',
    of: 'promise',
    round: 1,
  })
})

it('beside a proposal stand complaints of its class that were decided, by codes and sums and no name', async () => {
  await decided(caseId, 50_000)
  const [like, other] = [await registered(), await registered()]
  await act('chief', 'classify', { axes: { routing: 'refund' }, reason: '改判' }, other.id)
  await decided(other.id, 70_000)
  const { body, text } = await ask('handler', 'GET', `/api/cases/${like.id}/comparable`)
  expect(body.cases).toMatchObject([
    {
      id: caseId,
      number,
      outcome: 'upheld',
      total: { minor: 50_000 },
      remedies: [{ kind: 'compensation' }],
      sameGrade: true,
    },
  ])
  expect(text).not.toMatch(/陈晓梅|吞卡/)
  expect((await page('handler')).execution).toMatchObject({ by: '营业部', payment: 'T-17', effect: '客户满意' })
})

it('whoever read a task, or cases beside a proposal, stands in the log of readings', async () => {
  const client = new pg.Client({ connectionString: fresh.database.superUrl })
  await client.connect()
  const text = `select distinct what, person_id from read_log where what in ('task', 'comparable') and $1 = any(case_ids)`
  const { rows } = await client.query<{ what: string; person_id: string }>(text, [caseId])
  await client.end()
  const { engineer, personnel, handler } = town.people
  expect(rows.map(({ what, person_id }) => `${what} ${person_id}`).sort()).toEqual(
    [`comparable ${handler}`, `task ${engineer}`, `task ${personnel}`].sort(),
  )
})

it('all of it is in the trail, and who owes what is held against it', async () => {
  const findings: unknown[] = []
  const verify = () =>
    verifyTrail(fresh.house, fresh.database.ownerUrl, { onFinding: (one) => findings.push(one), onProgress: () => {} })
  await verify()
  expect(findings).toEqual([])
  const client = new pg.Client({ connectionString: fresh.database.superUrl })
  await client.connect()
  await client.query('update owed set person_id = $1 where case_id = $2', [town.people.member, caseId])
  await client.end()
  await verify()
  expect(findings).toMatchObject([{ what: 'row-differs', detail: { columns: 'owed' } }])
})
