import { decodeText } from './charset.ts'

type Field = { readonly name: string; value: string }

/** The headers of a message or a part: names in lower case, values unfolded, each byte one character. */
export type Headers = {
  /** In the order in which they stand. */
  readonly fields: readonly Readonly<Field>[]
  /** Values of a name in the order in which they stand. */
  readonly all: (name: string) => readonly string[]
  /** The first value of a name; empty where there is none. */
  readonly first: (name: string) => string
}

/** Reads a block of headers. Lines that are none are passed over: what follows them still counts. */
export function readHeaders(block: Buffer): Headers {
  const fields: Field[] = []
  for (const line of block.toString('latin1').split(/\r?\n/)) {
    const last = fields.at(-1)
    if (/^[ \t]/.test(line) && last) last.value += ` ${line.trim()}`
    else fields.push(...fieldOf(line))
  }
  const byName = Map.groupBy(fields, ({ name }) => name)
  const all = (name: string) => byName.get(name)?.map(({ value }) => value) ?? []
  return { fields, all, first: (name) => byName.get(name)?.[0]?.value ?? '' }
}

function fieldOf(line: string): Field[] {
  const colon = line.indexOf(':')
  const name = line.slice(0, Math.max(colon, 0)).trimEnd()
  return isFieldName(name) ? [{ name: name.toLowerCase(), value: line.slice(colon + 1).trim() }] : []
}

/** Printable ASCII without spaces: what a name of a header consists of. */
export function isFieldName(text: string): boolean {
  return /^[!-9;-~]{1,200}$/.test(text)
}

const encodedWord = /=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=/g

type Piece = { readonly bytes: Buffer; readonly charset: string | undefined }

/**
 * The text of a header: encoded words decoded, also where one character was cut in two of them, and what stands there
 * in raw bytes read for what it is.
 *
 * @param value as `Headers` gives it
 */
export function headerText(value: string): string {
  const pieces: Piece[] = []
  let end = 0
  for (const word of value.matchAll(encodedWord)) {
    const between = value.slice(end, word.index)
    if (between.trim() !== '' || end === 0) add(pieces, { bytes: Buffer.from(between, 'latin1'), charset: undefined })
    const [all, charset = '', kind = '', text = ''] = word
    add(pieces, { bytes: wordBytes(kind, text), charset: charset.split('*')[0]?.toLowerCase() })
    end = word.index + all.length
  }
  add(pieces, { bytes: Buffer.from(value.slice(end), 'latin1'), charset: undefined })
  return pieces.map(({ bytes, charset }) => decodeText(bytes, charset)).join('')
}

/** Neighbours of one encoding are joined before they are read. */
function add(pieces: Piece[], piece: Piece): void {
  const last = pieces.at(-1)
  if (piece.bytes.length === 0) return
  if (last && piece.charset && last.charset === piece.charset)
    pieces[pieces.length - 1] = { ...last, bytes: Buffer.concat([last.bytes, piece.bytes]) }
  else pieces.push(piece)
}

function wordBytes(kind: string, text: string): Buffer {
  if (kind.toLowerCase() === 'b') return Buffer.from(text, 'base64')
  return percentBytes(text.replaceAll('_', ' '), '=')
}

/** Bytes of a text in which a sign and two digits stand for one byte. */
export function percentBytes(text: string, sign: '=' | '%'): Buffer {
  const pattern = sign === '=' ? /=([0-9a-f]{2})/gi : /%([0-9a-f]{2})/gi
  const plain = text.replace(pattern, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
  return Buffer.from(plain, 'latin1')
}
