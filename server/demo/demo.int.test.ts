import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asSystem, read } from '../db/transaction.ts'
import { sessionRoutes } from '../http/session-routes.ts'
import { type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import { httpOf } from '../testing/http.ts'
import { complaints } from './complaints.ts'
import { type DemoLogins, openDemo } from './open-demo.ts'
import { paths } from './paths.ts'

let fresh: FreshHouse
let folder: string
let demo: DemoLogins

beforeAll(async () => {
  // A Monday just after midnight, when the fewest duties have lately fallen due.
  fresh = await freshHouse({ now: standingClock('2026-11-22T16:50:00Z').now })
  folder = await mkdtemp(join(tmpdir(), 'huiyin-demo-'))
  demo = await openDemo(fresh.house, folder)
})
afterAll(async () => {
  await fresh.close()
  await rm(folder, { recursive: true })
})

const count = async (text: string) => (await read(fresh.house.pool, asSystem, { text })).length

describe('the demo', () => {
  it('has complaints in every stage and status, each with its number in the order of receipt', async () => {
    type Row = { number: string; stage: string; status: string; received_at: string }
    const rows = await read<Row>(fresh.house.pool, asSystem, {
      text: 'select number, stage, status, received_at from case_row order by number',
    })
    expect(rows).toHaveLength(complaints.length)
    expect(new Set(rows.map(({ stage }) => stage))).toEqual(
      new Set(['intake', 'triage', 'investigation', 'resolution', 'feedback', 'archive']),
    )
    expect(new Set(rows.map(({ status }) => status))).toEqual(
      new Set(['open', 'refused', 'withdrawn', 'closed', 'archived']),
    )
    const moments = rows
      .filter(({ number }) => number.startsWith(rows[0]?.number.slice(0, 4) ?? ''))
      .map(({ received_at }) => received_at)
    expect(moments).toEqual([...moments].sort())
    for (const path of Object.keys(paths)) expect(complaints.map((one) => one.path)).toContain(path)
  })

  it('shows what is overdue, what is nearly due, and what waits for whom', async () => {
    const now = fresh.house.now()
    expect(await count(`select from case_row where status = 'open' and lead_due < '${now}'`)).toBeGreaterThan(3)
    expect(
      await count(`select from case_row where status = 'open' and lead_amber < '${now}' and lead_due > '${now}'`),
    ).toBeGreaterThan(1)
    for (const waits of ['acceptance', 'assignment', 'approval', 'returned', 'execution', 'call-back', 'review'])
      expect([waits, (await count(`select from case_row where '${waits}' = any(awaiting)`)) > 0]).toEqual([waits, true])
    expect(await count(`select from fact where type = 'ObligationPaused'`)).toBeGreaterThan(1)
    expect(await count(`select from case_row where next_check_at <= '${now}'`)).toBe(0)
  })

  it('tells its facts as people did them, in the past', async () => {
    expect(await count(`select from fact where stream = 'case' and origin = 'import'`)).toBe(0)
    expect(await count(`select from fact where recorded_at > '${fresh.house.now()}'`)).toBe(0)
    expect(await count(`select from fact where origin = 'human' and occurred_at <> recorded_at`)).toBe(0)
  })

  it('prints log-ins that work, the same at every start, kept where only their owner reads', async () => {
    const http = await httpOf(fresh.house, [sessionRoutes])
    for (const { login, password, name } of demo.people) {
      const answer = await http.ask('POST', '/api/session', { login, password })
      expect(answer.body).toMatchObject({ name, mustChangePassword: false, organisation: '回音示范机构' })
    }
    await http.close()
    expect(await openDemo(fresh.house, folder)).toEqual(demo)
    expect((await stat(join(folder, 'demo-logins.json'))).mode & 0o777).toBe(0o600)
  })

  it('opens a case by the number and the query code it prints', async () => {
    const digest = fresh.house.ring.digest('query-code', demo.portal.queryCode)
    const { rows } = await fresh.house.pool.query<{ id: string | null }>('select case_by_code($1, $2) as id', [
      demo.portal.number,
      digest,
    ])
    expect(rows[0]?.id).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('cut off half way goes on where it stopped', async () => {
    const facts = await count('select from fact')
    const file = join(folder, 'demo-logins.json')
    const { logins: _, ...kept } = JSON.parse(await readFile(file, 'utf8'))
    await writeFile(file, JSON.stringify(kept))
    expect(await openDemo(fresh.house, folder)).toEqual(demo)
    expect(await count('select from fact')).toBe(facts)
  })

  it('is never written into a real organisation', async () => {
    const real = await freshHouse()
    await real.found({ people: {} })
    const elsewhere = await mkdtemp(join(tmpdir(), 'huiyin-demo-'))
    await expect(openDemo(real.house, elsewhere)).rejects.toThrow(/演示数据不会写入其中/)
    await real.close()
    await rm(elsewhere, { recursive: true })
  })
})
