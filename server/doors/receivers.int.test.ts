import { randomBytes } from 'node:crypto'
import nodemailer from 'nodemailer'
import pino from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FreshHouse, freshHouse } from '../testing/fresh-house.ts'
import type { Town } from '../testing/town.ts'
import { openImapDoor } from './imap-door.ts'
import { openSmtpDoor } from './smtp-door.ts'
import { rawOf } from './store-message.ts'

const quiet = pino({ level: 'silent' })
let fresh: FreshHouse
let town: Town

beforeAll(async () => {
  fresh = await freshHouse()
  town = await fresh.found()
})
afterAll(() => fresh.close())

type Stored = { id: string; door: string; size: number; epoch: number; wrapped: Buffer; raw_box: Buffer | null }

async function stored(): Promise<Stored[]> {
  const client = await fresh.house.pool.connect()
  try {
    await client.query(`begin; set local huiyin.person = 'system'`)
    return (
      await client.query<Stored>(
        'select id, door, size::float8 as size, epoch, wrapped, raw_box from door_message order by received_at, id',
      )
    ).rows
  } finally {
    await client.query('rollback')
    client.release()
  }
}

const behind = { unitOf: async () => town.units.root, ring: () => {} }

it('what is sent by SMTP is acknowledged once all its bytes are stored, and only for the house', async () => {
  const house = { ...fresh.house, mail: { address: 'complaints@case.example' } }
  const door = await openSmtpDoor(house, { host: '127.0.0.1', port: 0, lmtp: false }, behind)
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: door.port, ignoreTLS: true })
  const file = randomBytes(3_000_000)
  const mail = {
    from: 'wang@example.com',
    subject: '投诉',
    text: '内容',
    attachments: [{ filename: '小票.bin', content: file }],
  }
  await transport.sendMail({ ...mail, to: 'complaints@case.example' })
  const [row] = await stored()
  if (!row) throw new Error('nothing stored')
  expect(row.raw_box).toBeNull()
  const { bytesOf, mail: read } = await import('../mail/read-mail.ts').then(async ({ readMail }) =>
    readMail(await rawOf(house, row)),
  )
  expect(read.attachments[0]?.name).toBe('小票.bin')
  expect(bytesOf(0).equals(file)).toBe(true)
  await expect(transport.sendMail({ ...mail, to: 'somebody@elsewhere.example' })).rejects.toMatchObject({
    responseCode: 550,
  })

  const noDisk = { ...house, vault: { ...house.vault, folder: `${fresh.keyFile}/nowhere` } }
  const full = await openSmtpDoor(noDisk, { host: '127.0.0.1', port: 0, lmtp: false }, behind)
  const other = nodemailer.createTransport({ host: '127.0.0.1', port: full.port, ignoreTLS: true })
  await expect(other.sendMail({ ...mail, to: 'complaints@case.example' })).rejects.toMatchObject({ responseCode: 451 })
  expect(await stored()).toHaveLength(1)
  await Promise.all([door.stop(), full.stop()])
})

it('a mailbox is emptied: every message stored first and moved then, new ones as they come', async () => {
  const { default: hoodiecrow } = await import('hoodiecrow-imap')
  const message = (n: number) =>
    `From: li@example.com\r\nMessage-ID: <${n}@example.com>\r\nSubject: ${n}\r\n\r\n第${n}封\r\n`
  const storage = { INBOX: { messages: [1, 2, 3].map((n) => ({ raw: message(n) })) } }
  const server = hoodiecrow({
    plugins: ['ID', 'IDLE', 'UIDPLUS', 'LITERALPLUS', 'NAMESPACE', 'UNSELECT', 'ENABLE'],
    storage,
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.server.address() as { port: number }
  const before = (await stored()).length
  const stop = openImapDoor(fresh.house, `imap://testuser:testpass@127.0.0.1:${port}/INBOX`, behind, quiet)
  await expect.poll(async () => (await stored()).length - before, { timeout: 20_000 }).toBe(3)
  await expect.poll(() => server.getMailbox('INBOX').messages.length, { timeout: 20_000 }).toBe(0)
  expect(server.getMailbox('Huiyin').messages).toHaveLength(3)
  server.appendMessage('INBOX', [], false, message(4))
  await expect.poll(async () => (await stored()).length - before, { timeout: 20_000 }).toBe(4)
  expect((await stored()).slice(before).every(({ door }) => door === 'imap')).toBe(true)
  await stop()
  await new Promise<void>((closed) => server.close(closed))
})
