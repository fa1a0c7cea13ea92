import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import nodemailer from 'nodemailer'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMailer } from '../mail/mailer.ts'
import { type MailHouse, mailFrom, mailHouse } from '../testing/mail-house.ts'
import { headerOf, type MailSink, mailSink } from '../testing/mail-sink.ts'
import { startDovecot } from '../testing/real-dovecot.ts'
import { type Running, startPostfix } from '../testing/real-postfix.ts'
import { openImapDoor } from './imap-door.ts'
import { openSmtpDoor } from './smtp-door.ts'
import { workDoors } from './work-doors.ts'

/** The mail servers that houses run. They are installed by `apt-get install postfix dovecot-imapd`, and want to be started by root. */
const isRoot = process.getuid?.() === 0
const has = { postfix: isRoot && existsSync('/usr/sbin/postfix'), dovecot: isRoot && existsSync('/usr/sbin/dovecot') }
const why = '(skipped where it is not installed, or not by root)'

let desk: MailHouse
beforeAll(async () => {
  desk = await mailHouse()
})
afterAll(() => desk.close())

const stored = async () => (await desk.sql('select from door_message')).length

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((listening) => server.once('listening', listening))
  const { port } = server.address() as { port: number }
  await new Promise((closed) => server.close(closed))
  return port
}

describe.skipIf(!has.postfix)(`a Postfix of its own ${why}`, () => {
  let postfix: Running | undefined
  let sink: MailSink
  let closeDoor: () => Promise<void>
  let isOpen = false

  beforeAll(async () => {
    sink = await mailSink()
    const behind = { unitOf: async () => (isOpen ? desk.town.units.root : undefined), ring: () => {} }
    const door = await openSmtpDoor(desk.house, { host: '127.0.0.1', port: 0, lmtp: true }, behind)
    closeDoor = door.stop
    postfix = await startPostfix(await freePort(), [
      { domain: 'case.example', way: `lmtp:[127.0.0.1]:${door.port}` },
      { domain: 'outside.example', way: `smtp:[127.0.0.1]:${sink.port}` },
    ])
  })
  afterAll(async () => {
    await postfix?.stop()
    await Promise.all([closeDoor(), sink.close()])
  })

  it('hands every mail on by LMTP, keeps what is refused for now, and lets a whole talk go through', async () => {
    const before = await stored()
    const transport = nodemailer.createTransport({ host: '127.0.0.1', port: postfix?.port ?? 0, ignoreTLS: true })
    const large = { filename: '录像.bin', content: randomBytes(12 << 20) }
    for (let n = 0; n < 10; n++)
      await transport.sendMail({
        ...{ from: 'wang@outside.example', to: 'complaints@case.example', subject: `第 ${n} 封`, text: `内容 ${n}` },
        attachments: n === 0 ? [large] : [],
      })
    await new Promise((later) => setTimeout(later, 1500))
    expect(await stored()).toBe(before)
    isOpen = true
    await expect.poll(async () => (await stored()) - before, { timeout: 30_000 }).toBe(10)

    const house = {
      ...desk.house,
      mail: {
        address: 'complaints@case.example',
        mailer: openMailer(`smtp://127.0.0.1:${postfix?.port}`, 'complaints@case.example'),
      },
    }
    while ((await workDoors(house)).count > 0);
    const { sendNext } = await import('./send-mails.ts')
    desk.clock.pass({ minutes: 2 })
    while (await sendNext(house));
    await expect.poll(() => sink.taken.length, { timeout: 30_000 }).toBe(1)
    const [receipt] = sink.taken
    if (!receipt) throw new Error(await postfix?.log())
    expect(receipt.to).toEqual(['wang@outside.example'])

    const answered = { inReplyTo: headerOf(receipt, 'Message-ID'), to: headerOf(receipt, 'Reply-To') }
    await transport.sendMail({ from: 'Wang@Outside.Example', subject: 'Re: x', text: '补充一点。', ...answered })
    await expect.poll(async () => (await stored()) - before, { timeout: 30_000 }).toBe(11)
    while ((await workDoors(house)).count > 0);
    const states = await desk.sql<{ state: string }>('select state from door_message order by received_at, id')
    expect(
      states
        .slice(before)
        .map(({ state }) => state)
        .filter((state) => state === 'complaint'),
    ).toHaveLength(10)
    expect(states.at(-1)?.state ?? '').toBe('statement')
  }, 120_000)
})

describe.skipIf(!has.dovecot)(`a Dovecot of its own ${why}`, () => {
  it.each([
    ['that tells of new mails', true, 15_000],
    ['that has to be asked', false, 45_000],
  ])(
    '%s is emptied, and what comes later is fetched',
    async (_, idles, within) => {
      const dovecot = await startDovecot(await freePort(), idles)
      const before = await stored()
      for (let n = 0; n < 60; n++) await dovecot.deliver(mailFrom('li@outside.example', `第 ${n} 封`))
      const behind = { unitOf: async () => desk.town.units.root, ring: () => {} }
      const url = `imap://wang:test@127.0.0.1:${dovecot.port}/INBOX`
      const stop = openImapDoor(desk.house, url, behind, pino({ level: 'silent' }))
      await expect.poll(async () => (await stored()) - before, { timeout: 30_000 }).toBe(60)
      await expect.poll(() => dovecot.count(), { timeout: 30_000 }).toBe(0)
      expect(await dovecot.count('Huiyin')).toBe(60)
      await dovecot.deliver(mailFrom('li@outside.example', '后来的一封'))
      await expect.poll(async () => (await stored()) - before, { timeout: within }).toBe(61)
      await stop()
      await dovecot.stop()
    },
    120_000,
  )
})
