import { createCipheriv, createDecipheriv } from 'node:crypto'
import { drawBytes } from './draw-bytes.ts'

const { subtle } = globalThis.crypto
/** A key with which boxes are sealed on other threads. */
export type KeyAside = Awaited<ReturnType<typeof keyAside>>

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
  // A stream cipher: all of it comes at once, and nothing at the end.
  const sealed = cipher.update(plain)
  cipher.final()
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()])
}

/** The same key in the form that `sealAside` takes. */
export function keyAside(key: Buffer) {
  return subtle.importKey('raw', Uint8Array.from(key), 'AES-GCM', false, ['encrypt'])
}

/**
 * As `seal`, on another thread: for bytes of which there are so many that others would wait.
 *
 * @param plain may be written over once this has returned, its promise fulfilled or not
 * @returns the box in pieces, in their order
 */
export async function sealAside(key: KeyAside, place: string, plain: Buffer): Promise<readonly Buffer[]> {
  const nonce = drawBytes(12)
  const how = { name: 'AES-GCM', iv: Uint8Array.from(nonce), additionalData: new TextEncoder().encode(place) }
  return [nonce, Buffer.from(await subtle.encrypt(how, key, plain as Uint8Array<ArrayBuffer>))]
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
    const plain = decipher.update(box.subarray(12, -16))
    decipher.final()
    return plain
  } catch {
    throw new WrongPlace(`a box does not open as ${place.split('|')[0]}`)
  }
}
