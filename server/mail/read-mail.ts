import { addressesIn, countEntries, hasForeignName } from './address.ts'
import { automaticSign, type Sign } from './automatic.ts'
import { decodeText } from './charset.ts'
import { type Headers, headerText } from './headers.ts'
import { htmlText } from './html-text.ts'
import { limits, type Reason, TooMuch } from './limits.ts'
import { newWords, tidy } from './new-words.ts'
import { parameterText } from './parameters.ts'
import { partBytes, partLength } from './part-bytes.ts'
import { type Part, readParts } from './parts.ts'
import { senderVerdict, type Verdict } from './sender-check.ts'

export type Outcome = 'complaint' | 'reply' | 'automatic' | 'quarantine'

export type Attachment = {
  readonly name: string
  /** What the sender calls it; nothing rests on it. */
  readonly type: string
  /** Its size as the sender had it, in bytes. */
  readonly bytes: number
  /** What the HTML of the mail calls it, without its brackets. */
  readonly contentId: string | undefined
}

/** What a mail says. */
export type Mail = {
  readonly outcome: Outcome
  readonly reason: Reason | Sign | undefined
  readonly from: string | undefined
  /** How many addresses the mail says that it is from: of more than one nobody knows which is meant. */
  readonly senders: number
  /** What the sender calls itself. */
  readonly fromName: string | undefined
  readonly subject: string
  /** What the sender wrote now. */
  readonly text: string
  /** Earlier mails and the signature. */
  readonly folded: string
  readonly html: string | undefined
  readonly attachments: readonly Attachment[]
  /** Ids of mails, without brackets. */
  readonly messageId: string | undefined
  readonly answers: readonly string[]
  /** What mail servers on its way say that they found of the sender (SPF, DKIM, DMARC): told, and never relied upon. */
  readonly checks: readonly string[]
  /** What the mail server of the house found. */
  readonly verdict: Verdict
  /** Where it was sent to, as far as its headers tell. */
  readonly to: readonly string[]
}

/** An opened mail: what it says, and the bytes of its attachments by their places. */
export type OpenMail = { readonly mail: Mail; readonly bytesOf: (attachment: number) => Buffer }

/**
 * Reads a mail.
 *
 * @param raw       the message as it came
 * @param checkedBy the name under which the mail server of the house writes what it found of senders
 * @throws TooMuch where it is made of more than a mail may be
 */
export function readMail(raw: Buffer, checkedBy?: string): OpenMail {
  if (raw.length > limits.bytes) throw new TooMuch('too-large')
  const root = readParts(raw)
  const { headers } = root
  const recipients = ['to', 'cc', 'bcc'].flatMap(headers.all)
  if (countEntries(recipients) > limits.recipients) throw new TooMuch('too-many-recipients')
  const { leaves, files } = sortOut(root)
  const { text: said, html, tooMuch } = readTexts(raw, leaves, preambleOf(raw, root))
  const { text, folded } = newWords(said)
  const attachments = files.map((part, index) => attachmentOf(raw, part, index))
  const from = addressesIn(headers.first('from'))[0]
  const senders = headers.all('from').flatMap(addressesIn).length
  const answers = [...idsIn(headers, 'in-reply-to'), ...idsIn(headers, 'references')]
  const judged = judge({ headers, type: root.type.value, from, answers, text, attachments, tooMuch })
  const mail: Mail = {
    ...judged,
    from,
    senders,
    fromName: displayName(headers.first('from')),
    subject: tidy(plainLine(headerText(headers.first('subject')))),
    text,
    folded,
    html,
    attachments,
    messageId: idsIn(headers, 'message-id')[0],
    answers,
    checks: headers.all('authentication-results').map((one) => plainLine(headerText(one)).slice(0, 1000)),
    verdict: senderVerdict(headers, senders === 1 ? from?.split('@')[1] : undefined, checkedBy),
    to: [...recipients, ...headers.all('delivered-to'), ...headers.all('x-original-to')].flatMap(addressesIn),
  }
  return { mail, bytesOf: (index) => (files[index] ? partBytes(raw, files[index]) : Buffer.alloc(0)) }
}

/** Controls and what turns the direction of writing have no place in a line that is shown in lists. */
function plainLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, '')
}

/** Ids of mails in a header, in their order, at most so many as a long talk has. */
function idsIn(headers: Headers, name: string): string[] {
  return [
    ...headers
      .all(name)
      .join(' ')
      .slice(0, 100_000)
      .matchAll(/<([^<>\s]{1,400})>/g),
  ]
    .slice(0, 200)
    .map(([, id = '']) => id)
}

/** The name before the address, as far as there is one. */
function displayName(from: string): string | undefined {
  const end = from.indexOf('<')
  const name = plainLine(headerText(from.slice(0, Math.max(end, 0)).replaceAll('"', '').trim())).trim()
  return name === '' || name.includes('@') ? undefined : name.slice(0, 80)
}

type Judged = Pick<Mail, 'outcome' | 'reason'>

type Evidence = Pick<Mail, 'from' | 'answers' | 'text' | 'attachments'> & {
  readonly headers: Headers
  readonly type: string
  readonly tooMuch: Reason | undefined
}

/** A machine's mail is known first: what it lacks then matters no more. */
function judge({ headers, type, from, answers, text, attachments, tooMuch }: Evidence): Judged {
  const sign = automaticSign(headers, type)
  if (sign) return { outcome: 'automatic', reason: sign }
  if (tooMuch) return { outcome: 'quarantine', reason: tooMuch }
  if (!from && hasForeignName(headers.first('from'))) return { outcome: 'quarantine', reason: 'sender-not-ascii' }
  if (!from) return { outcome: 'quarantine', reason: 'no-sender' }
  if (text === '' && attachments.length === 0) return { outcome: 'quarantine', reason: 'empty' }
  return { outcome: answers.length > 0 ? 'reply' : 'complaint', reason: undefined }
}

type Leaf = { readonly part: Part; readonly alternatives: Part | undefined }
type Sorted = { readonly leaves: Leaf[]; readonly files: Part[] }

/** What is read as text, and what is a file of its own. */
function sortOut(root: Part): Sorted {
  const sorted: Sorted = { leaves: [], files: [] }
  const todo: Leaf[] = [{ part: root, alternatives: undefined }]
  for (let leaf = todo.shift(); leaf; leaf = todo.shift()) {
    const { part, alternatives } = leaf
    if (part.children.length > 0) {
      const own = alternatives ?? (part.type.value === 'multipart/alternative' ? part : undefined)
      todo.unshift(...part.children.map((child) => ({ part: child, alternatives: own })))
    } else if (isText(part, sorted.leaves.length === 0)) sorted.leaves.push(leaf)
    else if (isFile(leaf)) sorted.files.push(part)
  }
  return sorted
}

/** Text with a name is a file, but for the first: some mailers name the body. */
function isText({ type, disposition }: Part, isFirst: boolean): boolean {
  if (disposition.value === 'attachment') return false
  if (!['', 'text', 'text/plain', 'text/html'].includes(type.value)) return false
  return isFirst || nameOf({ type, disposition }) === undefined
}

/** A multipart without parts holds nothing; nor does another wording of the text that no reader shows. */
function isFile({ part: { type, disposition, start, end }, alternatives }: Leaf): boolean {
  if (type.value.startsWith('multipart/')) return false
  if (start === end && nameOf({ type, disposition }) === undefined) return false
  const wording = alternatives !== undefined && type.value.startsWith('text/') && type.value !== 'text/calendar'
  return !wording || disposition.value === 'attachment'
}

function nameOf({ type, disposition }: Pick<Part, 'type' | 'disposition'>): string | undefined {
  return parameterText(disposition, 'filename') ?? parameterText(type, 'name')
}

function attachmentOf(raw: Buffer, part: Part, index: number): Attachment {
  const { type, headers } = part
  const contentId = /^<?([^<>\s]{1,400})>?$/.exec(headers.first('content-id'))?.[1]
  const mime = /^[\w.+-]{1,80}\/[\w.+-]{1,80}$/.test(type.value)
    ? type.value
    : type.value
      ? 'application/octet-stream'
      : 'text/plain'
  return { name: fileName(part, index), type: mime, bytes: partLength(raw, part), contentId }
}

/** What parts without a name end in where their type does not say it. */
const endings: Readonly<Record<string, string>> = {
  'message/rfc822': 'eml',
  'message/delivery-status': 'txt',
  '': 'txt',
}

/** The last piece of what the sender names; a message within goes by its subject, anything else by its place. */
function fileName(part: Part, index: number): string {
  const given = nameOf(part)?.split(/[/\\]/).at(-1)
  const name =
    given &&
    plainLine(given)
      .replace(/[\p{Cf}\p{Co}\p{Cs}]+/gu, '')
      .trim()
      .slice(0, 255)
  return (
    name ||
    `attachment-${index + 1}.${endings[part.type.value] ?? /\/([a-z0-9]{1,8})$/.exec(part.type.value)?.[1] ?? 'bin'}`
  )
}

type Texts = {
  readonly text: string
  readonly html: string | undefined
  /** Why no text was made of it; who sent it and what came along is known all the same. */
  readonly tooMuch?: Reason
}

function readTexts(raw: Buffer, leaves: readonly Leaf[], preamble: string): Texts {
  try {
    return textsOf(raw, leaves, preamble)
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error
    return { text: '', html: undefined, tooMuch: error.reason }
  }
}

/** Of several wordings of one text the plain one is read where it says anything, else the HTML. */
function textsOf(raw: Buffer, leaves: readonly Leaf[], preamble: string): Texts {
  const read = leaves.map(({ part, alternatives }) => ({ alternatives, ...readLeaf(raw, part) }))
  if (read.reduce((sum, { source }) => sum + source.length, 0) > limits.text) throw new TooMuch('text-too-long')
  const worded = new Set(read.filter((one) => !one.isHtml && one.source.trim() !== '').map((one) => one.alternatives))
  const shown = read.filter(({ alternatives, isHtml }) => !alternatives || isHtml !== worded.has(alternatives))
  const text = shown.map(({ isHtml, source }) => (isHtml ? htmlText(source) : source)).join('\n')
  const html = read.filter((one) => one.isHtml).map(({ source }) => source)
  return { text: text.trim() === '' ? preamble : text, html: html.length > 0 ? html.join('\n<hr>\n') : undefined }
}

type Source = { readonly isHtml: boolean; readonly source: string }

function readLeaf(raw: Buffer, part: Part): Source {
  const isHtml = part.type.value === 'text/html'
  const bytes = partBytes(raw, part)
  if (bytes.length > limits.text) throw new TooMuch('text-too-long')
  const charset = part.type.given.get('charset') || (isHtml ? charsetOfPage(bytes) : undefined)
  const source = decodeText(bytes, charset)
    .replace(/\r\n?/g, '\n')
    .replaceAll('\0', '')
    .replace(/^\ufeff/, '')
  const flowed = part.type.given.get('format')?.toLowerCase() === 'flowed'
  return { isHtml, source: flowed ? unflowed(source, part.type.given.get('delsp')) : source }
}

function charsetOfPage(bytes: Buffer): string | undefined {
  return /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{1,40})/i.exec(bytes.subarray(0, 4096).toString('latin1'))?.[1]
}

/** Joins the lines of text that was broken to travel (RFC 3676). */
function unflowed(text: string, delsp = ''): string {
  const lines: string[] = []
  let open = false
  for (const line of text.split('\n')) {
    const plain = line.startsWith(' ') ? line.slice(1) : line
    const goesOn = plain.endsWith(' ') && plain !== '-- ' && !plain.startsWith('>')
    const piece = goesOn && delsp.toLowerCase() === 'yes' ? plain.slice(0, -1) : plain
    if (open && lines.length > 0 && plain !== '-- ') lines[lines.length - 1] += piece
    else lines.push(piece)
    open = goesOn
  }
  return lines.join('\n')
}

/** What stands before the first part: words of a sender whose mailer cut them wrong, but for the usual notice. */
function preambleOf(raw: Buffer, root: Part): string {
  const first = root.children[0]
  if (!first) return ''
  const before = raw.subarray(root.start, Math.min(first.start, root.start + 100_000))
  const text = decodeText(before.subarray(0, Math.max(before.lastIndexOf('\n--'), 0)))
  return /multi-?part message|mime[- ]?(?:encapsulated|format|aware)|S\/MIME signed/i.test(text) ? '' : tidy(text)
}
