import { createPublicKey, verify } from 'node:crypto'
import { sha256 } from './canonical.mjs'

/** A public key as it is handed out, `name+id+key` (C2SP signed-note); undefined where it is none. */
export function keyOf(text) {
  const match = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim())
  if (!match) return undefined
  const [, name, id, encoded] = match
  const bytes = Buffer.from(encoded, 'base64')
  if (bytes.length !== 33 || bytes[0] !== 1) return undefined
  if (sha256(`${name}\n`, bytes).toString('hex', 0, 4) !== id) return undefined
  return { name, id, bytes: bytes.subarray(1) }
}

/** The text of a note if this key signed it; undefined otherwise. */
export function openNote(note, { name, id, bytes }) {
  const end = note.lastIndexOf('\n\n— ')
  if (end < 0) return undefined
  const text = note.slice(0, end + 1)
  const [dash, by, encoded = '', ...more] = note
    .slice(end + 2)
    .trimEnd()
    .split(' ')
  const signature = Buffer.from(encoded, 'base64')
  if (dash !== '—' || by !== name || more.length > 0 || signature.length !== 68) return undefined
  if (signature.toString('hex', 0, 4) !== id) return undefined
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') }, format: 'jwk' })
  return verify(null, Buffer.from(text), key, signature.subarray(4)) ? text : undefined
}

/** What a checkpoint says: `{origin, size, root, at}`; undefined where it is none. */
export function checkpointOf(text) {
  const match = /^([^\n]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\n([^\n]+)\n$/.exec(text)
  if (!match) return undefined
  const [, origin, size, root, at] = match
  return { origin, size: Number(size), root: Buffer.from(root, 'base64'), at }
}
