import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { demoPeople } from '../demo/cast.ts'
import { complaints } from '../demo/complaints.ts'
import { type DemoLogins, openDemo } from '../demo/open-demo.ts'
import { caseRoutes } from '../http/case-routes.ts'
import { organisationRoutes } from '../http/organisation-routes.ts'
import { ownRoutes } from '../http/own-routes.ts'
import { sessionRoutes } from '../http/session-routes.ts'
import { type FreshHouse, freshHouse } from '../testing/fresh-house.ts'
import { type Http, httpOf } from '../testing/http.ts'
import { indexAll } from '../testing/index-all.ts'
import { filesBelow, scanFiles, scanFor } from '../testing/needle-scan.ts'

/** Planted once and nowhere else: what a complainant tells, what staff writes, what a person signs in with. */
const planted = {
  name: '欧阳紫嫣',
  phone: '19955550123',
  email: 'ziyan.canary@example.org',
  identity: '11010519491231002X',
  address: '示范市金丝雀路七号楼二单元',
  title: '金丝雀标题之一',
  content: '金丝雀正文：客户的原话不应出现在任何文件里。',
  request: '金丝雀诉求乃退款',
  place: '金丝雀地点三楼',
  statement: '金丝雀补充陈述一段',
  acknowledgement: '金丝雀告知短信内容',
  reason: '金丝雀查看联系方式的理由',
  draft: '金丝雀草稿未提交',
  view: '金丝雀视图名称',
  staff: '司徒金雀',
  login: 'situ.canary',
  password: 'canary password 2026',
  guess: 'canary wrong guess',
}

let fresh: FreshHouse
let http: Http
let demo: DemoLogins
let folder: string
const log: string[] = []
const tokens: string[] = []

beforeAll(async () => {
  fresh = await freshHouse()
  folder = await mkdtemp(join(tmpdir(), 'huiyin-demo-'))
  await talkativeDatabase()
  demo = await openDemo(fresh.house, folder)
  http = await httpOf(fresh.house, [sessionRoutes, organisationRoutes, caseRoutes, ownRoutes], {
    log: { write: (line) => log.push(line) },
  })
  await liveThroughPlanted()
})
afterAll(async () => {
  await http.close()
  await fresh.close()
  await rm(folder, { recursive: true })
})

async function asSuper<R extends pg.QueryResultRow>(text: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: fresh.database.superUrl })
  await client.connect()
  const { rows } = await client.query<R>(text)
  await client.end()
  return rows
}

/** The worst an operator can ask of the database's log: every statement, every parameter, every detail. */
async function talkativeDatabase(): Promise<void> {
  const name = new URL(fresh.database.appUrl).pathname.slice(1)
  const settings = {
    log_min_duration_statement: '0',
    log_parameter_max_length: '-1',
    log_parameter_max_length_on_error: '-1',
    log_min_error_statement: 'error',
    log_error_verbosity: 'verbose',
  }
  for (const [setting, value] of Object.entries(settings))
    await asSuper(`alter database ${name} set ${setting} = '${value}'`)
  await asSuper(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'huiyin_app'`,
  )
  // The pool learns of it by its sockets; until then it would hand out a connection that is gone.
  await vi.waitFor(() => expect(fresh.house.pool.totalCount).toBe(0), { timeout: 30_000 })
  const { refresh } = fresh.house.directory
  await vi.waitFor(() => Promise.all([refresh(), refresh()]), { timeout: 30_000 })
}

async function enter(post: string): Promise<string> {
  const { login, password } = demo.people.find((person) => person.post === post)!
  const { cookie } = await http.ask('POST', '/api/session', { login, password })
  tokens.push(cookie.split('=')[1]!)
  return cookie
}

/** Every door that takes a text, well used and badly used. */
async function liveThroughPlanted(): Promise<void> {
  const { name, phone, email, identity, address, title, content, request, place } = planted
  const cookie = await enter('座席员')
  const asked = { cookie, headers: { 'idempotency-key': crypto.randomUUID() } }
  const unit = [...(await fresh.house.directory.now())!.units.values()].find((one) => one.name === '东湖支行')!.id
  const body = {
    channel: 'phone',
    unit,
    name,
    phone,
    email,
    identity,
    address,
    title,
    content,
    request,
    place,
    happenedAt: '2026-01-05T02:00:00.000Z',
  }
  const registered = await http.ask('POST', '/api/cases', body, asked)
  expect(registered.status, registered.text).toBe(200)
  const path = `/api/cases/${registered.body.id}`
  const done = [
    await http.ask(
      'POST',
      `${path}/commands/acknowledge`,
      { channel: 'sms', text: planted.acknowledgement },
      { cookie },
    ),
    await http.ask('POST', `${path}/commands/add-statement`, { text: planted.statement }, { cookie }),
    await http.ask('GET', path, undefined, { cookie }),
    await http.ask('POST', `${path}/reveal`, { party: 'p1', field: 'phone', reason: planted.reason }, { cookie }),
    await http.ask('POST', '/api/cases/similar', { phone, email }, { cookie }),
    await http.ask('POST', '/api/cases/search', { filter: { contact: phone } }, { cookie }),
    await http.ask('PUT', '/api/drafts/register', { value: { content: planted.draft } }, { cookie }),
    await http.ask(
      'POST',
      '/api/views',
      { name: planted.view, query: { filter: { contact: phone } }, columns: [] },
      { cookie },
    ),
  ]
  await indexAll(fresh.house)
  for (const words of [name, content.slice(6, 12), phone.slice(-6), email])
    done.push(await http.ask('POST', '/api/cases/search', { filter: { words } }, { cookie }))
  expect(done.at(-1)?.body.rows).toHaveLength(1)
  done.push(await http.ask('POST', '/api/cases/similar', { text: `${title}${content}${request}`, place }, { cookie }))
  expect(done.map(({ status, text }) => (status < 300 ? 'done' : text))).toEqual(done.map(() => 'done'))
  const security = await enter('安全管理员')
  const person = { name: planted.staff, login: planted.login, password: planted.password }
  expect((await http.ask('POST', '/api/organisation/commands/add-person', person, { cookie: security })).status).toBe(
    200,
  )
  const badly = [
    await http.ask('POST', '/api/organisation/commands/add-person', person, { cookie: security }),
    await http.ask('POST', '/api/session', { login: planted.login, password: planted.guess }),
    await http.ask('POST', '/api/session', { login: planted.guess, password: planted.password }),
    await http.ask('POST', '/api/cases', { ...body, channel: content, unknown: identity }, { cookie }),
    await http.ask('POST', '/api/cases', { ...body, phone: `${phone}\u0000` }, { cookie }),
    await http.ask('POST', '/api/cases', `{"name": "${name}", `, {
      cookie,
      headers: { 'content-type': 'application/json' },
    }),
    await http.ask('POST', `${path}/commands/withdraw`, { reason: content }, { cookie }),
    await http.ask('POST', '/api/cases', body, { ...asked, headers: { 'idempotency-key': 'no uuid' } }),
  ]
  for (const { status } of badly) expect(status).toBeGreaterThanOrEqual(400)
  await asSuper('alter table contact_digest rename to away')
  const broken = await http.ask('POST', '/api/cases', body, { cookie })
  expect(broken.body.code).toBe('house.fault')
  await asSuper('alter table away rename to contact_digest')
}

const demoValues = [
  ...complaints.flatMap(({ name, phone, email, title, content, request }) => [
    name,
    phone,
    email,
    title,
    request,
    content.slice(0, 12),
    content.slice(-12),
  ]),
  ...demoPeople.flatMap(({ name, login }) => [name, login]),
].filter((value): value is string => value !== undefined && value.length >= 3)

function needles(): string[] {
  const { people, portal } = demo
  return [
    ...Object.values(planted),
    planted.content.slice(4, 16),
    ...demoValues,
    ...people.map(({ password }) => password),
    portal.queryCode,
    ...tokens,
  ]
}

describe('planted strings', () => {
  it('stand in no file of the database, its log and its write-ahead log', async () => {
    const scan = scanFor(needles())
    await asSuper('checkpoint')
    const [place] = await asSuper<{ data: string; oid: number }>(
      `select current_setting('data_directory') as data, oid::int from pg_database where datname = current_database()`,
    )
    const home = dirname(place!.data)
    const ours = ['global', 'pg_wal', `base/${place!.oid}`, 'base/pgsql_tmp'].map((part) => join(place!.data, part))
    const files = filesBelow(home).filter(
      (file) => !file.startsWith(`${place!.data}/`) || ours.some((part) => file.startsWith(part)),
    )
    const { found, bytes } = scanFiles(scan, files)
    expect(found).toEqual([])
    expect(scan.forms).toBeGreaterThan(3000)
    const talk = files.filter((file) => file.includes('/pg-log/')).map((file) => readFileSync(file, 'utf8'))
    expect(talk.join('')).toMatch(/insert into fact .*(\n.*)*parameters: /i)
    expect(bytes).toBeGreaterThan(20_000_000)
  })

  it('stand in no row, compressed or not', async () => {
    const { find } = scanFor(needles())
    const tables = await asSuper<{ name: string }>(
      `select relname as name from pg_class where relkind in ('r', 'm') and relnamespace = 'public'::regnamespace`,
    )
    expect(tables.length).toBeGreaterThan(15)
    for (const { name } of tables) {
      const rows = await asSuper<{ text: string }>(`select t::text as text from "${name}" t`)
      for (const { text } of rows) expect([name, ...find(Buffer.from(text))]).toEqual([name])
    }
  })

  it('stand in no line of the program’s log, not even where it broke', () => {
    expect(log.join('')).toContain('a request failed')
    const { find } = scanFor(needles())
    expect([...find(Buffer.from(log.join('\n')))]).toEqual([])
  })

  it('would be found', async () => {
    const { find } = scanFor(needles())
    await asSuper(`create table leak (bytes bytea, text text, json jsonb)`)
    const client = new pg.Client({ connectionString: fresh.database.superUrl })
    await client.connect()
    await client.query('insert into leak (text) values ($1)', [planted.name])
    await client.query('insert into leak (json) values ($1)', [JSON.stringify({ deep: [planted.content] })])
    await client.query('insert into leak (bytes) values ($1)', [Buffer.from(planted.email, 'utf16le')])
    await client.query('insert into leak (text) values ($1)', [Buffer.from(planted.identity).toString('base64')])
    await client.end()
    await asSuper('checkpoint')
    const [place] = await asSuper<{ file: string }>(
      `select current_setting('data_directory') || '/' || pg_relation_filepath('leak') as file`,
    )
    const { found } = scanFiles({ forms: 0, find }, [place!.file])
    for (const value of [planted.name, planted.content, planted.email, planted.identity])
      expect(found.join('\n')).toContain(value)
    await asSuper('drop table leak')
  })
})
