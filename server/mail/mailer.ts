import type { Transporter } from 'nodemailer'
import { isAddress } from './address.ts'

/** A letter in plain text, with files that go along byte by byte. */
export type Letter = {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly files?: readonly { readonly name: string; readonly content: string }[]
  /** Its id for ever, without brackets, however often it is sent; drawn by the library where left out. */
  readonly messageId?: string
  /** Where an answer goes, and the id of the mail that it answers. */
  readonly replyTo?: string
  readonly answers?: string | undefined
  /** What a machine wrote by itself, and what a person wrote. */
  readonly by?: 'machine' | 'person'
}

/** Hands letters to a mail server. */
export type Mailer = {
  /** @throws what the server or the line says; nothing is tried again here */
  readonly send: (letter: Letter) => Promise<void>
}

/** Slow servers are given up on: whoever sends tries again by itself. */
const patienceMs = 20_000

/**
 * A mailer over a server of the house.
 *
 * @param url  `smtp://user:password@host:port`, or `smtps://…`; without encryption only on this machine
 * @param from the sender's address
 */
export function openMailer(url: string, from: string): Mailer {
  const { protocol, hostname, port, username, password } = new URL(url)
  const secure = protocol === 'smtps:'
  const auth = { user: decodeURIComponent(username), pass: decodeURIComponent(password) }
  const settings = {
    host: hostname,
    port: Number(port) || (secure ? 465 : 587),
    secure,
    requireTLS: !secure && !isHere(hostname),
    ...(username && { auth }),
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
  let transport: Promise<Transporter> | undefined
  const open = async () => (await import('nodemailer')).createTransport(settings)
  return {
    send: async (letter) => {
      transport ??= open()
      await (await transport).sendMail(messageOf(letter, from))
    },
  }
}

/** @throws where an address could be read in more than one way: whom a mail reaches is never left to a mail server */
function messageOf(letter: Letter, from: string) {
  const { to, subject, text, files = [], messageId, replyTo, answers, by = 'machine' } = letter
  if (!isAddress(to)) throw new Error('this is no address that mail is sent to')
  const attachments = files.map(({ name, content }) => ({
    filename: name,
    content,
    contentTransferEncoding: 'base64' as const,
  }))
  return {
    from,
    to,
    envelope: { from, to: [to] },
    subject,
    text,
    attachments,
    headers: { ...(by === 'machine' && { 'Auto-Submitted': 'auto-generated' }), 'X-Auto-Response-Suppress': 'All' },
    ...(messageId && { messageId: `<${messageId}>` }),
    ...(replyTo && { replyTo }),
    ...(answers && { inReplyTo: `<${answers}>`, references: `<${answers}>` }),
  }
}

function isHere(host: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(host)
}
