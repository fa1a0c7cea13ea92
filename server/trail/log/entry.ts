/** A fact in the log: which one, and its hash. 52 bytes: the stream's UUID, the version (big-endian), the hash. */
export type Entry = { readonly streamId: string; readonly version: number; readonly hash: string }

export const entryBytes = 52

/** The bytes of an entry, of which the tree's leaf is the hash. */
export function bytesOf({ streamId, version, hash }: Entry): Buffer {
  const bytes = Buffer.alloc(entryBytes)
  bytes.write(streamId.replaceAll('-', ''), 0, 'hex')
  bytes.writeUInt32BE(version, 16)
  bytes.write(hash, 20, 'hex')
  return bytes
}

/** The entry that bytes stand for. */
export function entryOf(bytes: Buffer): Entry {
  const hex = bytes.toString('hex', 0, 16)
  const streamId = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
  return { streamId, version: bytes.readUInt32BE(16), hash: bytes.toString('hex', 20, entryBytes) }
}
