import type { Taken } from '../../server/testing/mail-sink.ts'
import { headerOf } from '../../server/testing/mail-sink.ts'

/** Somebody, or something, that writes to the house and may answer what it gets. */
export type Peer = {
  /** The mail that begins the talk. */
  readonly opens: Buffer
  /** What comes back for a mail of the house; nothing where the talk ends with it. */
  readonly answers: (mail: Taken, turn: number) => readonly Buffer[]
}

export type PeerKind = keyof typeof kinds

type Manner = {
  /** Who answers, where it is not whoever wrote. @param turn how many answers there were before */
  readonly from?: (domain: string, turn: number) => string
  /** Where the answer goes: to the thread as it is asked to, or to whoever the mail was from. */
  readonly to: 'reply-to' | 'from'
  /** Headers beside those of every mail. */
  readonly headers?: readonly string[]
  readonly subject: (subject: string) => string
  /** Whether the answer names the mail that it answers. */
  readonly names?: boolean
  readonly text?: string
  /** Whether it keeps still where a machine wrote, as RFC 3834 asks. */
  readonly isPolite?: boolean
}

const again = (subject: string) => `Re: ${subject}`
const own = () => 'Ticket 4711: thank you for your message'
const away = '我不在办公室，周一回来后处理。'

/** How programs answer: with every mark that is known, and with none. */
const kinds = {
  silent: undefined,
  polite: { to: 'reply-to', subject: again, headers: ['Auto-Submitted: auto-replied'], isPolite: true },
  marked: { to: 'reply-to', subject: again, headers: ['Auto-Submitted: auto-replied'] },
  bulk: { to: 'from', subject: again, headers: ['Precedence: bulk', 'X-Autoreply: yes'] },
  vacation: { to: 'reply-to', subject: (text) => `自动回复：${text}`, names: true, text: away },
  bounce: {
    to: 'from',
    subject: () => '系统退信',
    headers: ['Return-Path: <>', 'Content-Type: multipart/report; boundary=b'],
    from: (domain) => `MAILER-DAEMON@${domain}`,
  },
  'bare bounce': { to: 'from', subject: () => 'Undelivered mail', from: (domain) => `mailer-daemon@${domain}` },
  list: { to: 'from', subject: again, headers: ['List-Id: <all.example>', 'X-Loop: all'] },
  'answers to the thread': { to: 'reply-to', subject: again, text: away },
  'answers and names the mail': { to: 'from', subject: again, names: true, text: away },
  'answers as anybody': { to: 'from', subject: again, text: away },
  'another name each time': { to: 'from', subject: again, text: away, from: (domain, turn) => `t${turn}@${domain}` },
  'another plus each time': { to: 'from', subject: own, text: away, from: (domain, turn) => `desk+t${turn}@${domain}` },
  'a desk that names nothing': {
    to: 'from',
    subject: own,
    text: 'Thank you. Your ticket is 4711. We will come back to you.',
    from: (domain, turn) => `ticket-${turn}@${domain}`,
  },
  echo: 'echo',
} as const satisfies Readonly<Record<string, Manner | 'echo' | undefined>>

export const peerKinds = Object.keys(kinds) as readonly PeerKind[]

/**
 * A peer.
 *
 * @param domain its own: no two talks share one
 * @param house  the address that people complain to
 */
export function peerOf(kind: PeerKind, domain: string, house: string): Peer {
  const manner: Manner | 'echo' | undefined = kinds[kind]
  const opens = mailOf({
    from: `wang@${domain}`,
    to: house,
    subject: '加油后发动机抖动',
    text: `请调查（${domain}）。`,
  })
  if (!manner) return { opens, answers: () => [] }
  if (manner === 'echo') return { opens, answers: ({ raw }) => [Buffer.concat([Buffer.from('Received: x\r\n'), raw])] }
  return { opens, answers: (mail, turn) => answerOf(manner, { mail, turn, domain }) }
}

type Heard = { readonly mail: Taken; readonly turn: number; readonly domain: string }

function answerOf(manner: Manner, { mail, turn, domain }: Heard): Buffer[] {
  if (manner.isPolite && headerOf(mail, 'Auto-Submitted') !== '') return []
  const to = headerOf(mail, manner.to === 'from' ? 'From' : 'Reply-To') || headerOf(mail, 'From')
  const id = headerOf(mail, 'Message-ID')
  const named = manner.names ? [`In-Reply-To: ${id}`, `References: ${id}`] : []
  const subject = manner.subject(headerOf(mail, 'Subject'))
  const from = manner.from?.(domain, turn) ?? `wang@${domain}`
  return [mailOf({ from, to, subject, text: manner.text ?? 'x', headers: [...(manner.headers ?? []), ...named] })]
}

type Written = {
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly headers?: readonly string[]
}

let written = 0

function mailOf({ from, to, subject, text, headers = [] }: Written): Buffer {
  const id = `Message-ID: <${++written}@${from.split('@')[1]}>`
  return Buffer.from([`From: ${from}`, `To: ${to}`, `Subject: ${subject}`, id, ...headers, '', text].join('\r\n'))
}
