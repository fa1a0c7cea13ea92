import { createPrivateKey, createPublicKey, sign } from 'node:crypto'

/** Signs for the house with Ed25519; the private key derives from the master key and is stored nowhere. */
export type Signer = {
  /** 32 bytes. */
  readonly publicKey: Buffer
  /** 64 bytes. */
  readonly sign: (bytes: Buffer) => Buffer
}

/** An Ed25519 private key in PKCS #8 is this and its seed (RFC 8410). */
const beforeSeed = Buffer.from('302e020100300506032b657004220420', 'hex')

/** @param seed 32 bytes */
export function signerOf(seed: Buffer): Signer {
  const key = createPrivateKey({ key: Buffer.concat([beforeSeed, seed]), format: 'der', type: 'pkcs8' })
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' })
  return { publicKey: Buffer.from(x, 'base64url'), sign: (bytes) => sign(null, bytes, key) }
}
