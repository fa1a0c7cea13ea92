import { createReadStream, type ReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { decoded, encodingOf } from './encoding.ts'
import { ImportRefused } from './fields.ts'
import { readCsv } from './read-csv.ts'
import { readExcel } from './read-excel.ts'
import { readJsonl } from './read-jsonl.ts'
import type { Table, TableRow } from './table.ts'
import { unfoldedBytes } from './unfolded.ts'

/** A table with how much of its file has been read: 0 to 1. */
export type OpenFile = Table & { readonly progress: () => number }

/** Bytes that can be read more than once. */
type Source = {
  readonly size: number
  readonly begin: () => { readonly bytes: Readable; readonly read: () => number }
  /** All of it, where it is held in memory: who sent it may mean ill, and it may not unfold without end. */
  readonly whole?: Buffer
}

/** Bytes that a file that was sent may unfold to. */
const mostUnfolded = 200 * 2 ** 20

/**
 * Opens a file by what it holds, not by what it is called: Excel (.xlsx), JSONL or CSV, each packed by gzip or not.
 *
 * @param file its path, or its bytes
 * @throws ImportRefused where it cannot be opened or is none of them
 */
export async function openFile(file: string | Buffer): Promise<OpenFile> {
  try {
    const { rows, ...rest } = await openAs(typeof file === 'string' ? await onDisk(file) : held(file))
    return { ...rest, rows: whole(rows) }
  } catch (error) {
    throw asRefusal(error)
  }
}

/** Rows as they are; a packed file that breaks off in the middle is refused in words. */
async function* whole(rows: AsyncIterable<TableRow>): AsyncGenerator<TableRow> {
  try {
    yield* rows
  } catch (error) {
    throw asRefusal(error)
  }
}

function asRefusal(error: unknown): unknown {
  const { code = '' } = error as { code?: string }
  return code.startsWith('Z_') ? new ImportRefused('import.damaged', { why: code }) : error
}

async function openAs(source: Source): Promise<OpenFile> {
  const start = await firstBytesOf(source.begin().bytes)
  const zipped = start[0] === 0x1f && start[1] === 0x8b
  const inside = zipped ? await firstBytesOf(unpacked(source, true).bytes) : start
  if (inside.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) throw new ImportRefused('import.old-excel')
  const isExcel = inside.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004'
  if (isExcel && source.whole && (zipped || (unfoldedBytes(source.whole) ?? 0) > mostUnfolded))
    throw new ImportRefused('import.too-large')
  const encoding = isExcel ? undefined : await encodingOf(() => unpacked(source, zipped).bytes)
  const { bytes, read } = unpacked(source, zipped)
  const progress = () => (source.size === 0 ? 1 : Math.min(1, read() / source.size))
  if (!encoding) return { ...(await readExcel(bytes)), progress }
  const text = decoded(bytes, encoding)
  return { ...(await (isJson(inside) ? readJsonl(text) : readCsv(text))), progress }
}

async function onDisk(path: string): Promise<Source> {
  try {
    const { size } = await stat(path)
    await (await open(path)).close()
    const begin = () => {
      const bytes: ReadStream = createReadStream(path)
      return { bytes, read: () => bytes.bytesRead }
    }
    return { size, begin }
  } catch (error) {
    throw new ImportRefused('import.no-file', { file: path, why: (error as NodeJS.ErrnoException).code })
  }
}

const pieceBytes = 64 * 1024

function held(file: Buffer): Source {
  const begin = () => {
    let at = 0
    function* pieces() {
      for (; at < file.length; at += pieceBytes) yield file.subarray(at, at + pieceBytes)
    }
    return { bytes: Readable.from(pieces()), read: () => at }
  }
  return { size: file.length, begin, whole: file }
}

function unpacked(source: Source, zipped: boolean): ReturnType<Source['begin']> {
  const packed = source.begin()
  if (!zipped) return packed
  const bytes = createGunzip()
  packed.bytes.on('error', (error) => bytes.destroy(error))
  bytes.on('close', () => packed.bytes.destroy())
  const unfolding = packed.bytes.pipe(bytes)
  return { bytes: source.whole ? Readable.from(notEndless(unfolding)) : unfolding, read: packed.read }
}

async function* notEndless(bytes: Readable): AsyncGenerator<Buffer> {
  let unfolded = 0
  for await (const chunk of bytes) {
    unfolded += (chunk as Buffer).length
    if (unfolded > mostUnfolded) throw new ImportRefused('import.too-large')
    yield chunk as Buffer
  }
}

async function firstBytesOf(bytes: Readable): Promise<Buffer> {
  for await (const chunk of bytes) return chunk as Buffer
  return Buffer.alloc(0)
}

function isJson(start: Buffer): boolean {
  return /^(\uFEFF|\xEF\xBB\xBF)?\s*\{/.test(start.toString('latin1'))
}
