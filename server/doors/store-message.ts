import { createHash, randomUUIDv7 } from 'node:crypto'
import { open, seal } from '../crypto/box.ts'
import { asSystem, read } from '../db/transaction.ts'
import { failpoint } from '../failpoint.ts'
import type { House } from '../house.ts'
import { openSealed, type Sealed } from '../vault/chunks.ts'
import { giveBack } from '../vault/give-back.ts'
import { pathOf, removeFile, writeSealed } from '../vault/places.ts'

/** A message as it came: where in, its bytes, and what the other side said of it. */
export type Incoming = {
  readonly door: 'smtp' | 'imap' | 'wecom'
  readonly raw: Buffer
  /** The unit whose staff sees it. */
  readonly unit: string
  readonly envelope: Envelope
}

/** Who handed it over and to whom, as far as the door learns it. */
export type Envelope = {
  readonly from?: string | undefined
  readonly to: readonly string[]
  readonly client?: string | undefined
}

/** Up to so many bytes lie in the row; larger ones in the vault. */
const mostInRow = 256 * 1024

const rawPlace = (id: string) => `door_message|raw_box|${id}`
export const envelopePlace = (id: string) => `door_message|envelope_box|${id}`
/** Whose key seals the bytes. */
const holder = 'raw'

/**
 * Stores a message for good, whatever it is made of. Once this has returned it may be acknowledged: row and file are on
 * the disk. The same bytes handed over again are not stored again.
 *
 * @returns whether it was new
 */
export async function storeMessage(house: House, { door, raw, unit, envelope }: Incoming): Promise<boolean> {
  const id = randomUUIDv7()
  const { key, epoch, wrapped } = house.ring.newKey(id, holder)
  const digest = house.ring.digest('door-message', createHash('sha256').update(raw).digest('hex'))
  const isLarge = raw.length > mostInRow
  if (isLarge) await writeSealed(pathOf(house.vault.folder, id, 'original'), sealedOf(id, key), raw)
  failpoint('door.bytes-kept')
  const text = `insert into door_message (id, door, unit_id, received_at, size, epoch, wrapped, raw_box, envelope_box, digest, next_try_at, changed_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $4, $4) on conflict (digest) do nothing returning id`
  const box = isLarge ? null : seal(key, rawPlace(id), raw)
  const sealedEnvelope = house.ring.sealRow(envelopePlace(id), JSON.stringify(envelope))
  const values = [id, door, unit, house.now(), raw.length, epoch, wrapped, box, sealedEnvelope, digest]
  const stored = await read(house.pool, asSystem, { name: 'store-message', text, values })
  failpoint('door.stored')
  if (stored.length === 0 && isLarge) await removeFile(house.vault.folder, id)
  return stored.length > 0
}

function sealedOf(id: string, key: Buffer): Sealed {
  return { key, caseId: id, file: id, part: 'original' }
}

export type RawRow = {
  readonly id: string
  /** Bytes of the message. */
  readonly size: number
  readonly epoch: number
  readonly wrapped: Buffer
  readonly raw_box: Buffer | null
}

/** The bytes of a stored message, as they came. @throws where they do not open */
export async function rawOf({ ring, vault }: House, { id, size, epoch, wrapped, raw_box }: RawRow): Promise<Buffer> {
  const key = ring.unwrap(id, holder, epoch, wrapped)
  if (raw_box) return open(key, rawPlace(id), raw_box)
  const raw = Buffer.allocUnsafeSlow(size)
  let at = 0
  for await (const piece of openSealed(pathOf(vault.folder, id, 'original'), sealedOf(id, key))) {
    raw.set(piece, at)
    at += piece.length
    giveBack(piece)
  }
  if (at < size) throw new Error('a message is shorter than it was')
  return raw
}
