import { type FileHandle, open as openFile } from 'node:fs/promises'
import { type KeyAside, open, seal, sealAside } from '../crypto/box.ts'
import { giveBack } from './give-back.ts'

/** Plain bytes in a chunk: 1 MiB; only the last one of a file is shorter. */
export const chunkBytes = 1 << 20
/** A chunk as it lies on the disk: nonce and tag beside it. */
const boxBytes = chunkBytes + 28

/** `original` is what was brought, bit for bit; the others are pictures made from it. */
export type Part = 'original' | 'cleaned' | 'preview'
/** What a sealed file is: the chunks open under this key, in this case, as this part of this file, and nowhere else. */
export type Sealed = { readonly key: Buffer; readonly caseId: string; readonly file: string; readonly part: Part }
/** Whether more follows, the file ends with it, or it is not full yet and will be replaced. */
export type Rank = 'more' | 'last' | 'open'

/** A sealed file that is cut, or goes on where it should have ended. */
class Torn extends Error {}

/**
 * The place of a chunk is part of what its tag vouches for: chunks that are swapped, left out, added or moved to another
 * file do not open, and a file that was cut has no last one. The nonce is drawn anew for each chunk, so a chunk may be
 * written again when an upload goes on.
 */
function placeOf({ caseId, file, part }: Sealed, index: number, rank: Rank): string {
  return `evidence|1|${caseId}|${file}|${part}|${index}|${rank}`
}

/** Where a chunk begins on the disk. */
export function offsetOf(index: number): number {
  return index * boxBytes
}

export function sealChunk(of: Sealed, index: number, rank: Rank, plain: Buffer): Buffer {
  return seal(of.key, placeOf(of, index, rank), plain)
}

/** As `sealChunk`, on another thread and in pieces. @param aside the key of the file, for that */
export function sealChunkAside(
  of: Sealed,
  aside: KeyAside,
  index: number,
  rank: Rank,
  plain: Buffer,
): Promise<readonly Buffer[]> {
  return sealAside(aside, placeOf(of, index, rank), plain)
}

/**
 * Reads one chunk.
 *
 * @param size of the file on the disk
 * @throws WrongPlace where the chunk is not what it should be
 */
export async function readChunk(
  handle: FileHandle,
  of: Sealed,
  index: number,
  rank: Rank,
  size: number,
): Promise<Buffer> {
  const box = Buffer.allocUnsafe(Math.max(0, Math.min(boxBytes, size - offsetOf(index))))
  const { bytesRead } = await handle.read(box, 0, box.length, offsetOf(index))
  try {
    return open(of.key, placeOf(of, index, rank), box.subarray(0, bytesRead))
  } finally {
    giveBack(box)
  }
}

/** Bytes on the disk of so many plain ones. */
export function sealedSize(plain: number): number {
  return plain + Math.ceil(plain / chunkBytes) * (boxBytes - chunkBytes)
}

/** How many chunks a file of that size on the disk has. */
export function chunksIn(size: number): number {
  return Math.ceil(size / boxBytes)
}

/**
 * The bytes of a sealed file in order. Each piece is given only after its tag was found right; a file that is not whole
 * ends in an error, never in an end.
 *
 * @throws WrongPlace, Torn; ENOENT where there is no such file
 */
export async function* openSealed(path: string, of: Sealed): AsyncGenerator<Buffer> {
  const handle = await openFile(path, 'r')
  try {
    const { size } = await handle.stat()
    const count = chunksIn(size)
    if (count === 0) throw new Torn('a sealed file has a chunk at least')
    for (let index = 0; index < count; index++)
      yield await readChunk(handle, of, index, index === count - 1 ? 'last' : 'more', size)
  } finally {
    await handle.close()
  }
}
