import { createReadStream, type ReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { decoded, encodingOf } from './encoding.ts'
import { ImportRefused } from './fields.ts'
import { readCsv } from './read-csv.ts'
import { readExcel } from './read-excel.ts'
import { readJsonl } from './read-jsonl.ts'
import type { Table, TableRow } from './table.ts'

/** A table with how much of its file has been read: 0 to 1. */
export type OpenFile = Table & { readonly progress: () => number }

/**
 * Opens a file by what it holds, not by what it is called: Excel (.xlsx), JSONL or CSV, each packed by gzip or not.
 *
 * @throws ImportRefused where it cannot be opened or is none of them
 */
export async function openFile(path: string): Promise<OpenFile> {
  try {
    const { rows, ...rest } = await openAs(path)
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

async function openAs(path: string): Promise<OpenFile> {
  const { size, start } = await look(path)
  const zipped = start[0] === 0x1f && start[1] === 0x8b
  const inside = zipped ? await firstBytesOf(bytesOf(path, true)) : start
  if (inside.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) throw new ImportRefused('import.old-excel')
  const isExcel = inside.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004'
  const encoding = isExcel ? undefined : await encodingOf(() => bytesOf(path, zipped))
  const { source, bytes } = streamsOf(path, zipped)
  const progress = () => (size === 0 ? 1 : Math.min(1, source.bytesRead / size))
  if (!encoding) return { ...(await readExcel(bytes)), progress }
  const text = decoded(bytes, encoding)
  return { ...(await (isJson(inside) ? readJsonl(text) : readCsv(text))), progress }
}

async function look(path: string): Promise<{ size: number; start: Buffer }> {
  try {
    const { size } = await stat(path)
    const file = await open(path)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1024), 0, 1024, 0).finally(() => file.close())
    return { size, start: buffer.subarray(0, bytesRead) }
  } catch (error) {
    throw new ImportRefused('import.no-file', { file: path, why: (error as NodeJS.ErrnoException).code })
  }
}

function bytesOf(path: string, zipped: boolean): Readable {
  return streamsOf(path, zipped).bytes
}

function streamsOf(path: string, zipped: boolean): { source: ReadStream; bytes: Readable } {
  const source = createReadStream(path)
  if (!zipped) return { source, bytes: source }
  const bytes = createGunzip()
  source.on('error', (error) => bytes.destroy(error))
  bytes.on('close', () => source.destroy())
  return { source, bytes: source.pipe(bytes) }
}

async function firstBytesOf(bytes: Readable): Promise<Buffer> {
  for await (const chunk of bytes) return chunk as Buffer
  return Buffer.alloc(0)
}

function isJson(start: Buffer): boolean {
  return /^(\uFEFF|\xEF\xBB\xBF)?\s*\{/.test(start.toString('latin1'))
}
