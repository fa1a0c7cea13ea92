import { once } from 'node:events'
import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allCommands } from '../../core/case/commands.ts'
import { sweep } from '../jobs/sweep.ts'
import { rooms } from '../main.ts'
import { aReport } from '../testing/a-report.ts'
import { type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import { type Http, httpOf } from '../testing/http.ts'
import { indexAll } from '../testing/index-all.ts'
import { withModel } from '../testing/model-peer.ts'
import { rowsIn } from '../testing/rows-in-excel.ts'
import type { Town } from '../testing/town.ts'
import { about, elsewhere, type Ids, named, nowhere, ofNoCase, type Probe, reads } from '../testing/wall-probes.ts'
import { verifyTrail } from '../trail/verify.ts'
import { permissions } from './permissions.ts'

const clock = standingClock('2026-03-02T01:00:00Z')
const classes = {
  axes: { content: 'service', matter: 'process', nature: 'general', source: 'external', mode: 'general' },
}
const posts = ['supervisor', 'director', 'specialist', 'unit-head', 'agent']

let fresh: FreshHouse
let town: Town
let http: Http
const ids: { -readonly [K in keyof Ids]: string } = { other: '', case: '', rectification: '', notice: '', task: '' }

beforeAll(async () => {
  fresh = await freshHouse({ now: clock.now })
  const at = (unit: string, held: readonly string[]) => held.map((post) => ({ post, unit }))
  town = await fresh.found({
    packs: ['enterprise'],
    units: { hall: null },
    people: Object.fromEntries(['accused', 'chief', 'colleague', 'head'].map((name) => [name, at('root', posts)])),
  })
  http = await httpOf(await withModel(fresh.house), rooms)
  ids.other = await registered()
  await act('chief', ids.other, 'accept', { conditions: ['clear-and-specific', 'in-scope', 'eligible-complainant'] })
  await act('chief', ids.other, 'classify', classes)
  await act('chief', ids.other, 'assign', { handler: town.people.accused })
  await ordered(ids.other)
})
afterAll(async () => {
  await http.close()
  await fresh.close()
})

const cookieOf = async (who: string) => ({ cookie: await fresh.cookieOf(town.people[who] ?? '') })
const ask = async (who: string, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) =>
  http.ask(method, path, body, await cookieOf(who))

async function registered(more: object = {}): Promise<string> {
  const { status, body } = await ask('chief', 'POST', '/api/cases', { ...about, unit: town.units.hall, ...more })
  expect(status).toBe(200)
  return body.id
}

async function act(who: string, id: string, command: string, input: object): Promise<void> {
  const { status, body } = await ask(who, 'POST', `/api/cases/${id}/commands/${command}`, input)
  expect([command, status, body.code]).toEqual([command, 200, undefined])
}

async function ordered(id: string): Promise<string> {
  const asked = {
    unit: town.units.hall,
    owner: town.people.accused,
    measure: '上屏',
    criteria: '无投诉',
    until: '2026-03-09',
  }
  const { status, body } = await ask('chief', 'POST', `/api/cases/${id}/rectifications`, asked)
  expect(status).toBe(200)
  return body.id
}

async function answerTo([method, path, body]: Probe, who = 'accused'): Promise<object> {
  const { cookie } = await cookieOf(who)
  const { statusCode, headers, rawPayload } = await http.app.inject({
    method,
    url: path,
    ...(body !== undefined && { payload: body as object }),
    headers: { cookie },
  })
  const { etag, 'content-type': type } = headers
  // Who is at work just now is no secret of a case; others sign in while the test goes on.
  const said = () => rawPayload.toString().replaceAll(/"present":(true|false)/g, '"present":"?"')
  const text = String(type).includes('spreadsheet') ? await rowsIn(rawPayload) : said()
  return { route: path.replaceAll(/[0-9a-f-]{36}/g, ':id'), status: statusCode, etag, text }
}

async function everythingRead(who = 'accused'): Promise<unknown[]> {
  await indexAll(fresh.house)
  const answers: unknown[] = []
  for (const probe of Object.values(reads).flatMap((make) => make(town, ids))) answers.push(await answerTo(probe, who))
  return answers
}

/** What reaches somebody's screen of itself while something happens. */
async function liveDuring(who: string, happens: () => Promise<void>): Promise<string> {
  const { port } = http.app.server.address() as AddressInfo
  const request = get({ port, path: '/api/live', headers: await cookieOf(who) })
  const [answer] = await once(request, 'response')
  let told = ''
  answer.setEncoding('utf8').on('data', (part: string) => {
    told += part
  })
  await happens()
  // What was told last comes after all that was told before.
  const last = await registered()
  await expect.poll(() => told).toContain(last)
  request.destroy()
  return told.replace(`event: case\ndata: {"id":"${last}"}\n`, '')
}

describe('the accused wall', () => {
  it('has been tried at every route of the staff that tells of cases', () => {
    const commands = allCommands
      .filter(({ creates }) => !creates)
      .map(({ name }) => `POST /api/cases/:id/commands/${name}`)
    const open = ['own', 'staff']
    const routes = Object.keys(permissions).filter((route) => open.includes(permissions[route] ?? ''))
    const tried = [...Object.keys(reads), ...Object.keys(named), ...elsewhere]
    const left = [...routes, ...commands].filter(
      (route) => !tried.includes(route) && !ofNoCase.some((one) => one.test(route)),
    )
    expect(left).toEqual([])
    expect(tried.filter((route) => ![...routes, ...commands].includes(route))).toEqual([])
  })

  it('leaves everything that can be read as if the complaint had never come, however far it had gone', async () => {
    const never = await everythingRead()
    await goFar()
    expect(await everythingRead()).not.toEqual(never)
    await act('chief', ids.case, 'name-respondent', { staff: town.people.accused })
    expect(await everythingRead()).toEqual(never)
    await goOn()
    expect(await everythingRead()).toEqual(never)
    const { body } = await ask('chief', 'GET', `/api/cases/${ids.case}`)
    expect(body).toMatchObject({
      respondents: [town.people.accused],
      recused: [],
      row: { handler: town.people.colleague },
    })
  })

  it('answers every act on it as on one that there is not', async () => {
    const missing = { ...ids, case: nowhere, rectification: nowhere, notice: nowhere, task: nowhere }
    for (const [route, probe] of Object.entries(named)) {
      const [walled, none] = [await answerTo(probe(ids, town)), await answerTo(probe(missing, town))]
      expect([route, walled]).toEqual([route, none])
      if (!route.endsWith('/seen')) expect([route, walled]).toMatchObject([route, { status: 404 }])
    }
    const input = { to: ['director'], text: '通报' }
    const bulk = async (id: string) =>
      (await ask('accused', 'POST', '/api/cases/bulk', { command: 'grade', ids: [id], input })).text
    expect((await bulk(ids.case)).replace(ids.case, '')).toBe((await bulk(nowhere)).replace(nowhere, ''))
  })

  it('keeps quiet about it while it is worked on, and says what happens to others', async () => {
    await http.app.listen({ port: 0 })
    const works = () => act('colleague', ids.case, 'inform', { channel: 'phone', text: '仍在办理' })
    expect(await liveDuring('chief', works)).toContain(ids.case)
    const callsOff = async () => {
      await works()
      const path = `/api/rectifications/${ids.rectification}/commands/cancel-rectification`
      expect((await ask('chief', 'POST', path, { reason: '不再需要' })).status).toBe(200)
    }
    expect(await liveDuring('accused', callsOff)).not.toMatch(/event/)
  })

  it('does not name it where another complaint is linked to it, nor say how many were counted', async () => {
    const shown = async (who: string) => (await ask(who, 'GET', `/api/cases/${ids.other}`)).body
    const types = (page: { facts: { type: string }[] }) => page.facts.map(({ type }) => type)
    const before = types(await shown('accused'))
    const printed = () => answerTo(['POST', `/api/cases/${ids.other}/file`, {}])
    const paper = await printed()
    await act('chief', ids.other, 'link', { other: ids.case, kind: 'same-cause' })
    expect(types(await shown('chief'))).toContain('CasesLinked')
    const page = await shown('accused')
    expect(JSON.stringify(page)).not.toContain(ids.case)
    expect([page.links, types(page)]).toEqual([[], before])
    expect(await printed()).toEqual(paper)
    expect(page.allowed).not.toContain('unlink')
    const { body } = await ask('accused', 'POST', `/api/cases/${ids.other}/dossier`, {})
    expect(body.code).toBe('dossier.not-whole')
  })

  it('is in the database too: with every check of the program left out no row of it is read', async () => {
    const client = await fresh.house.pool.connect()
    const tables = [
      'fact',
      'sealed',
      'data_key',
      'notice',
      'contact_digest',
      'query_code',
      'case_link',
      'improvement_row',
      'case_row',
      'wall',
      'statement_request',
      'owed',
      'precedent',
    ]
    const counts = async (person: string) => {
      await client.query(`begin; set local huiyin.person = '${person}'`)
      const found: Record<string, number> = {}
      for (const table of tables) {
        const { rows } = await client.query(`select to_json(t) as row from ${table} t`)
        found[table] = rows.filter(
          ({ row }) => JSON.stringify(row).includes(ids.case) || JSON.stringify(row).includes(ids.rectification),
        ).length
      }
      await client.query('rollback')
      return found
    }
    const [seen, walled] = [await counts(town.people.chief ?? ''), await counts(town.people.accused ?? '')]
    client.release()
    expect(
      Object.entries(seen)
        .filter(([table]) => !['case_link', 'statement_request'].includes(table))
        .every(([, rows]) => rows > 0),
    ).toBe(true)
    // The other complaint's own fact of the link; the program leaves it out.
    expect(Object.entries(walled).filter(([, rows]) => rows > 0)).toEqual([['fact', 1]])
  })

  it('is what the facts say, and falls when they do', async () => {
    const findings: unknown[] = []
    const verify = () =>
      verifyTrail(fresh.house, fresh.database.ownerUrl, {
        onFinding: (one) => findings.push(one),
        onProgress: () => {},
      })
    await verify()
    expect(findings).toEqual([])
    await act('colleague', ids.case, 'clear-respondent', { staff: town.people.accused, reason: '认错人' })
    expect((await ask('accused', 'GET', `/api/cases/${ids.case}`)).status).toBe(200)
    await act('accused', ids.case, 'recuse', { reason: '与投诉人相识' })
    expect((await ask('accused', 'GET', `/api/cases/${ids.case}`)).status).toBe(404)
    await verify()
    expect(findings).toEqual([])
    const owner = new pg.Client({ connectionString: fresh.database.superUrl })
    await owner.connect()
    await owner.query('create table taken as select * from wall')
    await owner.query('delete from wall')
    await verify()
    expect(findings.splice(0)).toMatchObject([{ what: 'row-differs', detail: { columns: 'wall' } }])
    await owner.query('insert into wall select * from taken')
    await owner.end()
    await act('chief', ids.case, 'lift-recusal', { staff: town.people.accused, reason: '已核实' })
    expect((await ask('accused', 'GET', `/api/cases/${ids.case}`)).status).toBe(200)
  })
})

/** The complaint comes, and whoever is complained of has much to do with it: acts, notices, overdue duties, a rectification. */
async function goFar(): Promise<void> {
  ids.case = await registered({ submittedAt: '2026-01-05T01:00:00.000Z' })
  await act('accused', ids.case, 'accept', { conditions: ['clear-and-specific', 'in-scope', 'eligible-complainant'] })
  await act('chief', ids.case, 'assign', { handler: town.people.accused })
  ids.rectification = await ordered(ids.case)
  const bottle = { kind: 'physical', content: '油样', source: '3 号枪', place: '保险柜', keepUntil: '2026-01-10' }
  await act('accused', ids.case, 'add-evidence', bottle)
  await act('accused', ids.case, 'classify', classes)
  await act('accused', ids.case, 'make-promise', { what: '周三回电', until: '2026-03-04T10:00:00.000Z' })
  const question = { unit: town.units.hall, person: town.people.accused, question: '当日谁在窗口？' }
  await act('chief', ids.case, 'open-task', question)
  await sweep(fresh.house)
  const { body } = await ask('accused', 'GET', '/api/workbench')
  const mine = body.notices.filter((one: { caseId: string }) => one.caseId === ids.case)
  expect(mine.length).toBeGreaterThan(1)
  ids.notice = mine[0].id
  ids.task = body.tasks[0].id
  expect(body.promises).toMatchObject([{ caseId: ids.case, what: '周三回电', lamp: 'green' }])
}

const signing = (who: string, role: string) => ({ version: 1, role, password: town.passwords[who] })

/** What is done from then on tells whoever is complained of nothing either. */
async function goOn(): Promise<void> {
  await act('chief', ids.case, 'assign', { handler: town.people.colleague })
  await act('colleague', ids.case, 'record-finding', { method: 'direct', bears: 'confirmed', text: '属实' })
  await act('colleague', ids.case, 'write-report', { base: 0, text: aReport('属实') })
  await act('colleague', ids.case, 'sign-report', signing('colleague', 'investigator'))
  await act('head', ids.case, 'sign-report', signing('head', 'responsible'))
  await act('chief', ids.case, 'sign-report', signing('chief', 'leader'))
  await act('colleague', ids.case, 'conclude', { outcome: 'upheld', conclusion: '属实', openTasks: '不影响结论' })
  await act('chief', ids.case, 'close-task', { task: 1, reason: '另行查明' })
  await act('colleague', ids.case, 'propose', { lines: [{ kind: 'apology', what: '致歉' }] })
  await act('chief', ids.case, 'approve', {})
  await act('colleague', ids.case, 'execute', { effect: '已致歉' })
  const { body: alike } = await ask('chief', 'GET', `/api/cases/${ids.other}/comparable`)
  expect(alike.cases.map(({ id }: { id: string }) => id)).toEqual([ids.case])
  const refused = await ask('chief', 'POST', `/api/cases/${ids.case}/commands/assign`, { handler: town.people.accused })
  expect(refused.body.code).toBe('triage.handler-recused')
  await sweep(fresh.house)
}
