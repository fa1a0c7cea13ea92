import { afterAll, beforeAll, expect, it } from 'vitest'
import { caseRoutes } from '../http/case-routes.ts'
import { organisationRoutes } from '../http/organisation-routes.ts'
import { packRoutes } from '../http/pack-routes.ts'
import { sessionRoutes } from '../http/session-routes.ts'
import { simulationRoutes } from '../http/simulation-routes.ts'
import { packOn } from '../packs-in-force.ts'
import { readTexts } from '../policy/pack-texts.ts'
import { packFolder } from '../project-root.ts'
import { type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import { type Http, httpOf } from '../testing/http.ts'

const clock = standingClock('2026-03-02T01:00:00Z')
let fresh: FreshHouse
let http: Http
let unit: string
let people: Readonly<Record<string, string>>

beforeAll(async () => {
  fresh = await freshHouse({ now: clock.now })
  const at = (post: string) => [{ post, unit: 'root' }]
  const town = await fresh.found({
    packs: ['bank'],
    units: { first: null },
    people: {
      agent: [{ post: 'agent', unit: 'first' }],
      system: at('system-administrator'),
      security: at('security-administrator'),
    },
  })
  unit = town.units.first ?? ''
  await fresh.house.pool.query('update account set must_change = false')
  people = town.people
  http = await httpOf(fresh.house, [sessionRoutes, organisationRoutes, packRoutes, simulationRoutes, caseRoutes])
})
afterAll(async () => {
  await http.close()
  await fresh.close()
})

// Signed in anew each time: the clock of these tests leaps over what a session lasts.
const ask = async (who: string, method: 'GET' | 'POST', path: string, body?: unknown) =>
  http.ask(method, path, body, { cookie: await fresh.cookieOf(people[who] ?? '') })
const act = (who: string, command: string, input: unknown) =>
  ask(who, 'POST', `/api/organisation/commands/${command}`, input)

const goldenCase = `- name: { zh: 一小时内登记受理, en: Accepted within an hour }
  clauses: ['3.1']
  steps:
    - { at: 2026-02-13 17:59, do: register, expect: { duties: { register: { due: 2026-02-13 18:59 } } } }
`

/** The bank's own files with registration within an hour, and a golden case that says so. */
async function shortened(golden = goldenCase): Promise<Record<string, string>> {
  const texts = await readTexts(packFolder, 'bank')
  const obligations = (texts['obligations.yaml'] ?? '').replace('2020-01-01: 2 h', '2020-01-01: 1 h')
  return { ...texts, 'obligations.yaml': obligations, 'examples/duties.yaml': golden }
}

async function registered(): Promise<{ id: string; due: string; hash: string }> {
  const input = { channel: 'phone', unit, title: '排队', content: '排队两小时，无人理会' }
  const { body } = await ask('agent', 'POST', '/api/cases', input)
  return seen(body.id)
}

async function seen(id: string): Promise<{ id: string; due: string; hash: string }> {
  const { body } = await ask('agent', 'GET', `/api/cases/${id}`)
  const duty = body.obligations.find((one: { duty: string }) => one.duty === 'register')
  return { id, due: duty.due, hash: body.regimes[0].hash }
}

it('a rule is shortened by two people: what was received before keeps its promise, what comes later has the new limit', async () => {
  const before = await registered()
  expect(before.due).toBe('2026-03-02T03:00:00.000Z')
  const texts = await shortened()

  const { body: checked } = await ask('system', 'POST', '/api/packs/bank/check', { texts })
  expect(checked).toMatchObject({ problems: [], findings: [] })
  expect(checked.changes).toEqual([
    { clause: 'obligations.register', at: 'allow.2020-01-01', before: '2 h', after: '1 h' },
  ])
  const { body: tried } = await ask('system', 'POST', '/api/packs/bank/try', { texts })
  expect(tried.failed).toEqual([])

  const { hash: base } = before
  const proposal = { pack: 'bank', base, texts, from: '2026-03-03', reason: '缩短登记时限' }
  const { status, body: proposed } = await act('system', 'propose-revision', proposal)
  expect(status).toBe(200)
  const { body: page } = await ask('security', 'GET', `/api/revisions/${proposed.id}`)
  expect(page).toMatchObject({ status: 'proposed', reason: '缩短登记时限', checked: { changes: checked.changes } })
  expect((await act('system', 'put-in-force', { revision: proposed.id })).status).toBe(403)
  expect((await act('security', 'put-in-force', { revision: proposed.id })).status).toBe(200)

  clock.set('2026-03-02T15:59:59Z')
  const eve = await registered()
  expect(eve).toMatchObject({ due: '2026-03-02T17:59:59.000Z', hash: before.hash })
  clock.set('2026-03-02T16:00:00Z')
  const after = await registered()
  expect(after).toMatchObject({ due: '2026-03-02T17:00:00.000Z', hash: checked.hash })
  expect(await seen(before.id)).toEqual(before)
})

it('stands after a restart and in another process, and the next version is made from it', async () => {
  const other = await fresh.another()
  const organisation = await other.directory.now()
  if (!organisation) throw new Error('founded')
  const inForce = packOn(other.policies, organisation, 'bank', '2026-03-03')
  expect(inForce?.content.obligations.register?.allow).toEqual({ '2020-01-01': '1 h' })
  expect(packOn(other.policies, organisation, 'bank', '2026-03-02')?.hash).not.toBe(inForce?.hash)
  const { body: written } = await ask('system', 'GET', '/api/packs/bank/texts')
  expect(written).toMatchObject({ hash: inForce?.hash, texts: { 'examples/duties.yaml': goldenCase } })
})

it('is not taken with a mistake, with a golden case that comes out otherwise, or from one who may not', async () => {
  const { body: written } = await ask('system', 'GET', '/api/packs/bank/texts')
  const proposal = (texts: object) => ({ pack: 'bank', base: written.hash, texts, from: '2026-03-09', reason: '缩短' })
  const broken = { ...(await shortened()), 'obligations.yaml': 'register: { allow: 1 }' }
  const { body: checked } = await ask('system', 'POST', '/api/packs/bank/check', { texts: broken })
  expect(checked.hash).toBeNull()
  expect(checked.problems[0]).toMatchObject({ file: 'policy-packs/bank/obligations.yaml', line: 1 })
  expect((await act('system', 'propose-revision', proposal(broken))).body.code).toBe('revision.unusable')
  const unabridged = await shortened()
  const abstract = { ...unabridged, 'manifest.yaml': `${unabridged['manifest.yaml']}\nabstract: true\n` }
  const { body: bare } = await ask('system', 'POST', '/api/packs/bank/check', { texts: abstract })
  expect(bare).toMatchObject({ hash: null, problems: [{ line: 1 }] })
  const unlike = await shortened(goldenCase.replace('18:59', '19:59'))
  expect((await act('system', 'propose-revision', proposal(unlike))).body.code).toBe('revision.examples-fail')
  for (const who of ['agent', 'security'])
    expect((await act(who, 'propose-revision', proposal(await shortened()))).status).toBe(403)
  expect((await ask('agent', 'POST', '/api/packs/bank/check', { texts: {} })).status).toBe(403)
  expect((await ask('agent', 'GET', '/api/packs/bank')).body.hash).toBe(
    (await ask('system', 'GET', '/api/packs')).body.packs[0].hash,
  )
})

it('reads nothing outside the folder of the packs, whatever a file names', async () => {
  const texts = await shortened()
  const manifest = `${texts['manifest.yaml']}\nextends: ../calendars\n`
  const { body } = await ask('system', 'POST', '/api/packs/bank/check', {
    texts: { ...texts, 'manifest.yaml': manifest },
  })
  expect(body.problems).toHaveLength(1)
  const named = await ask('system', 'POST', '/api/packs/bank/check', { texts: { '../x.yaml': '' } })
  expect(named.status).toBe(400)
})

it('is replayed over the stored cases line by line, by one person at a time, and by nobody who may not', async () => {
  const texts = await shortened()
  const simulate = (who: string) => ask(who, 'POST', '/api/packs/bank/simulate', { texts })
  const [first, second] = await Promise.all([simulate('system'), simulate('security')])
  const [told, refused] = first.status === 200 ? [first, second] : [second, first]
  expect(refused.body.code).toBe('simulation.busy')
  const steps = told.text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(steps.slice(0, -1)).toContainEqual({ cases: 3, all: 3 })
  expect(steps.at(-1).result.duties.find((one: { duty: string }) => one.duty === 'register').newlyMissed.cases).toBe(0)
  expect((await simulate('agent')).status).toBe(403)
  expect((await simulate('system')).status).toBe(200)
})
