import { createHash, createPublicKey, verify } from 'node:crypto'

/** SHA-256 over parts, texts in UTF-8. This file is all that a browser does in another way. */
export function sha256(...parts) {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return new Uint8Array(hash.digest())
}

/** Whether an Ed25519 key (32 bytes) signed a text. */
export function isSigned(text, signature, key) {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key).toString('base64url') }
  return verify(null, Buffer.from(text), createPublicKey({ key: jwk, format: 'jwk' }), signature)
}
