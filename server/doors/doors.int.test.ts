import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { House } from '../house.ts'
import type { Letter } from '../mail/mailer.ts'
import { readCase } from '../read/case-page.ts'
import { type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import type { Town } from '../testing/town.ts'
import { openSealed } from '../vault/chunks.ts'
import { pathOf } from '../vault/places.ts'
import { holderOf } from '../vault/uploads.ts'
import { sendNext } from './send-mails.ts'
import { storeMessage } from './store-message.ts'
import { workDoors } from './work-doors.ts'

const clock = standingClock('2026-03-02T02:00:00.000Z')
const letters: Letter[] = []
let fails = false
let fresh: FreshHouse
let house: House
let town: Town

beforeAll(async () => {
  fresh = await freshHouse({ now: clock.now })
  town = await fresh.found()
  const mailer = {
    send: async (letter: Letter) => {
      letters.push(letter)
      if (fails) throw new Error('lost')
    },
  }
  house = { ...fresh.house, mail: { address: 'complaints@case.example', mailer } }
})
afterAll(() => fresh.close())
beforeEach(async () => {
  fails = false
  clock.pass({ hours: 30 })
  await sendAll()
  letters.length = 0
})

const mailFrom = (from: string, body: string, ...headers: string[]) =>
  Buffer.from(
    [`From: ${from}`, `Message-ID: <${randomUUID()}@there.example>`, 'Subject: 油品问题', ...headers, '', body].join(
      '\r\n',
    ),
  )

async function comesIn(raw: Buffer, to: string[] = ['complaints@case.example']): Promise<Row> {
  await storeMessage(house, { door: 'smtp', raw, unit: town.units.root, envelope: { to } })
  for (let left = 5; left > 0 && (await workDoors(house)).count > 0; left--);
  return newest()
}

type Row = { id: string; state: string; reason: string | null; case_id: string | null; files: number; filed: number }

async function rows<R extends object>(text: string, values: unknown[] = []): Promise<R[]> {
  const client = await house.pool.connect()
  try {
    await client.query(`begin; set local huiyin.person = 'system'`)
    return (await client.query<R>(text, values)).rows
  } finally {
    await client.query('rollback')
    client.release()
  }
}

const newest = async () =>
  (
    await rows<Row>(
      'select id, state, reason, case_id, files, filed from door_message order by received_at desc, id desc limit 1',
    )
  )[0] as Row

const caseOf = async (id: string | null) => {
  const organisation = await house.directory.now()
  if (!organisation || !id) throw new Error('no case')
  const person = Object.keys(town.people)[0] as string
  const page = await readCase(house, organisation, { person: town.as(person).id, language: 'zh' }, id)
  if (!page) throw new Error('not seen')
  return page
}

const statementsIn = async (id: string | null) =>
  (await rows(`select from fact where stream_id = $1 and type = 'StatementAdded'`, [id])).length

async function sendAll(): Promise<void> {
  while (await sendNext(house).catch(() => true)) if (fails) return
}

describe('a mail that came in', () => {
  it('becomes a case with all its bytes, once, whoever hands it over again', async () => {
    const file = Buffer.from(Array.from({ length: 2_500_000 }, (_, n) => (n * 7) % 256))
    const raw = Buffer.concat([
      mailFrom('王伟 <wang@example.com>', '', 'Content-Type: multipart/mixed; boundary=b'),
      Buffer.from(
        '\r\n--b\r\nContent-Type: text/plain; charset=gbk\r\n\r\n加油后发动机抖动。\r\n--b\r\nContent-Type: image/png; name="小票.png"\r\nContent-Transfer-Encoding: base64\r\n\r\n',
      ),
      Buffer.from(file.toString('base64')),
      Buffer.from('\r\n--b--\r\n'),
    ])
    const row = await comesIn(raw)
    expect(row).toMatchObject({ state: 'complaint', files: 1, filed: 1 })
    const page = await caseOf(row.case_id)
    expect(page.registration).toMatchObject({ title: '油品问题', content: '加油后发动机抖动。' })
    const [kept] = await rows<{ id: string; epoch: number; wrapped: Buffer }>(
      `select f.id, k.epoch, k.wrapped from evidence_file f join data_key k on k.stream_id = f.case_id and k.holder = 'evidence:' || f.id where f.case_id = $1`,
      [row.case_id],
    )
    if (!kept || !row.case_id) throw new Error('no file')
    const key = house.ring.unwrap(row.case_id, holderOf(kept.id), kept.epoch, kept.wrapped)
    const hash = createHash('sha256')
    for await (const piece of openSealed(pathOf(house.vault.folder, kept.id, 'original'), {
      key,
      caseId: row.case_id,
      file: kept.id,
      part: 'original',
    }))
      hash.update(piece)
    expect(hash.digest('hex')).toBe(createHash('sha256').update(file).digest('hex'))

    expect(await storeMessage(house, { door: 'imap', raw, unit: town.units.root, envelope: { to: [] } })).toBe(false)
    const again = await comesIn(Buffer.concat([Buffer.from('Received: by another way\r\n'), raw]))
    expect(again).toMatchObject({ state: 'duplicate', case_id: row.case_id })
  })

  it('is not registered twice where two work on it at once', async () => {
    const raw = mailFrom('li@example.com', '多收了钱')
    await storeMessage(house, { door: 'smtp', raw, unit: town.units.root, envelope: { to: [] } })
    await Promise.all([workDoors(house), workDoors(house), workDoors(house)])
    const cases = await rows<{ n: number }>(
      `select count(distinct case_id)::int as n from request r join door_message m on r.scope = 'door' and r.key = m.id where m.id = $1`,
      [(await newest()).id],
    )
    expect((await newest()).state).toBe('complaint')
    expect(cases[0]?.n).toBe(1)
  })

  it('that a machine sent, or nobody, or that brings a code of another service, becomes none', async () => {
    const before = await rows<{ n: number }>('select count(*)::int as n from case_row')
    expect(await comesIn(mailFrom('robot@example.com', 'x', 'Auto-Submitted: auto-replied'))).toMatchObject({
      state: 'automatic',
    })
    expect(await comesIn(mailFrom('nobody', 'x'))).toMatchObject({ state: 'quarantine', reason: 'no-sender' })
    expect(await comesIn(mailFrom('a@service.example', 'Your verification code is 482913'))).toMatchObject({
      state: 'quarantine',
      reason: 'verification-code',
    })
    expect(await rows('select count(*)::int as n from case_row')).toEqual(before)
    await sendAll()
    expect(letters).toEqual([])
  })
})

describe('the talk by mail', () => {
  it('goes on where the token is whole and the sender is the party; a receipt goes out once a day', async () => {
    const first = await comesIn(mailFrom('zhang@example.com', '第一封 <b>{{code}}</b>'))
    const second = await comesIn(mailFrom('zhang@example.com', '第二封，另一件事'))
    fails = true
    await sendAll()
    fails = false
    clock.pass({ minutes: 5 })
    await sendAll()
    expect(letters.map(({ to }) => to)).toEqual(['zhang@example.com', 'zhang@example.com'])
    expect(new Set(letters.map(({ messageId }) => messageId)).size).toBe(1)
    const [letter] = letters
    if (!letter?.replyTo || !letter.messageId) throw new Error('no letter')
    expect(`${letter.subject}${letter.text}`).not.toMatch(/第一封|油品|{{|<b>/)
    expect(
      (await rows(`select from mail_out where state = 'held-back' and case_id = $1`, [second.case_id])).length,
    ).toBe(1)

    const reply = (from: string, ...headers: string[]) => mailFrom(from, '补充：时间是上午九点。\n\n> 旧的', ...headers)
    const answered = await comesIn(reply('Zhang@Example.com', 'In-Reply-To: <x@y>'), [letter.replyTo])
    expect(answered).toMatchObject({ state: 'statement', case_id: first.case_id })
    const byId = await comesIn(mailFrom('zhang@example.com', '再补充。', `References: <a@b> <${letter.messageId}>`))
    expect(byId).toMatchObject({ state: 'statement', case_id: first.case_id })
    const stranger = await comesIn(
      reply('mallory@example.com', 'Cc: zhang@example.com', `In-Reply-To: <${letter.messageId}>`),
      [letter.replyTo],
    )
    expect(stranger).toMatchObject({ state: 'unverified', case_id: first.case_id, reason: 'not-a-party' })
    expect(await statementsIn(first.case_id)).toBe(2)
  })

  it('opens to nobody by a token that is cut, longer, of another case, or none', async () => {
    const row = await comesIn(mailFrom('zhao@example.com', '投诉'))
    await sendAll()
    const { replyTo = '', messageId = '' } = letters[0] as Letter
    const token = replyTo.slice('case+'.length, replyTo.indexOf('@'))
    const other = await comesIn(mailFrom('mallory@example.com', '我的'))
    const forged = [
      ...Array.from({ length: 64 }, (_, length) => token.slice(0, length)),
      `${token}a`,
      `${token}%20`,
      token.replace(/.$/, 'a'),
      token.replace(/.$/, 'b').toUpperCase(),
      '',
      ' ',
      token.split('').reverse().join(''),
    ].filter((one) => one !== token)
    for (const one of forged) {
      const answer = await comesIn(
        mailFrom(
          'zhao@example.com',
          `冒名 ${one}`,
          `In-Reply-To: <${one}.${messageId.split('.')[1]}>`,
          `References: <${row.case_id}@case.example>`,
        ),
        [`case+${one}@case.example`],
      )
      expect(answer.case_id).not.toBe(row.case_id)
      clock.pass({ hours: 3 })
    }
    expect(other.case_id).not.toBe(row.case_id)
    expect(await statementsIn(row.case_id)).toBe(0)
  })
})
