import { base64urlOf, fromBase64, hexOf } from './bytes.mjs'
import { canonical } from './canonical.mjs'
import { sha256 } from './crypto.mjs'

const before = '0'.repeat(64)

/** The hash of a fact: over all of it but that hash. */
export function hashOf({ hash: _, ...rest }) {
  return hexOf(sha256(canonical(rest)))
}

/**
 * What is wrong in a chain of facts: a fact that does not give its hash, or does not follow the one before it.
 *
 * @returns faults `{what, version}`, none where it is whole from its first fact on
 */
export function chainFaults(streamId, facts) {
  let prev = before
  const faults = []
  for (const [n, fact] of facts.entries()) {
    const version = n + 1
    if (fact.streamId !== streamId || fact.version !== version) faults.push({ what: 'fact-missing', version })
    else if (hashOf(fact) !== fact.hash) faults.push({ what: 'fact-changed', version })
    else if (fact.prev !== prev) faults.push({ what: 'fact-unlinked', version })
    prev = fact.hash
  }
  return faults
}

/**
 * Holds the values that are disclosed against what the facts committed to.
 *
 * @param openings by version: `{path, salt, value}`; the salt in base64url
 * @returns `{faults, opened, withheld}`: how many values are disclosed, and how many are not
 */
export function holdOpenings(facts, openings) {
  const [faults, counts] = [[], { opened: 0, withheld: 0 }]
  for (const { version, data } of facts) {
    const committed = commitmentsIn(data)
    for (const { path, salt, value } of openings[version] ?? []) {
      const commitment = base64urlOf(sha256(fromBase64(salt), value))
      if (committed.get(path) !== commitment) faults.push({ what: 'value-changed', version })
      else if (committed.delete(path)) counts.opened += 1
    }
    counts.withheld += committed.size
  }
  const known = new Set(facts.map(({ version }) => String(version)))
  for (const version of Object.keys(openings)) if (!known.has(version)) faults.push({ what: 'value-loose', version })
  return { faults, ...counts }
}

/** Commitments by the path at which they stand. */
function commitmentsIn(value, path = '', found = new Map()) {
  if (typeof value !== 'object' || value === null) return found
  if ('commitment' in value && 'holder' in value) return found.set(path, value.commitment)
  for (const [key, one] of Object.entries(value)) commitmentsIn(one, `${path}/${key}`, found)
  return found
}
