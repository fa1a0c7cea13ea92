/** A file of an archive: how long it is and its CRC-32 are known before its bytes are asked for. */
export type ZipFile = {
  readonly name: string
  readonly size: number
  readonly crc: number
  readonly bytes: () => AsyncIterable<Buffer>
}

const [most16, most32] = [0xffff, 0xffffffff]
/** Readers of archives below 4 GiB need 2.0, of larger ones 4.5 (zip64); made on a system with Unix rights. */
const [plainVersion, largeVersion, unix] = [20, 45, 3 << 8]
const utf8Names = 1 << 11
const rights = (0o100644 << 16) >>> 0

/**
 * An archive of some files in their order, piece by piece; the same files and moment give the same bytes. Nothing is
 * compressed and nothing said twice, so that a verifier can hold every byte of the archive against its files: what stands
 * in the wider fields of zip64 stands there only where the narrow ones cannot hold it.
 *
 * @param at ISO instant, the moment of all files; in UTC
 * @throws Error where a file gives more or fewer bytes than it said
 */
export async function* zip(files: readonly ZipFile[], at: string): AsyncGenerator<Buffer> {
  const time = dosTime(at)
  for (const file of files) {
    yield fileHeader(file, time)
    yield* exactly(file)
  }
  yield directory(files, time)
}

/** How many bytes the archive of some files has. */
export function zipSize(files: readonly ZipFile[]): number {
  const { begin, entries, end } = directoryOf(files, 0)
  return begin + entries.length + end.length
}

/** The list behind all files. */
export function directory(files: readonly ZipFile[], time: number): Buffer {
  const { entries, end } = directoryOf(files, time)
  return Buffer.concat([entries, end])
}

async function* exactly({ name, size, bytes }: ZipFile): AsyncGenerator<Buffer> {
  let given = 0
  for await (const piece of bytes()) {
    given += piece.length
    if (given <= size) yield piece
  }
  if (given !== size) throw new Error(`${name} has ${given} bytes instead of ${size}`)
}

function directoryOf(files: readonly ZipFile[], time: number) {
  let at = 0
  const entries = files.map((file) => {
    const entry = directoryEntry(file, time, at)
    at += fileHeader(file, time).length + file.size
    return entry
  })
  const list = Buffer.concat(entries)
  return { begin: at, entries: list, end: directoryEnd(files.length, list.length, at) }
}

/** What stands before the bytes of a file. */
export function fileHeader({ name, size, crc }: ZipFile, time: number): Buffer {
  const isLarge = size >= most32
  const extra = isLarge ? wide([size, size]) : Buffer.alloc(0)
  return Buffer.concat([
    int32(0x04034b50),
    int16(isLarge ? largeVersion : plainVersion, utf8Names, 0),
    int32(time, crc, narrow32(size), narrow32(size)),
    int16(Buffer.byteLength(name), extra.length),
    Buffer.from(name),
    extra,
  ])
}

function directoryEntry({ name, size, crc }: ZipFile, time: number, at: number): Buffer {
  const large = [...(size >= most32 ? [size, size] : []), ...(at >= most32 ? [at] : [])]
  const extra = large.length > 0 ? wide(large) : Buffer.alloc(0)
  const version = large.length > 0 ? largeVersion : plainVersion
  return Buffer.concat([
    int32(0x02014b50),
    int16(unix | 63, version, utf8Names, 0),
    int32(time, crc, narrow32(size), narrow32(size)),
    int16(Buffer.byteLength(name), extra.length, 0, 0, 0),
    int32(rights, narrow32(at)),
    Buffer.from(name),
    extra,
  ])
}

function directoryEnd(count: number, length: number, at: number): Buffer {
  const isLarge = count >= most16 || length >= most32 || at >= most32
  const end = [
    int32(0x06054b50),
    int16(0, 0, Math.min(count, most16), Math.min(count, most16)),
    int32(narrow32(length), narrow32(at)),
    int16(0),
  ]
  if (!isLarge) return Buffer.concat(end)
  const large = [
    int32(0x06064b50),
    int64(44),
    int16(unix | 63, largeVersion),
    int32(0, 0),
    int64(count, count, length, at),
  ]
  const locator = [int32(0x07064b50, 0), int64(at + length), int32(1)]
  return Buffer.concat([...large, ...locator, ...end])
}

/** The extra field of zip64. */
function wide(values: readonly number[]): Buffer {
  return Buffer.concat([int16(1, values.length * 8), int64(...values)])
}

function narrow32(value: number): number {
  return Math.min(value, most32)
}

/** Two-second steps since 1980: seconds, minutes, hours, then day, month and year. */
function dosTime(at: string): number {
  const moment = new Date(at)
  const day = ((moment.getUTCFullYear() - 1980) << 9) | ((moment.getUTCMonth() + 1) << 5) | moment.getUTCDate()
  const clock = (moment.getUTCHours() << 11) | (moment.getUTCMinutes() << 5) | (moment.getUTCSeconds() >> 1)
  return ((day << 16) | clock) >>> 0
}

function int16(...values: number[]): Buffer {
  return Buffer.from(Uint16Array.from(values).buffer)
}

function int32(...values: number[]): Buffer {
  return Buffer.from(Uint32Array.from(values).buffer)
}

function int64(...values: number[]): Buffer {
  return Buffer.from(BigUint64Array.from(values, BigInt).buffer)
}
