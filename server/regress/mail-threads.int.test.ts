import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Command } from '../../core/case/command.ts'
import { commandNamed } from '../../core/case/commands.ts'
import { asSystem, read } from '../db/transaction.ts'
import { receiptStatements } from '../doors/outgoing.ts'
import { sendNext } from '../doors/send-mails.ts'
import { storeMessage } from '../doors/store-message.ts'
import { workDoors } from '../doors/work-doors.ts'
import { handleCommand } from '../handle-command.ts'
import type { House } from '../house.ts'
import { inboxRoutes } from '../http/inbox-routes.ts'
import type { Letter } from '../mail/mailer.ts'
import { readMail } from '../mail/read-mail.ts'
import { type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import { httpOf } from '../testing/http.ts'
import type { Town } from '../testing/town.ts'

const clock = standingClock('2026-03-02T02:00:00.000Z')
const letters: Letter[] = []
let fresh: FreshHouse
let house: House
let town: Town
let number = 0

beforeAll(async () => {
  fresh = await freshHouse({ now: clock.now })
  town = await fresh.found({
    packs: ['enterprise'],
    people: {
      specialist: [{ post: 'specialist', unit: 'root' }],
      security: [{ post: 'security-administrator', unit: 'root' }],
      quality: [{ post: 'quality', unit: 'root' }],
      accused: [{ post: 'specialist', unit: 'root' }],
      supervisor: [{ post: 'supervisor', unit: 'root' }],
    },
  })
  const mailer = { send: async (letter: Letter) => void letters.push(letter) }
  house = { ...fresh.house, mail: { address: 'complaints@case.example', mailer } }
})
afterAll(() => fresh.close())

type Row = { id: string; state: string; reason: string | null; case_id: string | null }

const rawOf = (from: string, body: string, ...headers: string[]) =>
  Buffer.from(
    [`From: ${from}`, `Message-ID: <${number++}@there.example>`, 'Subject: <b>{{code}}</b>', ...headers, '', body].join(
      '\r\n',
    ),
  )

async function comesIn(raw: Buffer, to: string[] = []): Promise<Row> {
  clock.pass({ seconds: 1 })
  await storeMessage(house, { door: 'smtp', raw, unit: town.units.root, envelope: { to } })
  for (let left = 5; left > 0 && (await workDoors(house)).count > 0; left--);
  const text = 'select id, state, reason, case_id from door_message order by received_at desc, id desc limit 1'
  return (await read<Row>(house.pool, asSystem, { text }))[0] as Row
}

const sql = (text: string, values: unknown[]) => read<object>(house.pool, asSystem, { text, values })

it('freescout #5138: after a restore a token of before belongs to nothing that was made since', async () => {
  const { case_id: caseId } = await comesIn(rawOf('wang@example.com', '投诉一'))
  while (await sendNext(house));
  const { replyTo = '', messageId } = letters[0] as Letter
  await sql('delete from mail_out where case_id = $1', [caseId]).catch(() => {})
  const owner = await import('pg').then(
    ({ default: pg }) => new pg.Client({ connectionString: fresh.database.superUrl }),
  )
  await owner.connect()
  await owner.query('delete from mail_out')
  await owner.query('delete from mail_thread')
  await owner.end()
  const mail = readMail(rawOf('wang@example.com', 'x')).mail
  for (const { text, values = [] } of receiptStatements(house, caseId ?? '', mail)) await sql(text, values)
  const late = await comesIn(rawOf('wang@example.com', '旧邮件的回复', `In-Reply-To: <${messageId}>`), [replyTo])
  expect(late.state).toBe('complaint')
  expect(late.case_id).not.toBe(caseId)
})

it('CVE-2026-41904, Zendesk 2025: a receipt holds nothing of what was sent, and one address gets one a day', async () => {
  letters.length = 0
  for (let count = 0; count < 5; count++)
    await comesIn(rawOf('victim@example.com', `<script>${count}</script> {{name}}`))
  clock.pass({ minutes: 2 })
  while (await sendNext(house));
  const own = letters.filter(({ to }) => to === 'victim@example.com')
  expect(own).toHaveLength(1)
  expect(`${own[0]?.subject}${own[0]?.text}`).not.toMatch(/script|<b>|{{/)
})

it('“ticket trick”: a code of another service is for the staff’s eyes, and becomes no case that somebody could read', async () => {
  for (const text of [
    '您的验证码是 482913，五分钟内有效',
    'Please confirm your email: https://chat.example/confirm/abc',
  ]) {
    const row = await comesIn(rawOf('no-answer@service.example', text))
    expect(row).toMatchObject({ state: 'quarantine', reason: 'verification-code', case_id: null })
  }
  expect((await comesIn(rawOf('chen@example.com', '你们的验证码一直收不到，无法登录'))).state).toBe('complaint')
})

it('Zendesk 2024: who stands in Cc, or writes with a whole token, reads and adds nothing', async () => {
  letters.length = 0
  const { case_id: caseId } = await comesIn(rawOf('liu@example.com', '投诉', 'Cc: mallory@example.com'))
  clock.pass({ minutes: 2 })
  while (await sendNext(house));
  const { replyTo = '' } = letters.find(({ to }) => to === 'liu@example.com') as Letter
  expect(letters.some(({ to }) => to === 'mallory@example.com')).toBe(false)
  expect(
    await comesIn(rawOf('mallory@example.com', '加我', 'Reply-To: liu@example.com', 'Sender: liu@example.com'), [
      replyTo,
    ]),
  ).toMatchObject({ state: 'unverified', case_id: caseId })
})

it('freescout #1359: files of a mail are handed out as bytes to be saved, and to those alone who take complaints', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'
  const body = `--b\r\n\r\nx\r\n--b\r\nContent-Type: image/svg+xml; name=a.svg\r\n\r\n${svg}\r\n--b--`
  const { id } = await comesIn(rawOf('zhou@example.com', body, 'Content-Type: multipart/mixed; boundary=b'))
  const http = await httpOf(house, [inboxRoutes])
  const cookie = (person: string) => fresh.cookieOf(town.people[person] ?? '')
  const mine = await http.ask('GET', `/api/inbox/${id}/files/0`, undefined, { cookie: await cookie('specialist') })
  expect(mine.headers).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-security-policy': expect.stringContaining('sandbox'),
  })
  expect(mine.headers['content-disposition']).toMatch(/^attachment/)
  expect(mine.text).toBe(svg)
  for (const other of [await cookie('security'), await cookie('quality')]) {
    for (const path of [
      `/api/inbox/${id}`,
      `/api/inbox/${id}/files/0`,
      `/api/inbox/${id}/original`,
      `/api/inbox/${id}/page`,
    ])
      expect((await http.ask('GET', path, undefined, { cookie: other })).status).toBe(404)
    expect((await http.ask('GET', '/api/inbox?view=all', undefined, { cookie: other })).body.rows).toEqual([])
    expect((await http.ask('POST', `/api/inbox/${id}/spam`, {}, { cookie: other })).status).toBe(404)
  }
  await http.close()
})

it('a message that became a case is behind the wall with it: who is complained of sees neither', async () => {
  const { id, case_id: caseId } = await comesIn(rawOf('wu@example.com', '投诉你们的专员'))
  const http = await httpOf(house, [inboxRoutes])
  const cookie = await fresh.cookieOf(town.people.accused ?? '')
  const seen = async () => {
    const { body } = await http.ask('GET', '/api/inbox?view=all', undefined, { cookie })
    const statuses = await Promise.all(
      ['', '/original', '/page'].map(
        async (part) => (await http.ask('GET', `/api/inbox/${id}${part}`, undefined, { cookie })).status,
      ),
    )
    return { listed: body.rows.some((row: Row) => row.id === id), statuses }
  }
  expect(await seen()).toEqual({ listed: true, statuses: [200, 200, 404] })
  const answer = await handleCommand(house, {
    command: commandNamed('name-respondent') as Command,
    caseId: caseId ?? '',
    input: { staff: town.people.accused },
    caller: town.as('supervisor'),
  })
  expect(answer).toHaveProperty('receipt')
  expect(await seen()).toEqual({ listed: false, statuses: [404, 404, 404] })
  await http.close()
})
