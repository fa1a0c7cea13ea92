import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CaseRow, caseFilter } from '../../api/cases.ts'
import { register } from '../../core/1-intake/register.ts'
import type { Command } from '../../core/case/command.ts'
import { handleCommand } from '../handle-command.ts'
import { caseRoutes } from '../http/case-routes.ts'
import { ownRoutes } from '../http/own-routes.ts'
import { type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import { type Answered, type Http, httpOf } from '../testing/http.ts'
import type { Town } from '../testing/town.ts'

/** A peer's filter was joined into its statement twice over: first its operator, then, once that was mended, its values (hole 58). */

const clock = standingClock('2026-03-02T01:00:00.000Z')
let fresh: FreshHouse
let http: Http
let town: Town
let cookie: string
let all: CaseRow[]

beforeAll(async () => {
  fresh = await freshHouse({ now: clock.now })
  const people = { agent: [{ post: 'agent', unit: 'root' }], boss: [{ post: 'supervisor', unit: 'root' }] }
  town = await fresh.found({ packs: ['enterprise'], units: { east: null, west: null }, people })
  http = await httpOf(fresh.house, [caseRoutes, ownRoutes])
  for (const [at, channel] of ['phone', 'letter', 'email', 'phone', 'web', 'media'].entries()) {
    clock.pass({ hours: 7 })
    const unit = at % 2 ? town.units.east : town.units.west
    const kind = at % 3 === 0 ? 'inquiry' : 'complaint'
    const given = { channel, unit, kind, title: `第${at}件`, content: '加油后熄火', phone: `1380000000${at}` }
    const command = register as unknown as Command
    await handleCommand(fresh.house, { command, input: register.input.parse(given), caller: town.as('agent') })
  }
  cookie = await fresh.cookieOf(town.people.boss ?? '')
  all = (await search({ filter: {} })).body.rows
})
afterAll(async () => {
  await http.close()
  await fresh.close()
})

const search = (query: object): Promise<Answered> => http.ask('POST', '/api/cases/search', query, { cookie })

const hostile = [
  `'`,
  `"`,
  `' or '1'='1`,
  `phone') or 1=1 --`,
  `'; drop table fact; --`,
  `\\'; select pg_sleep(5); --`,
  `$1`,
  `phone' union select * from data_key --`,
  `{phone,letter}`,
  `%`,
  `_`,
  `\u0000`,
  `2026-01-01' or true --`,
]
const several = (values: readonly string[]) => fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 3 })
const moment = fc.constantFrom('2026-03-02T10:00:00.000Z', '2026-03-03T03:00:00.000Z')
/** What tells cases apart. */
const tame = {
  stages: several(['intake', 'triage']),
  channels: several(['phone', 'letter', 'email', 'media']),
  kinds: several(['inquiry', 'complaint']),
  units: several(['east', 'west']),
  receivedFrom: moment,
  receivedUntil: moment,
}
/** What somebody made up, and what a row does not show. */
const wild = {
  ...Object.fromEntries(['stages', 'statuses', 'grades', 'channels', 'kinds'].map((key) => [key, several(hostile)])),
  ...Object.fromEntries(['words', 'receivedFrom', 'receivedUntil'].map((key) => [key, fc.constantFrom(...hostile)])),
  contact: fc.constantFrom('13800000001', ...hostile),
  number: fc.constantFrom('000002', ...hostile),
  lamp: fc.constantFrom('red', 'blue'),
  awaiting: fc.constantFrom('acceptance'),
}
type Wish = { readonly [K in keyof typeof tame]?: (typeof tame)[K] extends fc.Arbitrary<infer T> ? T : never }
const few = (fields: Record<string, fc.Arbitrary<unknown>>, most: number) =>
  fc
    .subarray(Object.keys(fields), { maxLength: most })
    .chain((keys) => fc.record(Object.fromEntries(keys.map((key) => [key, fields[key] as fc.Arbitrary<unknown>]))))
/** A few fields, and at most one of the others: one bad value is enough for a whole filter to be refused. */
const anyFilter = fc.tuple(few(tame, 4), few(wild, 1)).map(([known, made]): Wish => ({ ...known, ...made }))

/** The same question asked of what is in memory, of those fields whose answer shows in a row. */
function asked({ stages, channels, kinds, units, receivedFrom, receivedUntil }: Wish): string[] {
  const ids = units?.map((name) => town.units[name])
  return all
    .filter(
      (row) =>
        (stages?.includes(row.stage) ?? true) &&
        (channels?.includes(row.channel) ?? true) &&
        (kinds?.includes(row.kind) ?? true) &&
        (ids?.includes(row.unit) ?? true) &&
        (receivedFrom === undefined || row.receivedAt >= receivedFrom) &&
        (receivedUntil === undefined || row.receivedAt < receivedUntil),
    )
    .map(({ id }) => id)
}

describe('a filter', () => {
  it('is held as values: it finds what the same question finds in memory, and no value breaks its statement (hole 58)', async () => {
    let compared = 0
    const plain = ['stages', 'channels', 'kinds', 'units', 'receivedFrom', 'receivedUntil']
    await fc.assert(
      fc.asyncProperty(anyFilter, async (wish) => {
        const filter = { ...wish, ...(wish.units && { units: wish.units.map((name) => town.units[name] ?? name) }) }
        const { status, body, text } = await search({ filter, sort: 'received', limit: 200 })
        expect(status, text).toBeLessThan(500)
        if (status !== 200 || Object.keys(wish).some((key) => !plain.includes(key))) return
        compared++
        expect(body.rows.map(({ id }: CaseRow) => id).sort()).toEqual(asked(wish).sort())
      }),
      { numRuns: 300 },
    )
    expect(compared).toBeGreaterThan(100)
    expect((await search({ filter: {} })).body.rows).toHaveLength(all.length)
  })

  it('has the fields and the order that are written down, and no operator, column or cursor of somebody’s own (hole 58)', async () => {
    const uuid = '00000000-0000-4000-8000-000000000000'
    const cursors = [...hostile.map((one) => [one, uuid]), ['2026-01-01', '-'.repeat(36)], ['2026-01-01', hostile[3]]]
    const tries = [
      ...hostile.flatMap((one) => [
        { sort: one },
        { descending: one },
        { limit: one },
        { after: one },
        { filter: { [one]: ['x'] } },
        { filter: { channels: { or: one } } },
        { filter: { query_operator: one } },
        { filter: { handler: one } },
        { filter: { units: [one] } },
        { filter: { lamp: one } },
        { filter: { awaiting: one } },
      ]),
      ...cursors.map((one) => ({
        filter: {},
        sort: 'received',
        after: Buffer.from(JSON.stringify(one)).toString('base64url'),
      })),
    ]
    for (const one of tries) expect((await search(one)).status, JSON.stringify(one)).toBeLessThan(500)
    for (const one of hostile) expect((await search({ filter: { query_operator: one } })).status).toBe(400)
    expect(Object.keys(caseFilter.shape)).not.toContain('query_operator')
  })

  it('that was kept is read as strictly as one that is asked at once (hole 55)', async () => {
    for (const one of hostile) {
      const view = { name: 'x', query: { filter: { channels: [one] }, sort: one }, columns: [] }
      expect((await http.ask('POST', '/api/views', view, { cookie })).status).toBe(400)
      const kept = await http.ask(
        'POST',
        '/api/views',
        { name: 'x', query: { filter: { channels: [one] } }, columns: [] },
        { cookie },
      )
      expect(kept.status).toBeLessThan(500)
    }
    expect((await http.ask('GET', '/api/views', undefined, { cookie })).status).toBe(200)
  })
})
