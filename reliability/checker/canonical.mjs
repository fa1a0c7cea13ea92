import { createHash } from 'node:crypto'

/**
 * A value as text for hashing: keys sorted by UTF-16 code units, no spaces, undefined left out.
 *
 * @param {unknown} value
 * @returns {string}
 * @throws {Error} for a number that JSON readers may read differently
 */
export function canonical(value) {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new Error(`the number ${value} is not a safe integer`)
    return String(value)
  }
  if (Array.isArray(value)) return `[${value.map((one) => canonical(one ?? null)).join(',')}]`
  const keys = Object.keys(value).sort()
  const members = keys.flatMap((key) =>
    value[key] === undefined ? [] : [`${JSON.stringify(key)}:${canonical(value[key])}`],
  )
  return `{${members.join(',')}}`
}

/** The members of a fact that its hash covers: all of the envelope but the hash itself. */
const hashed = [
  ...['streamId', 'stream', 'version', 'type', 'data', 'byKind', 'byId', 'occurredAt', 'recordedAt', 'origin'],
  ...['cause', 'rule', 'requestId', 'schema', 'hashAlg', 'prev'],
]

/**
 * The hash a fact should bear.
 *
 * @param {Record<string, unknown>} fact as `facts.mjs` reads it
 * @returns {string} hexadecimal SHA-256
 */
export function hashOf(fact) {
  const envelope = Object.fromEntries(hashed.map((name) => [name, fact[name]]))
  return createHash('sha256').update(canonical(envelope)).digest('hex')
}
