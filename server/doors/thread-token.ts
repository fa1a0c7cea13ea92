import { randomUUID, timingSafeEqual } from 'node:crypto'
import type { KeyRing } from '../crypto/key-ring.ts'
import type { Statement } from '../db/pool.ts'
import { asSystem, read } from '../db/transaction.ts'
import type { House } from '../house.ts'

/** The talk with one party of a case. */
export type Thread = { readonly id: string; readonly caseId: string; readonly party: string }

/** Five bits a letter: an address is not told apart by large and small letters on its way. */
const letters = 'abcdefghijklmnopqrstuvwxyz234567'
const pattern = /^case\+([a-z2-7]{52})@/i
const inMessageId = /^([a-z2-7]{52})\.([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@/i

/**
 * The token of a thread or of a mail: all 256 bits of a keyed digest over its random id. An id that was drawn after a
 * database was restored is another one, so no token of before opens anything new.
 */
function tokenOf(ring: KeyRing, kind: 'thread' | 'mail', id: string): string {
  let [text, held, count] = ['', 0, 0]
  for (const byte of ring.digest(`token-of-${kind}`, id)) {
    held = ((held << 8) | byte) & 0xfff
    for (count += 8; count >= 5; count -= 5) text += letters[(held >> (count - 5)) & 31]
  }
  return text + letters[(held << (5 - count)) & 31]
}

/** The address that answers to a thread go to. @param address the one that complaints come to */
export function replyAddress(ring: KeyRing, thread: string, address: string): string {
  return `case+${tokenOf(ring, 'thread', thread)}@${domainOf(address)}`
}

/** The id of a mail of ours, without brackets: it carries a token, since some mailers answer to another address. */
export function messageIdOf(ring: KeyRing, mail: string, address: string): string {
  return `${tokenOf(ring, 'mail', mail)}.${mail}@${domainOf(address)}`
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}

/** A new thread of a case, to be stored with what begins it. */
export function newThread(ring: KeyRing, caseId: string, party: string): { id: string; insert: Statement } {
  const id = randomUUID()
  const text = 'insert into mail_thread (id, case_id, party, digest) values ($1, $2, $3, $4)'
  return {
    id,
    insert: { name: 'new-thread', text, values: [id, caseId, party, findBy(ring, tokenOf(ring, 'thread', id))] },
  }
}

function findBy(ring: KeyRing, token: string): Buffer {
  return ring.digest('mail-thread-token', token)
}

/** What a mail brings along to tell which talk it belongs to; nothing of it is believed yet. */
export type Tokens = {
  /** Tokens of threads, from the addresses it was sent to. */
  readonly threads: readonly string[]
  /** Mails of ours that it answers, each with the token that it names. */
  readonly mails: readonly { readonly id: string; readonly token: string }[]
}

export function tokensIn(to: readonly string[], answers: readonly string[]): Tokens {
  const threads = to.slice(0, 100).flatMap((address) => pattern.exec(address)?.[1]?.toLowerCase() ?? [])
  const mails = answers.slice(0, 100).flatMap((id) => {
    const [, token, mail] = inMessageId.exec(id) ?? []
    return token && mail ? [{ token: token.toLowerCase(), id: mail.toLowerCase() }] : []
  })
  return { threads: [...new Set(threads)], mails }
}

type Row = { id: string; case_id: string; party: string }

/** The thread that a mail belongs to; undefined where none of its tokens is one of ours in full. */
export async function threadOf(house: House, { threads, mails }: Tokens): Promise<Thread | undefined> {
  const answered = mails.filter(({ id, token }) => isToken(house.ring, 'mail', id, token)).map(({ id }) => id)
  if (threads.length === 0 && answered.length === 0) return undefined
  const text = `select t.id, t.case_id, t.party, t.digest = any($1) as named from mail_thread t
    where t.digest = any($1) or t.id in (select o.thread_id from mail_out o where o.id = any($2)) limit 10`
  const values = [threads.map((token) => findBy(house.ring, token)), answered]
  const rows = await read<Row & { named: boolean }>(house.pool, asSystem, { name: 'find-thread', text, values })
  const row = rows.find(({ id, named }) => !named || threads.some((token) => isToken(house.ring, 'thread', id, token)))
  return row && { id: row.id, caseId: row.case_id, party: row.party }
}

function isToken(ring: KeyRing, kind: 'thread' | 'mail', id: string, given: string): boolean {
  const [right, said] = [Buffer.from(tokenOf(ring, kind, id)), Buffer.from(given)]
  return right.length === said.length && timingSafeEqual(right, said)
}
