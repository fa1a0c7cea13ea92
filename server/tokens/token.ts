import { createHash, randomUUIDv7 } from 'node:crypto'
import type { TokenState } from '../../core/organisation/state.ts'
import { type Refusal, refuse } from '../../core/shared/refusal.ts'
import { drawBytes } from '../crypto/draw-bytes.ts'
import { asSystem, read } from '../db/transaction.ts'
import type { House } from '../house.ts'
import { countAttempt, type Limit } from '../sessions/throttle.ts'

/** Keys look like this, so that a scanner of source code finds one that was left lying about. */
const shape = /^huiyin_[A-Za-z0-9_-]{43}$/
/** Wrong keys from one address, and requests with one key, in a quarter of an hour. */
const mostWrong = 30
const mostUses = 3_000

/** Draws a key: 256 random bits. */
export function drawToken(): string {
  return `huiyin_${drawBytes(32).toString('base64url')}`
}

/** What is kept of a key. Nobody guesses 256 random bits: no slow hash is needed. */
export function tokenDigest(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** By whom something was done that another system did with its key. */
export function tokenActor(id: string): string {
  return `token:${id}`
}

/**
 * The key that a request shows, whatever it holds for.
 *
 * @param authorization the header: `Bearer huiyin_…`
 * @param address where the request comes from
 */
export async function showToken(
  house: House,
  authorization: string | undefined,
  address: string,
): Promise<TokenState | Refusal> {
  const [, shown = ''] = /^Bearer (\S+)$/.exec(authorization ?? '') ?? []
  const organisation = await house.directory.now()
  const found = shape.test(shown) ? organisation?.tokens.find(({ digest }) => digest === tokenDigest(shown)) : undefined
  if (!organisation || !found || found.until < organisation.today) {
    const wrong: Limit = { kind: 'token-wrong', value: address, most: mostWrong }
    return (await countAttempt(house, [wrong])) ?? refuse('token.none')
  }
  return (await countAttempt(house, [{ kind: 'token', value: found.id, most: mostUses }])) ?? found
}

/** Writes down that a key was used; no address, no body. */
export async function noteUse(
  { pool, now }: House,
  token: string,
  use: { readonly what: string; readonly status: number; readonly caseId?: string | undefined },
): Promise<void> {
  const text = 'insert into token_use (id, token_id, at, what, status, case_id) values ($1, $2, $3, $4, $5, $6)'
  const values = [randomUUIDv7(), token, now(), use.what, use.status, use.caseId ?? null]
  await read(pool, asSystem, { name: 'note-use', text, values })
}
