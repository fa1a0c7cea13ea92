import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImportView } from '../../api/imports.ts'
import { asSystem, read } from '../db/transaction.ts'
import { readExcel } from '../import/read-excel.ts'
import { runImports } from '../import/run-imports.ts'
import { type FreshHouse, freshHouse } from '../testing/fresh-house.ts'
import { type Answered, type Http, httpOf } from '../testing/http.ts'
import type { Town } from '../testing/town.ts'
import { importRoutes } from './import-routes.ts'

let fresh: FreshHouse
let http: Http
let town: Town
const cookies: Record<string, string> = {}
beforeAll(async () => {
  fresh = await freshHouse()
  const at = (post: string, unit = 'root') => [{ post, unit }]
  town = await fresh.found({
    packs: ['enterprise'],
    units: { 东区: null },
    people: {
      supervisor: at('supervisor'),
      other: at('supervisor'),
      eastern: at('specialist', '东区'),
      agent: at('agent'),
      security: at('security-administrator'),
    },
  })
  http = await httpOf(fresh.house, [importRoutes])
  for (const [name, id] of Object.entries(town.people)) cookies[name] = await fresh.cookieOf(id)
})
afterAll(async () => {
  await http.close()
  await fresh.close()
})

const ledger = (count: number, said = '吵闹') =>
  `工单编号,来电人,时间,内容,渠道\n${Array.from({ length: count }, (_, n) => `${n},客户${n},2024-03-0${1 + (n % 9)} 10:00,${said}${n},电话`).join('\n')}\n`

async function send(person: string, csv: string): Promise<Answered> {
  const answer = await http.app.inject({
    method: 'POST',
    url: '/api/imports',
    headers: {
      cookie: cookies[person] ?? '',
      'content-type': 'application/octet-stream',
      'upload-metadata': `filename ${Buffer.from('台账.csv').toString('base64')}`,
    },
    payload: Buffer.from(csv),
  })
  return { status: answer.statusCode, body: answer.json(), text: answer.body, headers: answer.headers, cookie: '' }
}

const as = (person: string) => ({ cookie: cookies[person] ?? '' })

function wishFor({ proposal }: ImportView, change: object = {}) {
  const { mapping, source, history } = proposal
  return { mapping, source, history, unit: town.units.root, ...change }
}

/** What the last line of a streamed answer says. */
function resultOf({ text }: Answered) {
  return JSON.parse(text.trim().split('\n').at(-1) ?? '').result
}

async function run(view: ImportView, wish: object, stop = new AbortController().signal): Promise<ImportView> {
  const begun = await http.ask('POST', `/api/imports/${view.id}/run`, wish, as('supervisor'))
  expect(begun.status).toBe(204)
  await runImports(fresh.house, stop)
  return (await http.ask('GET', `/api/imports/${view.id}`, undefined, as('supervisor'))).body
}

describe('an import from a screen', () => {
  it('proposes by names, is tried without a trace, and is kept for the next file of these columns', async () => {
    const { body: view } = await send('supervisor', ledger(3))
    expect(view.proposal).toMatchObject({
      from: 'names',
      source: '台账',
      history: false,
      mapping: { id: ['工单编号'], columns: { name: '来电人', receivedAt: '时间', content: '内容', channel: '渠道' } },
    })
    expect(view.sample[0]).toEqual(['0', '客户0', '2024-03-01 10:00', '吵闹0', '电话'])
    const wish = wishFor(view)
    const tried = resultOf(await http.ask('POST', `/api/imports/${view.id}/check`, wish, as('supervisor')))
    expect(tried).toEqual({ rows: 3, good: 3, alreadyPresent: 0, changed: 0, errors: 0, problems: [] })
    expect(await read(fresh.house.pool, asSystem, { text: 'select from case_row' })).toEqual([])
    expect(await run(view, wish)).toMatchObject({ state: 'done', counts: { rows: 3, registered: 3, errors: 0 } })
    const next = (await send('other', ledger(4))).body as ImportView
    expect(next.proposal).toMatchObject({ from: 'kept', source: '台账', unit: town.units.root })
    const again = resultOf(await http.ask('POST', `/api/imports/${next.id}/check`, wishFor(next), as('other')))
    expect(again).toMatchObject({ good: 1, alreadyPresent: 3 })
  })

  it('goes on where it was cut off, and counts what it brought before', async () => {
    const { body: view } = await send('supervisor', ledger(120))
    const wish = wishFor(view, { source: 'cut' })
    const cut = new AbortController()
    const first = run(view, wish, cut.signal)
    while ((await inOf('cut')) < 10) await new Promise((resolve) => setTimeout(resolve, 5))
    cut.abort()
    expect(await first).toMatchObject({ state: 'running' })
    const before = await inOf('cut')
    expect(before).toBeLessThan(120)
    await runImports(fresh.house, new AbortController().signal)
    const after = (await http.ask('GET', `/api/imports/${view.id}`, undefined, as('supervisor'))).body
    expect(after).toMatchObject({ state: 'done', counts: { rows: 120, registered: 120, alreadyPresent: 0 } })
    expect(await inOf('cut')).toBe(120)
    const second = await send('supervisor', ledger(120))
    expect(await run(second.body, wish)).toMatchObject({ counts: { registered: 0, alreadyPresent: 120 } })
  })

  it('names row, field and reason on a sheet on which nothing is a formula', async () => {
    const { body: view } = await send('supervisor', `${ledger(1)}=1+1,客户,2024-13-40,内容,=HYPERLINK("x")\n`)
    const done = await run(view, wishFor(view, { source: 'bad' }))
    expect(done).toMatchObject({ counts: { registered: 1, errors: 1 }, problems: 1 })
    const answer = await http.app.inject({ url: `/api/imports/${view.id}/problems`, headers: as('supervisor') })
    const sheet = await readExcel(Readable.from([answer.rawPayload]))
    const told = (await Array.fromAsync(sheet.rows)).map((row) => ('cells' in row ? Object.values(row.cells) : row))
    expect(told).toEqual([
      ['3', '受理时间', '2024-13-40', expect.stringContaining('不是可识别的时间')],
      ['3', '渠道', `'=HYPERLINK("x")`, expect.stringContaining('没有这个渠道')],
    ])
  })

  it('is for those who may, for their units, and for nobody else to see', async () => {
    expect((await send('agent', ledger(1))).body.code).toBe('import.not-yours')
    const { body: view } = await send('eastern', ledger(1))
    const wish = wishFor(view)
    expect((await http.ask('POST', `/api/imports/${view.id}/run`, wish, as('eastern'))).status).toBe(403)
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/problems'],
      ['DELETE', ''],
      ['POST', '/run'],
    ] as const)
      expect(
        (
          await http.ask(
            method,
            `/api/imports/${view.id}${path}`,
            method === 'POST' ? wish : undefined,
            as('supervisor'),
          )
        ).status,
      ).toBe(404)
    const own = await http.ask('POST', `/api/imports/${view.id}/run`, { ...wish, unit: town.units.东区 }, as('eastern'))
    expect(own.status).toBe(204)
  })

  it('says in words what is no table, and takes nothing too large', async () => {
    expect((await send('supervisor', '')).status).toBe(422)
    const large = await send('supervisor', 'x'.repeat(20 * 2 ** 20 + 1))
    expect([large.status, large.body.code]).toEqual([413, 'input.too-large'])
  })
})

async function inOf(source: string): Promise<number> {
  const text = 'select count(*)::int as count from import_row where source = $1'
  return (await read<{ count: number }>(fresh.house.pool, asSystem, { text, values: [source] }))[0]?.count ?? 0
}
