/** A file that is no dossier as it was written: the reason is one of the sentences of words.mjs. */
export class Damaged extends Error {
  constructor(reason, detail = {}) {
    super(reason)
    this.detail = detail
  }
}

const fileMark = Buffer.from('504b0304140000080000', 'hex')
const entryMark = Buffer.from('504b01023f03140000080000', 'hex')
const endMark = Buffer.from('504b0506', 'hex')

/**
 * The files of an archive by name. Files in a dossier are not compressed, so an archive is no more than its files make of
 * it: it is put together again from them, and has to come out as the same bytes. Nothing can hide between them, or be read
 * in one way here and in another way elsewhere.
 *
 * @throws Damaged
 */
export function filesOf(archive) {
  const entries = []
  let at = 0
  for (; archive.subarray(at, at + 10).equals(fileMark); at = entries.at(-1).end) entries.push(entryAt(archive, at))
  if (entries.length === 0) throw new Damaged('not-an-archive')
  const behind = Buffer.concat([...entries.map(directoryEntry), directoryEnd(entries, at)])
  if (!archive.subarray(at).equals(behind)) throw new Damaged('not-an-archive')
  const files = new Map(entries.map(({ name, body }) => [name, body]))
  if (files.size < entries.length) throw new Damaged('named-twice')
  return files
}

function entryAt(archive, at) {
  if (at + 30 > archive.length) throw new Damaged('not-an-archive')
  const [size, length] = [archive.readUInt32LE(at + 18), archive.readUInt16LE(at + 26)]
  const [from, end] = [at + 30 + length, at + 30 + length + size]
  if (end > archive.length) throw new Damaged('not-an-archive')
  const [name, body] = [archive.toString('utf8', at + 30, from), archive.subarray(from, end)]
  const entry = { name, body, at, end, time: archive.readUInt32LE(10) }
  if (!isPlain(name)) throw new Damaged('bad-name', { name })
  if (!archive.subarray(at, from).equals(Buffer.concat([fileMark, common(entry), Buffer.from(name)])))
    throw new Damaged('not-an-archive')
  return entry
}

/** A path below the place that it is unpacked to, on any system. */
function isPlain(name) {
  return /^[^/\\:*?"<>|\p{Cc}]+(\/[^/\\:*?"<>|\p{Cc}]+)*$/u.test(name) && !name.split('/').includes('..')
}

/** Moment, checksum, sizes, length of the name, nothing beside: what stands before a file and in the directory alike. */
function common({ name, body, time }) {
  const fields = Buffer.alloc(20)
  fields.writeUInt32LE(time, 0)
  fields.writeUInt32LE(checksum(body), 4)
  fields.writeUInt32LE(body.length, 8)
  fields.writeUInt32LE(body.length, 12)
  fields.writeUInt16LE(Buffer.byteLength(name), 16)
  return fields
}

function directoryEntry(entry) {
  const place = Buffer.alloc(14)
  place.writeUInt32LE((0o100644 << 16) >>> 0, 6)
  place.writeUInt32LE(entry.at, 10)
  return Buffer.concat([entryMark, common(entry), place, Buffer.from(entry.name)])
}

function directoryEnd(entries, at) {
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(
    entries.reduce((sum, { name }) => sum + 46 + Buffer.byteLength(name), 0),
    8,
  )
  end.writeUInt32LE(at, 12)
  return Buffer.concat([endMark, end])
}

const remainders = Array.from({ length: 256 }, (_, byte) => {
  let rest = byte
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1
  return rest >>> 0
})

/** CRC-32. */
function checksum(bytes) {
  let crc = 0xffffffff
  for (const byte of bytes) crc = remainders[(crc ^ byte) & 255] ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}
