import type { Transporter } from 'nodemailer'

/** A letter in plain text, with files that go along byte by byte. */
export type Letter = {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly files?: readonly { readonly name: string; readonly content: string }[]
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
    send: async ({ to, subject, text, files = [] }) => {
      const attachments = files.map(({ name, content }) => ({
        filename: name,
        content,
        contentTransferEncoding: 'base64' as const,
      }))
      const headers = { 'Auto-Submitted': 'auto-generated' }
      transport ??= open()
      await (await transport).sendMail({ from, to, subject, text, attachments, headers })
    },
  }
}

function isHere(host: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(host)
}
