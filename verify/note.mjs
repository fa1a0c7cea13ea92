import { fromBase64, hexOf } from './bytes.mjs'
import { isSigned, sha256 } from './crypto.mjs'

/** A public key as it is handed out, `name+id+key` (C2SP signed-note); undefined where it is none. */
export function keyOf(text) {
  const match = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim())
  if (!match) return undefined
  const [, name, id, encoded] = match
  const bytes = fromBase64(encoded)
  if (bytes.length !== 33 || bytes[0] !== 1) return undefined
  if (hexOf(sha256(`${name}\n`, bytes).subarray(0, 4)) !== id) return undefined
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
  const signature = fromBase64(encoded)
  if (dash !== '—' || by !== name || more.length > 0 || signature.length !== 68) return undefined
  if (hexOf(signature.subarray(0, 4)) !== id) return undefined
  return isSigned(text, signature.subarray(4), bytes) ? text : undefined
}

/** What a checkpoint says: `{origin, size, root, at}`; undefined where it is none. */
export function checkpointOf(text) {
  const match = /^([^\n]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\n([^\n]+)\n$/.exec(text)
  if (!match) return undefined
  const [, origin, size, root, at] = match
  return { origin, size: Number(size), root: fromBase64(root), at }
}
