import { createServer } from 'node:tls'
import type { Logger } from 'pino'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chanceOf } from '../../reliability/mails/chance.ts'
import { openImapDoor } from '../doors/imap-door.ts'
import type { House } from '../house.ts'
import { isAddress } from '../mail/address.ts'
import { openMailer } from '../mail/mailer.ts'
import { readMail } from '../mail/read-mail.ts'
import { type MailSink, mailSink } from '../testing/mail-sink.ts'
import { selfSigned } from '../testing/self-signed.ts'

/** Libraries sent mail to whom an address only seemed to name (65, 66), and to servers that were not who they said (25). */

let sink: MailSink
beforeAll(async () => {
  sink = await mailSink()
})
afterAll(() => sink.close())

const odd = [
  '\r',
  '\n',
  '\r\n',
  '\0',
  '"',
  '(',
  ')',
  '<',
  '>',
  ',',
  ';',
  ':',
  '@',
  '\\',
  ' ',
  '\t',
  '..',
  '=?utf-8?q?',
  '?=',
  '%0d%0a',
  '\u2028',
  '\u202e',
  '＠',
  '.',
  '[',
  '|',
]
const pieces = ['bcc: evil@evil.example', 'evil@evil.example', 'rcpt to:<evil@evil.example>', 'x', '']

function twisted(base: string, seed: number): string {
  const chance = chanceOf(seed)
  let text = base
  for (let left = 1 + chance.below(3); left > 0; left--) {
    const at = chance.below(text.length + 1)
    text =
      text.slice(0, at) +
      chance.oneOf(odd) +
      chance.oneOf(pieces) +
      (chance.below(3) ? '' : chance.oneOf(odd)) +
      text.slice(at)
  }
  return text
}

it('CVE-2025-13033, CVE-2025-14874: of ten thousand twisted addresses each mail reaches exactly whom it names, or nobody', async () => {
  const mailer = openMailer(`smtp://127.0.0.1:${sink.port}`, 'complaints@case.example')
  let sent = 0
  for (let seed = 1; seed <= 10_000; seed++) {
    const to = twisted('wang@example.com', seed)
    const before = sink.taken.length
    const went = await mailer.send({ to, subject: 'x', text: 'x' }).then(
      () => true,
      () => false,
    )
    if (!isAddress(to)) expect(went).toBe(false)
    if (went) sent += 1
    expect(sink.taken.slice(before).map((mail) => mail.to)).toEqual(went ? [[to]] : [])
  }
  expect(sent).toBeGreaterThan(10)
}, 240_000)

it('no subject, name or text brings another recipient or header along', async () => {
  const mailer = openMailer(`smtp://127.0.0.1:${sink.port}`, 'complaints@case.example')
  for (let seed = 1; seed <= 500; seed++) {
    const subject = twisted('关于您的投诉', seed)
    await mailer.send({ to: 'wang@example.com', subject, text: twisted('x', seed), messageId: 'a@case.example' })
    const mail = sink.taken.at(-1)
    const read = readMail(mail?.raw ?? Buffer.alloc(0)).mail
    expect(mail?.to).toEqual(['wang@example.com'])
    expect(read.to).toEqual(['wang@example.com'])
    const names = (mail?.raw.toString().split('\r\n\r\n')[0] ?? '').match(/^[\w-]+(?=:)/gm) ?? []
    expect(names.filter((name) => /^(?:b?cc|rcpt.*|sender|resent-.*)$/i.test(name))).toEqual([])
  }
}, 300_000)

const certificates = {
  'of another name': selfSigned('other.test'),
  'that is over': selfSigned('localhost', -1),
  'that nobody vouches for': selfSigned('localhost'),
}

it.each(Object.entries(certificates))(
  'CVE-2023-50454: no mail is handed to a server with a certificate %s',
  async (_, certificate) => {
    let heard = 0
    const server = new SMTPServer({
      secure: true,
      ...certificate,
      authOptional: true,
      onMailFrom: (_from, _session, done) => {
        heard += 1
        done()
      },
    })
    server.on('error', () => {})
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const { port } = server.server.address() as { port: number }
    const mailer = openMailer(`smtps://user:password@localhost:${port}`, 'a@b.example')
    await expect(mailer.send({ to: 'wang@example.com', subject: 'x', text: 'x' })).rejects.toThrow(
      /certificate|self-signed|altnames/i,
    )
    expect(heard).toBe(0)
    await new Promise<void>((closed) => server.close(() => closed()))
  },
)

it('CVE-2023-50454: without encryption a mail leaves to this machine alone', async () => {
  let heard = 0
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    authOptional: true,
    onMailFrom: (_from, _session, done) => {
      heard += 1
      done()
    },
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.2', listening))
  const { port } = server.server.address() as { port: number }
  await expect(
    openMailer(`smtp://127.0.0.2:${port}`, 'a@b.example').send({ to: 'wang@example.com', subject: 'x', text: 'x' }),
  ).rejects.toThrow(/TLS/i)
  expect(heard).toBe(0)
  await new Promise<void>((closed) => server.close(() => closed()))
})

it.each(Object.entries(certificates))(
  'CVE-2023-50454: no password of a mailbox is told to a server with a certificate %s',
  async (_, certificate) => {
    const heard: Buffer[] = []
    let [came, warned] = [0, 0]
    const server = createServer(certificate, (socket) => {
      came += 1
      socket.on('error', () => {})
      socket.on('data', (piece: Buffer) => void heard.push(piece))
      socket.write('* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] here\r\n')
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const { port } = server.address() as { port: number }
    const logger = { warn: () => void warned++ } as unknown as Logger
    const behind = { unitOf: async () => undefined, ring: () => {} }
    const stop = openImapDoor({} as House, `imaps://user:password@localhost:${port}/INBOX`, behind, logger)
    await expect.poll(() => warned, { timeout: 20_000 }).toBeGreaterThan(0)
    await stop()
    expect([came >= 0, Buffer.concat(heard).toString()]).toEqual([true, ''])
    await new Promise<void>((closed) => server.close(() => closed()))
  },
)
