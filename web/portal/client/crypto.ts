import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 as hashOf } from '@noble/hashes/sha2.js'

// What verify/crypto.mjs does under Node, for browsers: their own crypto answers later, and older ones know no Ed25519.

const encoder = new TextEncoder()

/** SHA-256 over parts, texts in UTF-8. */
export function sha256(...parts: readonly (string | Uint8Array)[]): Uint8Array {
  const hash = hashOf.create()
  for (const part of parts) hash.update(typeof part === 'string' ? encoder.encode(part) : part)
  return hash.digest()
}

/** Whether an Ed25519 key (32 bytes) signed a text. */
export function isSigned(text: string, signature: Uint8Array, key: Uint8Array): boolean {
  return ed25519.verify(signature, encoder.encode(text), key, { zip215: false })
}
