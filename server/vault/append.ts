import { createHash, type Hash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { type KeyAside, keyAside } from '../crypto/box.ts'
import { failpoint } from '../failpoint.ts'
import {
  chunkBytes,
  chunksIn,
  offsetOf,
  type Rank,
  readChunk,
  type Sealed,
  sealChunkAside,
  sealedSize,
} from './chunks.ts'
import { giveBack } from './give-back.ts'
import { draftOf, keepName, pathOf, publish } from './places.ts'

/** A file on its way into the vault, and its size in bytes when all of it is there. */
export type Incoming = { readonly folder: string; readonly of: Sealed; readonly size: number }

/**
 * How much of it is on the disk and was found right: bytes in chunks that are done, bytes in the one that is not full yet,
 * and the digest over the former. `whole` is the hexadecimal SHA-256 once all of it lies under its name.
 */
export type Progress = { done: number; rest: number; readonly hash: Hash; whole?: string }

/** How many bytes are on the disk. */
export function bytesOf({ done, rest }: Progress): number {
  return done + rest
}

/**
 * Finds out from the disk how far an upload came: every chunk is opened, and one that does not open was not written
 * whole. The digest is built again on the way. Finishes what was interrupted between the last byte and the name: what was
 * read may have been in memory only, so it is synced before it counts as there.
 */
export async function recover({ folder, of, size }: Incoming): Promise<Progress> {
  const path = pathOf(folder, of.file, 'original')
  const progress: Progress = { done: 0, rest: 0, hash: createHash('sha256') }
  const published = await open(path, 'r').catch(orNone)
  const handle = published ?? (await open(draftOf(path), 'r').catch(orNone))
  if (!handle) return progress
  try {
    await readBack(handle, of, size, progress)
    failpoint('upload.read-back')
    await handle.sync()
    failpoint('upload.read-back-synced')
  } finally {
    await handle.close()
  }
  if (progress.done === size) await finish(path, progress, published !== undefined)
  return progress
}

async function readBack(handle: FileHandle, of: Sealed, size: number, progress: Progress): Promise<void> {
  const { size: onDisk } = await handle.stat()
  for (let index = 0; index < chunksIn(onDisk); index++) {
    const end = endOf(index, size)
    const plain = await readChunk(handle, of, index, rankOf(end, size), onDisk).catch(orNone)
    if (plain?.length !== end - progress.done) {
      progress.rest = (await readChunk(handle, of, index, 'open', onDisk).catch(orNone))?.length ?? 0
      return
    }
    progress.hash.update(plain)
    progress.done = end
  }
}

async function finish(path: string, progress: Progress, isPublished: boolean): Promise<void> {
  await (isPublished ? keepName(path) : publish(path))
  progress.whole = progress.hash.digest('hex')
}

/**
 * Adds bytes at the end of an upload and puts them on the disk, up to its size. Where the line breaks, what came through
 * stays and the next call goes on behind it. Once all of it is synced it gets its name.
 *
 * @param body ends in an error where the line broke
 * @returns that error; undefined where the body came to its end
 * @throws what the disk says; how far the upload came is then known to `recover` only
 */
export async function append(
  { folder, of, size }: Incoming,
  progress: Progress,
  body: AsyncIterable<Buffer>,
): Promise<Error | undefined> {
  const path = pathOf(folder, of.file, 'original')
  const handle = await open(draftOf(path), 'r+')
  try {
    const aside = await keyAside(of.key)
    const broken = await pour({ handle, of, aside, size, progress, ...(await unfinished(handle, of, progress)) }, body)
    failpoint('upload.before-truncate')
    // What a torn write left behind it would otherwise stand behind the end.
    await handle.truncate(sealedSize(bytesOf(progress)))
    failpoint('upload.before-sync')
    await handle.sync()
    failpoint('upload.synced')
    if (progress.done < size) return broken
  } finally {
    await handle.close()
  }
  await finish(path, progress, false)
  return undefined
}

/** The chunk that fills, how far it is filled, and the write of the one before it. */
type Pen = {
  readonly handle: FileHandle
  readonly of: Sealed
  readonly aside: KeyAside
  readonly size: number
  readonly progress: Progress
  readonly plain: Buffer
  filled: number
  writing: Promise<void>
}

/** The chunk that was not full at the end of the last call is filled further. */
async function unfinished(handle: FileHandle, of: Sealed, { done, rest }: Progress) {
  const plain = Buffer.allocUnsafe(chunkBytes)
  if (rest > 0) {
    const { size } = await handle.stat()
    const begun = await readChunk(handle, of, done / chunkBytes, 'open', size)
    begun.copy(plain)
  }
  return { plain, filled: rest, writing: Promise.resolve() }
}

async function pour(pen: Pen, body: AsyncIterable<Buffer>): Promise<Error | undefined> {
  let broken: Error | undefined
  try {
    const pieces = body[Symbol.asyncIterator]()
    for (let next = await hear(pieces); !next.done; next = await hear(pieces)) {
      if (next.value instanceof Error) {
        broken = next.value
        break
      }
      await fill(pen, next.value)
    }
    if (pen.filled > 0) await write(pen, 'open')
    pen.progress.rest = pen.filled
  } finally {
    await pen.writing
  }
  return broken
}

/** The next piece, or the error in which a broken line ends. */
function hear(pieces: AsyncIterator<Buffer>): Promise<IteratorResult<Buffer | Error>> {
  return pieces.next().catch((value: Error) => ({ done: false, value }))
}

/** What goes beyond the announced size is not taken. */
async function fill(pen: Pen, piece: Buffer): Promise<void> {
  const { progress, plain, size } = pen
  for (let taken = 0; taken < piece.length && progress.done < size; ) {
    const end = endOf(progress.done / chunkBytes, size)
    const part = piece.subarray(taken, taken + end - progress.done - pen.filled)
    part.copy(plain, pen.filled)
    pen.filled += part.length
    taken += part.length
    if (progress.done + pen.filled < end) return
    progress.hash.update(plain.subarray(0, pen.filled))
    await write(pen, rankOf(end, size))
    progress.done = end
    pen.filled = 0
  }
}

/** Has a chunk sealed and sent to the disk, and waits for the one before it only: the next one fills meanwhile. */
async function write(pen: Pen, rank: Rank): Promise<void> {
  const index = pen.progress.done / chunkBytes
  const box = sealChunkAside(pen.of, pen.aside, index, rank, pen.plain.subarray(0, pen.filled))
  // Heard at the next chunk or at the end; until then nobody waits for them.
  box.catch(() => {})
  await pen.writing
  failpoint('upload.before-chunk')
  pen.writing = box.then((pieces) => writeAll(pen.handle, pieces, offsetOf(index)))
  pen.writing.catch(() => {})
}

async function writeAll(handle: FileHandle, pieces: readonly Buffer[], at: number): Promise<void> {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0)
  const { bytesWritten } = await handle.writev(pieces, at)
  // A disk that is nearly full, or a signal, may have it take less.
  if (bytesWritten < length) await writeRest(handle, Buffer.concat(pieces).subarray(bytesWritten), at + bytesWritten)
  failpoint('upload.chunk-written')
  for (const piece of pieces) giveBack(piece)
}

async function writeRest(handle: FileHandle, rest: Buffer, at: number): Promise<void> {
  for (let written = 0; written < rest.length; )
    written += (await handle.write(rest, written, rest.length - written, at + written)).bytesWritten
}

function endOf(index: number, size: number): number {
  return Math.min(size, (index + 1) * chunkBytes)
}

function rankOf(end: number, size: number): Rank {
  return end === size ? 'last' : 'more'
}

function orNone(): undefined {
  return undefined
}
