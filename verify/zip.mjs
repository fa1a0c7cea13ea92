import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import * as zlib from 'node:zlib'
import { Damaged } from './damaged.mjs'

const pieceBytes = 1 << 20
const most32 = 0xffffffff
const most16 = 0xffff

/**
 * Opens an archive and reads it once from its begin to its end. Files in a dossier are not compressed, so an archive is no
 * more than its files make of it: everything around them is put together again, and has to come out as the same bytes.
 * Nothing can hide between them, or be read in one way here and in another way elsewhere. Of a file no more than a piece is
 * in memory.
 *
 * @param path of the archive
 * @returns `{files, close}`: by name `{size, sha256, read}`, the digest in hexadecimal, `read()` gives its bytes
 * @throws Damaged; what the file system says
 */
export function openArchive(path) {
  const handle = openSync(path, 'r')
  try {
    return { files: filesOf({ handle, size: fstatSync(handle).size }), close: () => closeSync(handle) }
  } catch (error) {
    closeSync(handle)
    throw error
  }
}

function filesOf(archive) {
  const entries = []
  let at = 0
  for (; isFile(archive, at); at = entries.at(-1).end) entries.push(entryAt(archive, at))
  if (entries.length === 0) throw new Damaged('not-an-archive')
  const behind = directoryOf(entries, at)
  if (archive.size !== at + behind.length || !bytesAt(archive, at, behind.length).equals(behind))
    throw new Damaged('not-an-archive')
  const files = new Map(entries.map(({ name, ...entry }) => [name, entry]))
  if (files.size < entries.length) throw new Damaged('named-twice')
  return files
}

function isFile(archive, at) {
  return at + 30 <= archive.size && bytesAt(archive, at, 4).readUInt32LE(0) === 0x04034b50
}

function entryAt(archive, at) {
  const fixed = bytesAt(archive, at, 30)
  const [nameLength, extraLength] = [fixed.readUInt16LE(26), fixed.readUInt16LE(28)]
  const around = bytesAt(archive, at + 30, nameLength + extraLength)
  const name = around.toString('utf8', 0, nameLength)
  if (!isPlain(name)) throw new Damaged('bad-name', { name })
  const narrow = fixed.readUInt32LE(18)
  if (narrow === most32 && extraLength !== 20) throw new Damaged('not-an-archive')
  const size = narrow === most32 ? Number(around.readBigUInt64LE(nameLength + 4)) : narrow
  const from = at + 30 + nameLength + extraLength
  const entry = { name, at, size, end: from + size, time: fixed.readUInt32LE(10) }
  if (entry.end > archive.size) throw new Damaged('not-an-archive')
  Object.assign(entry, digestsOf(archive, from, size), { read: () => bytesAt(archive, from, size) })
  if (!Buffer.concat([fixed, around]).equals(fileHeader(entry))) throw new Damaged('not-an-archive')
  return entry
}

function bytesAt({ handle, size }, at, length) {
  if (at + length > size) throw new Damaged('not-an-archive')
  const bytes = Buffer.alloc(length)
  for (let read = 0; read < length; ) {
    const some = readSync(handle, bytes, read, length - read, at + read)
    if (some === 0) throw new Damaged('not-an-archive')
    read += some
  }
  return bytes
}

function digestsOf(archive, from, size) {
  const hash = createHash('sha256')
  let crc = 0
  for (let done = 0; done < size; done += pieceBytes) {
    const piece = bytesAt(archive, from + done, Math.min(pieceBytes, size - done))
    hash.update(piece)
    crc = checksum(piece, crc)
  }
  return { sha256: hash.digest('hex'), crc }
}

/** A path below the place that it is unpacked to, on any system. */
function isPlain(name) {
  return /^[^/\\:*?"<>|\p{Cc}]+(\/[^/\\:*?"<>|\p{Cc}]+)*$/u.test(name) && !name.split('/').includes('..')
}

/** What stands before a file: no more than its name needs, and its size once more where 32 bits cannot hold it. */
function fileHeader({ name, size, crc, time }) {
  const isLarge = size >= most32
  const extra = isLarge ? [1, 2, 16, 2, size, 8, size, 8] : []
  const sizes = [crc, 4, Math.min(size, most32), 4, Math.min(size, most32), 4]
  const fixed = [0x04034b50, 4, isLarge ? 45 : 20, 2, 0x0800, 2, 0, 2, time, 4, ...sizes]
  const lengths = [Buffer.byteLength(name), 2, isLarge ? 20 : 0, 2]
  return Buffer.concat([fields(...fixed, ...lengths), Buffer.from(name), fields(...extra)])
}

/** What stands behind all files. */
function directoryOf(entries, at) {
  const list = Buffer.concat(entries.map(directoryEntry))
  const isLarge = entries.length >= most16 || list.length >= most32 || at >= most32
  const count = Math.min(entries.length, most16)
  const short = [
    0x06054b50,
    4,
    0,
    4,
    count,
    2,
    count,
    2,
    Math.min(list.length, most32),
    4,
    Math.min(at, most32),
    4,
    0,
    2,
  ]
  if (!isLarge) return Buffer.concat([list, fields(...short)])
  const wide = [
    0x06064b50,
    4,
    44,
    8,
    0x033f,
    2,
    45,
    2,
    0,
    8,
    entries.length,
    8,
    entries.length,
    8,
    list.length,
    8,
    at,
    8,
  ]
  const locator = [0x07064b50, 4, 0, 4, at + list.length, 8, 1, 4]
  return Buffer.concat([list, fields(...wide), fields(...locator), fields(...short)])
}

function directoryEntry({ name, size, crc, time, at }) {
  const wide = [...(size >= most32 ? [size, 8, size, 8] : []), ...(at >= most32 ? [at, 8] : [])]
  const extra = wide.length > 0 ? fields(1, 2, wide.length * 4, 2, ...wide) : Buffer.alloc(0)
  const sizes = [crc, 4, Math.min(size, most32), 4, Math.min(size, most32), 4]
  const fixed = [0x02014b50, 4, 0x033f, 2, wide.length > 0 ? 45 : 20, 2, 0x0800, 2, 0, 2, time, 4, ...sizes]
  const lengths = [Buffer.byteLength(name), 2, extra.length, 2, 0, 6]
  const place = [(0o100644 << 16) >>> 0, 4, Math.min(at, most32), 4]
  return Buffer.concat([fields(...fixed, ...lengths, ...place), Buffer.from(name), extra])
}

/** Numbers, each followed by how many bytes it takes; least byte first. */
function fields(...pairs) {
  const parts = []
  for (let n = 0; n < pairs.length; n += 2) {
    const part = Buffer.alloc(8)
    part.writeBigUInt64LE(BigInt(pairs[n]))
    parts.push(part.subarray(0, pairs[n + 1]))
  }
  return Buffer.concat(parts)
}

const remainders = Array.from({ length: 256 }, (_, byte) => {
  let rest = byte
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1
  return rest >>> 0
})

/** CRC-32 of more bytes behind others; newer versions of Node bring one that is many times as quick. */
const checksum =
  zlib.crc32 ??
  ((bytes, before) => {
    let crc = before ^ 0xffffffff
    for (const byte of bytes) crc = remainders[(crc ^ byte) & 255] ^ (crc >>> 8)
    return (crc ^ 0xffffffff) >>> 0
  })
