import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** What an application of WeCom and the house know of each other for messages that WeCom sends. */
export type CallbackSecret = {
  readonly token: string
  /** EncodingAESKey: 43 signs, the Base64 of 32 bytes without its padding. */
  readonly aesKey: string
  /** Whom every message has to be meant for. */
  readonly corpId: string
}

/** How a message is vouched for: `timestamp` in seconds since 1970. */
export type Vouched = { readonly signature: string; readonly timestamp: string; readonly nonce: string }

/** So far a message may lie in the past, or its clock be ahead, in seconds. */
const windowSeconds = 300

/** WeCom pads to 32 bytes, not to the 16 of the cipher. */
const block = 32

/** The signature over what is sent: the four in alphabetical order, one behind the other, SHA-1 in hexadecimal. */
export function signatureOf(token: string, timestamp: string, nonce: string, encrypted: string): string {
  return createHash('sha1').update([token, timestamp, nonce, encrypted].sort().join('')).digest('hex')
}

/**
 * What WeCom says in a message that it encrypted, as far as it is signed, fresh and meant for this house.
 *
 * @param encrypted Base64, as it came
 * @param now       seconds since 1970
 * @returns undefined where anything of it is not right; why is nobody's business who asks
 */
export function openCallback(
  secret: CallbackSecret,
  { signature, timestamp, nonce }: Vouched,
  encrypted: string,
  now: number,
): string | undefined {
  const right = Buffer.from(signatureOf(secret.token, timestamp, nonce, encrypted))
  const given = Buffer.from(signature)
  if (right.length !== given.length || !timingSafeEqual(right, given)) return undefined
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now - Number(timestamp)) > windowSeconds) return undefined
  return decrypt(secret, encrypted)
}

function decrypt({ aesKey, corpId }: CallbackSecret, encrypted: string): string | undefined {
  const key = keyOf(aesKey)
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const bytes = Buffer.from(encrypted, 'base64')
  if (bytes.length === 0 || bytes.length % 16 !== 0) return undefined
  const plain = Buffer.concat([decipher.update(bytes), decipher.final()])
  const padding = plain.at(-1) ?? 0
  if (padding < 1 || padding > block || plain.length < 20 + padding) return undefined
  if (plain.subarray(-padding).some((byte) => byte !== padding)) return undefined
  const content = plain.subarray(16, plain.length - padding)
  const length = content.readUInt32BE(0)
  if (length > content.length - 4) return undefined
  const receiver = content.subarray(4 + length).toString()
  return receiver === corpId ? content.subarray(4, 4 + length).toString() : undefined
}

/** What WeCom sends for a text: for tests, and for the stand-in that they speak with. */
export function encryptCallback({ aesKey, corpId }: CallbackSecret, text: string): string {
  const key = keyOf(aesKey)
  const message = Buffer.from(text)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(message.length)
  const plain = Buffer.concat([randomBytes(16), length, message, Buffer.from(corpId)])
  const padding = block - (plain.length % block)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([
    cipher.update(Buffer.concat([plain, Buffer.alloc(padding, padding)])),
    cipher.final(),
  ]).toString('base64')
}

function keyOf(aesKey: string): Buffer {
  return Buffer.from(`${aesKey}=`, 'base64')
}
