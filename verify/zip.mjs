import { inflateRawSync } from 'node:zlib'

/** A file that is no dossier as it was written: the reason is one of the sentences of words.mjs. */
export class Damaged extends Error {
  constructor(reason, detail = {}) {
    super(reason)
    this.detail = detail
  }
}

const endMark = 0x06054b50
const entryMark = 0x02014b50
const fileMark = 0x04034b50
const afterMark = 0x08074b50

/**
 * The files of an archive by name. Strict, since an archive is read in more than one way where it may be odd: no byte that
 * belongs to nothing, no two files of one name, no path that leads out.
 *
 * @throws Damaged
 */
export function filesOf(archive) {
  const end = archive.length - 22
  if (end < 0 || archive.readUInt32LE(end) !== endMark) throw new Damaged('not-an-archive')
  const [count, size, start] = [
    archive.readUInt16LE(end + 10),
    archive.readUInt32LE(end + 12),
    archive.readUInt32LE(end + 16),
  ]
  if (start + size !== end || archive.readUInt16LE(end + 8) !== count) throw new Damaged('not-an-archive')
  const entries = entriesOf(archive, start, end)
  if (entries.length !== count) throw new Damaged('not-an-archive')
  const files = new Map()
  let at = 0
  for (const entry of entries) {
    if (entry.offset !== at) throw new Damaged('loose-bytes', { at })
    if (files.has(entry.name)) throw new Damaged('named-twice', { name: entry.name })
    const { body, next } = contentOf(archive, entry, start)
    files.set(entry.name, body)
    at = next
  }
  if (at !== start) throw new Damaged('loose-bytes', { at })
  return files
}

function entriesOf(archive, start, end) {
  const entries = []
  for (let at = start; at < end; ) {
    if (at + 46 > end || archive.readUInt32LE(at) !== entryMark) throw new Damaged('not-an-archive')
    const [nameLength, extra, comment] = [28, 30, 32].map((field) => archive.readUInt16LE(at + field))
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength)
    if (!/^[^/\\:*?"<>|\p{Cc}]+(\/[^/\\:*?"<>|\p{Cc}]+)*$/u.test(name) || name.split('/').includes('..'))
      throw new Damaged('bad-name', { name })
    entries.push({
      name,
      flags: archive.readUInt16LE(at + 8),
      method: archive.readUInt16LE(at + 10),
      packed: archive.readUInt32LE(at + 20),
      size: archive.readUInt32LE(at + 24),
      offset: archive.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + extra + comment
  }
  return entries
}

function contentOf(archive, { name, flags, method, packed, size, offset }, limit) {
  if (offset + 30 > limit || archive.readUInt32LE(offset) !== fileMark) throw new Damaged('not-an-archive')
  const nameLength = archive.readUInt16LE(offset + 26)
  const from = offset + 30 + nameLength + archive.readUInt16LE(offset + 28)
  const to = from + packed
  if (to > limit || archive.toString('utf8', offset + 30, offset + 30 + nameLength) !== name)
    throw new Damaged('not-an-archive')
  const body = unpacked(archive.subarray(from, to), method, size, name)
  return { body, next: to + afterLength(archive, flags, to) }
}

function unpacked(bytes, method, size, name) {
  if (method !== 0 && method !== 8) throw new Damaged('not-an-archive')
  try {
    const body = method === 0 ? bytes : inflateRawSync(bytes, { maxOutputLength: Math.max(1, size) })
    if (body.length === size) return body
  } catch {
    // Told below: what does not unpack has not its size either.
  }
  throw new Damaged('file-broken', { name })
}

/** What a writer that did not know the size beforehand puts behind a file. */
function afterLength(archive, flags, at) {
  if ((flags & 8) === 0) return 0
  return archive.readUInt32LE(at) === afterMark ? 16 : 12
}
