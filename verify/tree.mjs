import { sha256 } from './canonical.mjs'

/** The hash of a fact as a leaf of the log's tree: stream (16 bytes), version (4), hash of the fact (32). RFC 6962. */
export function leafOf({ streamId, version, hash }) {
  const entry = Buffer.alloc(52)
  entry.write(streamId.replaceAll('-', ''), 0, 'hex')
  entry.writeUInt32BE(version, 16)
  entry.write(hash, 20, 'hex')
  return sha256(Buffer.of(0), entry)
}

/**
 * The root that a leaf and what stands beside its way up give (RFC 9162, 2.1.3.2); undefined where the way does not fit
 * the place.
 */
export function rootFrom(leaf, place, size, path) {
  if (!(place >= 0 && place < size)) return undefined
  let [at, last, hash] = [place, size - 1, leaf]
  for (const beside of path) {
    if (last === 0) return undefined
    if (at % 2 === 1 || at === last) {
      hash = sha256(Buffer.of(1), beside, hash)
      while (at % 2 === 0 && at !== 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
    } else hash = sha256(Buffer.of(1), hash, beside)
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 ? hash : undefined
}
