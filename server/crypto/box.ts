import { createCipheriv, createDecipheriv } from 'node:crypto'
import { drawBytes } from './draw-bytes.ts'

/** A ciphertext that does not open under its key and place: moved, cut, changed, or sealed under another key. */
class WrongPlace extends Error {}

/**
 * Seals bytes: AES-256-GCM, a random nonce of 12 bytes in front, the tag of 16 behind.
 *
 * @param key   32 bytes
 * @param place what the box belongs to: table, column, row and key version; the box opens nowhere else
 */
export function seal(key: Buffer, place: string, plain: Buffer): Buffer {
  const nonce = drawBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(place))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/**
 * Opens what `seal` made for the same key and place.
 *
 * @throws WrongPlace otherwise; never gives part of the plain text
 */
export function open(key: Buffer, place: string, box: Buffer): Buffer {
  if (box.length < 28) throw new WrongPlace('a box is at least 28 bytes long')
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, 12))
  decipher.setAAD(Buffer.from(place))
  decipher.setAuthTag(box.subarray(-16))
  try {
    return Buffer.concat([decipher.update(box.subarray(12, -16)), decipher.final()])
  } catch {
    throw new WrongPlace(`a box does not open as ${place.split('|')[0]}`)
  }
}
