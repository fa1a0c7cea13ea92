import { refuse } from '../core/shared/refusal.ts'
import type { Statement } from './db/pool.ts'
import type { Answer, Receipt } from './receipt.ts'

/**
 * What makes a retry recognisable: the `Idempotency-Key` inside the scope of its caller, with the digest of the body so
 * that a key used twice for different things is noticed.
 */
export type RequestKey = { readonly scope: string; readonly key: string; readonly bodyHash: Buffer }

export type StoredAnswer = { readonly body_hash: Buffer; readonly answer: Receipt }

/** A retry is answered for so long. */
const keptFor = '48 hours'

/** Looks for the answer to an earlier request of the same key. */
export function selectRequest({ scope, key }: RequestKey): Statement {
  return {
    name: 'select-request',
    text: 'select body_hash, answer from request where scope = $1 and key = $2',
    values: [scope, key],
  }
}

/** Keeps the answer under its key; fails on the key's second use, which then finds the first answer. */
export function insertRequest({ scope, key, bodyHash }: RequestKey, answer: Receipt): Statement {
  const text = `insert into request (scope, key, body_hash, answer, expires_at) values ($1, $2, $3, $4, now() + $5::interval)`
  return { name: 'insert-request', text, values: [scope, key, bodyHash, JSON.stringify(answer), keptFor] }
}

/** The stored answer to the same request; a refusal where the key was used for something else; undefined where it is new. */
export function replayOf({ bodyHash }: RequestKey, rows: readonly StoredAnswer[]): Answer | undefined {
  const [stored] = rows
  if (!stored) return undefined
  return stored.body_hash.equals(bodyHash)
    ? { receipt: stored.answer, replayed: true }
    : { refusal: refuse('request.key-reused') }
}
