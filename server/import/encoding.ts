import { ImportRefused } from './fields.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'
type Bytes = AsyncIterable<Uint8Array>

/**
 * How the text of a file is encoded: as its byte order mark says; else UTF-8 where all of it is valid UTF-8; else GB18030,
 * which GBK and GB2312 are part of. Reads the whole file, since one byte at its end may decide.
 *
 * @throws ImportRefused where it is none of them
 */
export async function encodingOf(open: () => Bytes): Promise<Encoding> {
  const mark = await firstBytes(open())
  if (mark[0] === 0xff && mark[1] === 0xfe) return 'utf-16le'
  if (mark[0] === 0xfe && mark[1] === 0xff) return 'utf-16be'
  for (const encoding of ['utf-8', 'gb18030'] as const) if (await isValid(open(), encoding)) return encoding
  throw new ImportRefused('import.encoding')
}

async function firstBytes(bytes: Bytes): Promise<Uint8Array> {
  for await (const chunk of bytes) if (chunk.length > 1) return chunk
  return new Uint8Array()
}

async function isValid(bytes: Bytes, encoding: Encoding): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    for await (const chunk of bytes) decoder.decode(chunk, { stream: true })
    decoder.decode()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

/** The text of bytes, piece by piece, without its byte order mark. */
export async function* decoded(bytes: Bytes, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk, { stream: true })
    if (text !== '') yield text
  }
  const rest = decoder.decode()
  if (rest !== '') yield rest
}
