import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Command } from '../../core/case/command.ts'
import { commandNamed } from '../../core/case/commands.ts'
import type { CaseState } from '../../core/case/state.ts'
import { asSystem, read } from '../db/transaction.ts'
import { foldCase } from '../fold-case.ts'
import { handleCommand } from '../handle-command.ts'
import type { House } from '../house.ts'
import { calendarRoutes } from '../http/calendar-routes.ts'
import { organisationRoutes } from '../http/organisation-routes.ts'
import { readCase } from '../read/case-page.ts'
import { readPortalCase } from '../read/portal-case.ts'
import { type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import { type Http, httpOf } from '../testing/http.ts'
import type { Town } from '../testing/town.ts'
import type { ToldFact } from '../trail/envelope.ts'
import { selectFacts } from '../trail/read.ts'
import { verifyTrail } from '../trail/verify.ts'
import { followCalendars } from './follow-calendar.ts'
import { sweep } from './sweep.ts'

const clock = standingClock('2026-12-24T01:00:00Z')
/** Made up: a Friday off, and a Saturday worked for it. */
const notice = `year: 2027
status: published
notice: { title: 测试用放假安排, number: 测试〔2026〕1号 }
holidays:
  - { name: { zh: 元旦, en: New Year's Day }, off: [2027-01-01, 2027-01-02, 2027-01-03], make_up: [2027-01-09] }
`
const years = Array.from({ length: 19 }, () => expect.anything())
const reply = { regime: 'enterprise', duty: 'reply' }
let fresh: FreshHouse
let other: House
let town: Town
let http: Http
/** Open when the notice came out. */
let open: string

beforeAll(async () => {
  fresh = await freshHouse({ now: clock.now })
  other = await fresh.another(clock.now)
  town = await fresh.found({ packs: ['enterprise'] })
  await fresh.house.pool.query('update account set must_change = false')
  http = await httpOf(fresh.house, [organisationRoutes, calendarRoutes])
})
afterAll(async () => {
  await http.close()
  await fresh.close()
})

async function run(name: string, input: object, caseId?: string, house = fresh.house): Promise<string> {
  const command = commandNamed(name) as Command
  const caller = { kind: 'system', id: 'test' } as const
  const answer = await handleCommand(house, {
    command,
    input: command.input.parse(input),
    caller,
    ...(caseId && { caseId }),
  })
  if ('refusal' in answer) throw new Error(`${name}: ${answer.refusal.code}`)
  return answer.receipt.id
}

const registered = (house?: House) =>
  run('register', { channel: 'phone', unit: town.units.root, title: '排队', content: '过号不叫' }, undefined, house)
async function factsOf(id: string): Promise<ToldFact[]> {
  return read<ToldFact>(fresh.house.pool, asSystem, selectFacts(id))
}
const stateOf = async (id: string): Promise<CaseState> => foldCase(await factsOf(id))
const dutyOf = async (id: string, name: string) => (await stateOf(id)).obligations.find(({ duty }) => duty === name)

// Signed in anew each time: the clock of these tests leaps over what a session lasts.
const ask = async (method: 'GET' | 'POST', path: string, body?: unknown, who = 'system-administrator') =>
  http.ask(method, path, body, { cookie: await fresh.cookieOf(town.people[who] ?? '') })
const imported = (text: string, who?: string) =>
  ask('POST', '/api/organisation/commands/import-year', { notice: text }, who)

/** The last line of an answer told step by step. */
async function toldBy(path: string, body?: unknown) {
  const { text } = await ask('POST', path, body)
  return JSON.parse(text.trim().split('\n').at(-1) ?? '').result
}

it('a notice moves what runs by new facts, once, for every process, and leaves the rest as it was', async () => {
  const old = await registered()
  const withdrawn = await registered()
  clock.set('2026-12-30T08:00:00Z')
  open = await registered()
  await run('accept', { conditions: ['clear-and-specific', 'in-scope', 'eligible-complainant'] }, open)
  await run('assign', { handler: town.people.specialist }, open)
  await run('withdraw', {}, withdrawn)
  await sweep(fresh.house)
  const before = await Promise.all([old, open, withdrawn].map(factsOf))
  const pinned = await stateOf(open)
  expect(await dutyOf(open, 'reply')).toMatchObject({ due: '2027-01-06T10:00:00.000Z', provisional: true })
  expect(await dutyOf(old, 'start')).toMatchObject({ status: 'missed' })

  expect((await other.policies.years.now()).at(-1)?.year).toBe(2026)
  const weighed = await toldBy('/api/calendars/weigh', { notice })
  expect(await Promise.all([old, open, withdrawn].map(factsOf))).toEqual(before)
  const { body: first } = await imported(notice)
  expect((await ask('GET', '/api/calendars')).body).toMatchObject({
    outdated: 2,
    years: [{ year: 2027, imported: { by: '测试·system-administrator' } }, { year: 2026, imported: null }, ...years],
  })
  expect(await toldBy('/api/calendars/follow')).toEqual(weighed)
  expect(weighed).toMatchObject({ cases: 2, failed: 0 })
  expect(weighed.duties).toContainEqual({ ...reply, later: 1, earlier: 0, certain: 0, examples: [pinned.number] })
  expect((await imported(notice)).body).toEqual(first)
  expect(await followCalendars(other)).toMatchObject({ followed: 0, failures: [] })
  expect((await ask('GET', '/api/calendars')).body.outdated).toBe(0)

  const after = await Promise.all([old, open, withdrawn].map(factsOf))
  for (const [i, facts] of after.entries()) expect(facts.slice(0, before[i]?.length)).toEqual(before[i])
  expect(after[2]).toHaveLength(before[2]?.length ?? 0)
  const added = after[1]?.slice(before[1]?.length).map(({ type, data }) => [type, data.duty, data.from, data.due])
  expect(added?.[0]?.[0]).toBe('CalendarChanged')
  expect(added).toContainEqual(['ObligationMoved', 'reply', '2027-01-06T10:00:00.000Z', '2027-01-07T10:00:00.000Z'])
  expect(await dutyOf(open, 'reply')).toMatchObject({ due: '2027-01-07T10:00:00.000Z', provisional: false })
  const settled = ({ obligations }: CaseState) => obligations.filter(({ status }) => status !== 'running')
  expect(settled(await stateOf(open)).map(({ duty, due }) => [duty, due])).toEqual(
    settled(pinned).map(({ duty, due }) => [duty, due]),
  )
  expect((await stateOf(open)).turns).toBe(pinned.turns)
})

it('what is received from then on counts by the notice, in every process and after a restart', async () => {
  for (const house of [fresh.house, other, await fresh.another(clock.now)])
    expect(await dutyOf(await registered(house), 'reply')).toMatchObject({
      due: '2027-01-07T10:00:00.000Z',
      provisional: false,
    })
})

it('the case page tells which notice moved what', async () => {
  const organisation = await fresh.house.directory.now()
  const [reader = ''] = Object.values(town.people)
  const page = organisation && (await readCase(fresh.house, organisation, { person: reader, language: 'zh' }, open))
  const reply = page?.obligations.find(({ duty }) => duty === 'reply')
  expect(reply?.explain).toContain(
    '《测试用放假安排》（测试〔2026〕1号）将到期时间由 2027-01-06 18:00 改为 2027-01-07 18:00',
  )
  expect(reply?.explain.join()).not.toContain('尚未公布')
  const met = page?.obligations.find(({ duty }) => duty === 'transfer')
  expect(met).toMatchObject({ status: 'met', due: '2027-01-08T10:00:00.000Z', provisional: true })
  expect(met?.explain.at(-2)).toContain('尚未公布')
})

it('the portal tells the complainant so, with both moments', async () => {
  const organisation = await fresh.house.directory.now()
  const view = organisation && (await readPortalCase(fresh.house, organisation, open, 'zh-CN'))
  const moves = view?.deadlines.flatMap((one) => one.moves.map((move) => ({ ...move, due: one.due })))
  const [from, to] = ['2027-01-06T10:00:00.000Z', '2027-01-07T10:00:00.000Z']
  expect(moves).toContainEqual({ from, to, due: to, notice: '《测试用放假安排》（测试〔2026〕1号）' })
})

it('a notice is held against what stands, day by day', async () => {
  const changed = notice.replace('2027-01-03]', '2027-01-03, 2027-01-04]').replace('2027-01-09', '2027-01-10')
  const { body } = await ask('POST', '/api/calendars/check', { notice: changed })
  expect(body).toMatchObject({ problems: [], news: 'changed', year: { year: 2027 } })
  expect(body.changes).toEqual([
    { day: '2027-01-04', before: null, after: 'off' },
    { day: '2027-01-09', before: 'make-up', after: null },
    { day: '2027-01-10', before: null, after: 'make-up' },
  ])
  expect((await ask('POST', '/api/calendars/check', { notice })).body).toMatchObject({ news: 'same', changes: [] })
})

it('nobody but the system administrator may import, or look at what it would do', async () => {
  for (const who of ['specialist', 'security-administrator']) {
    expect((await imported(notice, who)).status).toBe(403)
    for (const path of ['check', 'weigh', 'follow'])
      expect((await ask('POST', `/api/calendars/${path}`, { notice }, who)).status).toBe(403)
  }
})

it('a year at odds with another, or no year at all, is refused and nothing is learnt', async () => {
  const twice = notice.replace('2027-01-03]', '2027-01-03, 2026-12-31]').replace('year: 2027', 'year: 2026')
  const misspelt = notice.replace('off:', 'of:')
  for (const text of [twice, misspelt, ':'])
    expect((await imported(text)).body).toMatchObject({
      code: 'year.unusable',
      params: { problems: expect.any(Number) },
    })
  expect((await ask('POST', '/api/calendars/check', { notice: misspelt })).body).toMatchObject({
    year: null,
    problems: [{ line: 5 }, { line: 5 }],
  })
  expect((await ask('POST', '/api/calendars/weigh', { notice: twice })).body.code).toBe('year.unusable')
  expect(await followCalendars(fresh.house)).toMatchObject({ followed: 0, failures: [] })
})

it('what was moved is missed at its new moment, and the trail is clean', async () => {
  clock.set('2027-01-07T10:00:00.001Z')
  while ((await sweep(fresh.house)).swept > 0);
  const text = `select occurred_at as at from fact where type = 'ObligationMissed' and data ->> 'duty' = 'reply' order by occurred_at`
  const missed = await read<{ at: string }>(fresh.house.pool, asSystem, { name: 'missed', text })
  expect(missed.map(({ at }) => at)).toEqual([
    '2026-12-31T10:00:00.001Z',
    ...Array.from({ length: 4 }, () => '2027-01-07T10:00:00.001Z'),
  ])
  const findings: unknown[] = []
  await verifyTrail(fresh.house, fresh.database.ownerUrl, {
    onFinding: (one) => findings.push(one),
    onProgress: () => {},
  })
  expect(findings).toEqual([])
})
