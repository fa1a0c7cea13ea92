import { createHmac, randomBytes } from 'node:crypto'
import type { Pool } from '../db/pool.ts'
import { open, seal } from './box.ts'
import { drawBytes } from './draw-bytes.ts'
import type { MasterKeys } from './master-key.ts'
import { type Signer, signerOf } from './signer.ts'

/**
 * The key tree in memory: master key → key-encryption key of an epoch → data keys. Data keys lie wrapped in the
 * database; without the master key's file nothing of them can be used.
 */
export type KeyRing = {
  readonly epoch: number
  /** A new data key for a holder of a stream, with its wrapped form for the database. */
  newKey(stream: string, holder: string): { key: Buffer; epoch: number; wrapped: Buffer }
  /** Opens a wrapped data key. @throws WrongPlace where it belongs elsewhere; Error where its epoch was destroyed */
  unwrap(stream: string, holder: string, epoch: number, wrapped: Buffer): Buffer
  /** A keyed digest by which a value is found again: phone, e-mail, log-in, session, query code. */
  digest(kind: string, value: string): Buffer
  /** The query code of a receipt: 80 bits in Crockford's base32, in groups of four. */
  queryCode(receipt: string): string
  /** Signs what the house says to the outside: checkpoints, receipts, dossiers. */
  readonly signer: Signer
  /** Seals a small value of the house that belongs to one row, such as a draft. */
  sealRow(place: string, value: string): Buffer
  openRow(place: string, box: Buffer): string
  /** The keys themselves, for another thread of this process and nobody else. */
  plain(): PlainRing
}

/** The keys of a ring as one thread hands them to another. */
export type PlainRing = { readonly master: MasterKeys; readonly keks: ReadonlyMap<number, Buffer> }

/** The ring of another thread, from its keys. */
export function ringFrom({ master, keks }: PlainRing): KeyRing {
  const { wrapping, digest, queryCode, signing } = master
  const opened = new Map([...keks].map(([epoch, key]) => [epoch, Buffer.from(key)]))
  const [one, two, three, four] = [wrapping, digest, queryCode, signing].map((key) => Buffer.from(key))
  return ringOf({ wrapping: one, digest: two, queryCode: three, signing: four } as MasterKeys, opened)
}

const epochPlace = (epoch: number) => `key_epoch|wrapped|${epoch}`
const keyPlace = (stream: string, holder: string, epoch: number) => `data_key|wrapped|${stream}|${holder}|${epoch}`

/**
 * Opens the key ring; makes the first epoch where there is none.
 *
 * @throws WrongPlace where the master key is not the one the database was sealed under
 */
export async function openKeyRing(master: MasterKeys, pool: Pool): Promise<KeyRing> {
  const stored = await epochsOf(master, pool)
  const keks = new Map(stored.map(({ epoch, wrapped }) => [epoch, open(master.wrapping, epochPlace(epoch), wrapped)]))
  return ringOf(master, keks)
}

async function epochsOf(master: MasterKeys, pool: Pool): Promise<{ epoch: number; wrapped: Buffer }[]> {
  const first = seal(master.wrapping, epochPlace(1), randomBytes(32))
  await pool.query(
    'insert into key_epoch (epoch, wrapped) select 1, $1 where not exists (select from key_epoch) on conflict do nothing',
    [first],
  )
  return (await pool.query<{ epoch: number; wrapped: Buffer }>('select epoch, wrapped from key_epoch order by epoch'))
    .rows
}

/** The ring over key-encryption keys that are open already. */
function ringOf(master: MasterKeys, keks: ReadonlyMap<number, Buffer>): KeyRing {
  const epoch = Math.max(...keks.keys())
  const kek = (of: number) => {
    const key = keks.get(of)
    if (!key) throw new Error(`the key of epoch ${of} was destroyed`)
    return key
  }
  return {
    epoch,
    newKey(stream, holder) {
      const key = drawBytes(32)
      return { key, epoch, wrapped: seal(kek(epoch), keyPlace(stream, holder, epoch), key) }
    },
    unwrap: (stream, holder, of, wrapped) => open(kek(of), keyPlace(stream, holder, of), wrapped),
    digest: (kind, value) => createHmac('sha256', master.digest).update(`${kind}|${value}`).digest(),
    queryCode: (receipt) => crockford(createHmac('sha256', master.queryCode).update(receipt).digest().subarray(0, 10)),
    signer: signerOf(master.signing),
    sealRow: (place, value) => seal(kek(epoch), `row|${epoch}|${place}`, Buffer.from(value)),
    openRow: (place, box) => openUnderAny(keks, place, box).toString(),
    plain: () => ({ master, keks }),
  }
}

function openUnderAny(keks: ReadonlyMap<number, Buffer>, place: string, box: Buffer): Buffer {
  const [newest, ...older] = [...keks.entries()].reverse()
  if (!newest) throw new Error('no epoch')
  try {
    return open(newest[1], `row|${newest[0]}|${place}`, box)
  } catch (error) {
    if (older.length === 0) throw error
    return openUnderAny(new Map(older.reverse()), place, box)
  }
}

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

function crockford(bytes: Buffer): string {
  let [text, bits, held] = ['', 0, 0]
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xfff
    for (held += 8; held >= 5; held -= 5) text += letters[(bits >> (held - 5)) & 31]
  }
  return text.replace(/(.{4})(?=.)/g, '$1-')
}

/** A query code as typed, in the form it was given out in: letters that look like digits are read as such. */
export function normaliseQueryCode(typed: string): string {
  const plain = typed
    .toUpperCase()
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0')
    .replace(/[^0-9A-HJKMNP-TV-Z]/g, '')
  return plain.replace(/(.{4})(?=.)/g, '$1-')
}
