import { hash } from 'node:crypto'
import type { Origin } from '../../core/case/events.ts'
import { canonical } from '../../core/shared/canonical.ts'

/** A fact with all that is known about it; what the chain is computed over. Hashes are hexadecimal SHA-256. */
export type StoredFact = {
  readonly streamId: string
  readonly stream: 'case' | 'organisation' | 'group' | 'improvement'
  readonly version: number
  readonly type: string
  readonly data: Record<string, unknown>
  readonly byKind: string
  readonly byId: string
  readonly occurredAt: string
  readonly recordedAt: string
  readonly origin: Origin
  readonly cause: string | null
  readonly rule: string | null
  readonly requestId: string
  readonly schema: number
  readonly hashAlg: 'sha256'
  readonly prev: string
  readonly hash: string
}

/** A fact without what only its hash is taken over: enough to fold and to tell it. */
export type ToldFact = Omit<StoredFact, 'streamId' | 'cause' | 'requestId' | 'schema' | 'hashAlg' | 'prev'>

/** A fact as it is read where those of several streams are read at once. */
export type StreamFact = ToldFact & Pick<StoredFact, 'streamId'>

/** Whether a fact was written by the rules or the clock, which know clear values only. */
export function isOfRules({ origin }: Pick<StoredFact, 'origin'>): boolean {
  return origin === 'rule' || origin === 'time'
}

/** What stands before the first fact of a stream. */
export const noFactBefore = '0'.repeat(64)

/**
 * The text that the hash of a fact is taken over: the canonical form of all of the fact but that hash. The members of
 * the envelope are written here in their order, as they are always the same; only the data has to be put in order.
 */
export function textOf(fact: Omit<StoredFact, 'hash'>): string {
  const { byId, byKind, cause, data, hashAlg, occurredAt, origin, prev, recordedAt, requestId, rule, ...rest } = fact
  const { schema, stream, streamId, type, version } = rest
  const before = JSON.stringify({ byId, byKind, cause })
  const behind = {
    hashAlg,
    occurredAt,
    origin,
    prev,
    recordedAt,
    requestId,
    rule,
    schema,
    stream,
    streamId,
    type,
    version,
  }
  return `${before.slice(0, -1)},"data":${canonical(data)},${JSON.stringify(behind).slice(1)}`
}

/** SHA-256 of a fact's text, hexadecimal. */
export function hashOfText(text: string): string {
  return hash('sha256', text)
}

/**
 * The hash of a fact: over everything but itself, the fact before it included, so that a change anywhere breaks every
 * hash behind it.
 */
export function hashOf(fact: Omit<StoredFact, 'hash'>): string {
  return hashOfText(textOf(fact))
}
