import { createCipheriv } from 'node:crypto'
import type { Gram } from '../../core/search/grams.ts'
import { emailOf, phoneEnds } from '../../core/search/wanted.ts'
import type { Band } from '../../core/understanding/min-hash.ts'
import type { KeyRing } from '../crypto/key-ring.ts'

/** What a term stands for, in the one block of 16 bytes that its digest is taken of. */
export type TermBlock = Buffer

/**
 * Gives terms their keyed digests, in their order. A block of AES under a secret key is as good as random to whoever lacks
 * the key, and a hundred thousand of them are made in one call.
 */
export type TermDigests = (blocks: readonly TermBlock[] | Buffer) => Float64Array

const blockBytes = 16
const digestBytes = 6
/** The last byte of a block says what it holds, so that no two kinds ever share one. */
const kinds = { gram: 1, phone: 2, email: 3, unit: 4, band: 5 }

export function termDigests(ring: KeyRing): TermDigests {
  const key = ring.digest('search', 'terms')
  return (blocks) => {
    const cipher = createCipheriv('aes-256-ecb', key, null)
    cipher.setAutoPadding(false)
    const digests = cipher.update(Buffer.isBuffer(blocks) ? blocks : Buffer.concat(blocks))
    const terms = new Float64Array(digests.length / blockBytes)
    for (let n = 0; n < terms.length; n++) terms[n] = digests.readUIntBE(n * blockBytes, digestBytes)
    return terms
  }
}

/** The blocks of many grams, one behind the other. */
export function gramBlocks(grams: ArrayLike<Gram>): Buffer {
  const blocks = Buffer.alloc(grams.length * blockBytes)
  for (let n = 0; n < grams.length; n++) {
    blocks.writeUInt32BE(grams[n] as number, n * blockBytes)
    blocks[n * blockBytes + blockBytes - 1] = kinds.gram
  }
  return blocks
}

/** A phone by each number of its last digits from four on. */
export function phoneBlocks(phone: string): TermBlock[] {
  return phoneEnds(phone).map((end) => block(kinds.phone, Buffer.from(end)))
}

export function emailBlock(ring: KeyRing, email: string): TermBlock {
  return block(kinds.email, ring.digest('search-email', emailOf(email)))
}

/** By which the cases of a unit are found, and by those of the units above it those of its whole branch. @param unit a UUID */
export function unitBlock(unit: string): TermBlock {
  return block(kinds.unit, Buffer.from(unit.replaceAll('-', ''), 'hex').subarray(1))
}

export function bandBlock({ band, least }: Band): TermBlock {
  const value = Buffer.alloc(1 + least.length * 4)
  value[0] = band
  for (const [n, one] of least.entries()) value.writeUInt32BE(one, 1 + n * 4)
  return block(kinds.band, value)
}

function block(kind: number, value: Buffer): TermBlock {
  const made = Buffer.alloc(blockBytes)
  value.copy(made, 0, 0, blockBytes - 1)
  made[blockBytes - 1] = kind
  return made
}
