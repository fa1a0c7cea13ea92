import { fromHex } from './bytes.mjs'
import { sha256 } from './crypto.mjs'

/** The hash of a fact as a leaf of the log's tree: stream (16 bytes), version (4), hash of the fact (32). RFC 6962. */
export function leafOf({ streamId, version, hash }) {
  const entry = new Uint8Array(52)
  entry.set(fromHex(streamId.replaceAll('-', '')).subarray(0, 16))
  new DataView(entry.buffer).setUint32(16, version)
  entry.set(fromHex(hash).subarray(0, 32), 20)
  return sha256(Uint8Array.of(0), entry)
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
      hash = sha256(Uint8Array.of(1), beside, hash)
      while (at % 2 === 0 && at !== 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
    } else hash = sha256(Uint8Array.of(1), hash, beside)
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 ? hash : undefined
}
