import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPdf } from '../documents/testing/read-pdf.ts'
import { replyAddress } from '../doors/thread-token.ts'
import { openPortalHouse, type PortalHouse } from '../http/portal/testing/portal-house.ts'
import { rooms } from '../main.ts'
import { openPortalSession, portalCookie } from '../sessions/portal-session.ts'
import { openStaffSession } from '../sessions/staff-session.ts'
import { type Http, httpOf } from '../testing/http.ts'
import { drawToken } from '../tokens/token.ts'

/** Peers gave out marks that could be reckoned, and showed one person's mark to whoever else took part. */

let portal: PortalHouse
let http: Http
beforeAll(async () => {
  portal = await openPortalHouse()
  http = await httpOf(portal.fresh.house, rooms)
})
afterAll(async () => {
  await http.close()
  await portal.close()
})

/** How often each bit of some marks is one, as distance from half of them in standard deviations; the greatest. */
function mostUneven(marks: readonly Buffer[]): number {
  const bits = (marks[0]?.length ?? 0) * 8
  const deviations = Array.from({ length: bits }, (_, bit) => {
    const ones = marks.filter((mark) => ((mark[bit >> 3] as number) >> (bit & 7)) & 1).length
    return Math.abs(ones - marks.length / 2) / Math.sqrt(marks.length / 4)
  })
  return Math.max(...deviations)
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** The 80 bits of a query code, as sixteen letters of five. */
const bitsOf = (code: string) =>
  Buffer.from(
    [...code.replaceAll('-', '')]
      .reduce((all, letter) => (all << 5n) | BigInt(crockford.indexOf(letter)), 0n)
      .toString(16)
      .padStart(20, '0'),
    'hex',
  )

describe('a mark that opens something', () => {
  it('tells nothing of the one before: no bit leans, no beginning comes back (hole 38)', async () => {
    const { ring } = portal.fresh.house
    const { id } = await portal.filed()
    const [person = ''] = Object.values(portal.town.people)
    const many = <T>(count: number, draw: () => T) => Array.from({ length: count }, draw)
    const sessions = [
      await Promise.all(many(400, () => openStaffSession(portal.fresh.house, person))),
      await Promise.all(many(400, () => openPortalSession(portal.fresh.house, id))),
    ].map((tokens) => tokens.map((token) => Buffer.from(token, 'base64url')))
    const keys = many(20_000, drawToken).map((token) => Buffer.from(token.slice('huiyin_'.length), 'base64url'))
    const codes = many(20_000, () => ring.queryCode(randomUUID())).map(bitsOf)
    const addresses = many(2_000, () => replyAddress(ring, randomUUID(), 'a@b.example'))
    for (const marks of [...sessions, keys, codes]) {
      expect(marks.every((mark) => mark.length >= 10)).toBe(true)
      expect(new Set(marks.map((mark) => mark.subarray(0, 6).toString('hex'))).size).toBe(marks.length)
      // Of 256 bits one is 5 deviations off once in some 7,000 runs.
      expect(mostUneven(marks)).toBeLessThan(5.5)
    }
    expect(new Set(addresses.map((one) => one.slice(0, 20))).size).toBe(addresses.length)
  })

  it('is shown to its owner alone: to no member of staff, on no paper, in no row (hole 63)', async () => {
    const { visitor, id, number } = await portal.filed()
    await portal.office(id, 'acknowledge', { channel: 'phone', text: '已收到。' })
    await portal.office(id, 'add-party', { role: 'witness', kind: 'individual', name: '王证人', phone: '13911112222' })
    await portal.answered(id)
    const code = await portal.codeOf(id)
    const session = visitor.cookies.get(portalCookie) ?? ''
    expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/)
    expect(session).toMatch(/^.{43}$/)
    expect((await visitor.get('/portal/receipt')).text).toContain(code)
    const marks = [code, code.replaceAll('-', ''), session]
    const hidden = (text: string) => marks.filter((mark) => text.toUpperCase().includes(mark.toUpperCase()))

    let read = 0
    for (const person of Object.values(portal.town.people)) {
      const cookie = await portal.fresh.cookieOf(person)
      const answers = await Promise.all([
        ...['', '/evidence', '/comparable', '/proposals'].map((tail) =>
          http.ask('GET', `/api/cases/${id}${tail}`, undefined, { cookie }),
        ),
        ...['workbench', 'catalogue', 'me', 'radar', 'inbox'].map((name) =>
          http.ask('GET', `/api/${name}`, undefined, { cookie }),
        ),
        http.ask('POST', '/api/cases/search', { filter: { number } }, { cookie }),
        http.ask('POST', '/api/cases/similar', { phone: '13812348000' }, { cookie }),
      ])
      read += answers.filter(({ status, text }) => status === 200 && text.includes(number)).length
      for (const { text } of answers) expect(hidden(text)).toEqual([])
    }
    expect(read).toBeGreaterThan(5)

    const boss = await portal.fresh.cookieOf(portal.town.people.supervisor ?? '')
    for (const paper of ['sheet', 'file']) {
      const url = `/api/cases/${id}/${paper}`
      const printed = await http.app.inject({ method: 'POST', url, headers: { cookie: boss }, payload: {} })
      expect(printed.statusCode, printed.body.slice(0, 300)).toBe(200)
      const { text } = await readPdf(printed.rawPayload)
      expect(text).toContain(number)
      expect(hidden(text)).toEqual([])
    }
    expect((await allRows()).flatMap(hidden)).toEqual([])
  })
})

/** Every row of every table, as text. */
async function allRows(): Promise<string[]> {
  const client = new pg.Client({ connectionString: portal.fresh.database.superUrl })
  await client.connect()
  const names = `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`
  const tables = await client.query<{ name: string }>(names)
  const rows: string[] = []
  for (const { name } of tables.rows)
    rows.push(
      ...(await client.query<{ text: string }>(`select t::text as text from "${name}" t`)).rows.map(({ text }) => text),
    )
  await client.end()
  expect(rows.length).toBeGreaterThan(50)
  return rows
}
