import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Shorter byte strings turn up in ciphertext by chance. */
const leastBytes = 6

export type Scan = {
  /** Byte strings that are looked for. */
  readonly forms: number
  /** The needles whose bytes stand in `hay`, in any form. */
  find(hay: Buffer): Set<string>
}

/**
 * Looks for texts in bytes as they stand, as UTF-16 in both orders, hexadecimal in both cases, base64 at every
 * alignment, percent-encoded and escaped as in JSON. One pass, whatever the number of needles.
 */
export function scanFor(needles: readonly string[]): Scan {
  const starts = new Uint8Array(1 << 16)
  const byStart = new Map<number, { form: Buffer; needle: string }[]>()
  let forms = 0
  for (const needle of needles)
    for (const form of formsOf(needle)) {
      forms++
      starts[form.readUInt16BE(0)] = 1
      const start = form.readUInt32BE(0)
      byStart.set(start, [...(byStart.get(start) ?? []), { form, needle }])
    }
  return { forms, find: (hay) => findIn(hay, starts, byStart) }
}

function findIn(
  hay: Buffer,
  starts: Uint8Array,
  byStart: ReadonlyMap<number, readonly { form: Buffer; needle: string }[]>,
): Set<string> {
  const found = new Set<string>()
  let pair = hay[0] ?? 0
  for (let at = 0; at + leastBytes <= hay.length; at++) {
    pair = ((pair << 8) | (hay[at + 1] ?? 0)) & 0xffff
    if (starts[pair] === 0) continue
    for (const { form, needle } of byStart.get(hay.readUInt32BE(at)) ?? [])
      if (hay.subarray(at, at + form.length).equals(form)) found.add(needle)
  }
  return found
}

/** The byte strings as which a text can stand somewhere. */
function formsOf(needle: string): Buffer[] {
  const utf8 = Buffer.from(needle)
  const little = Buffer.from(needle, 'utf16le')
  const big = Buffer.from(little).swap16()
  const escaped = [...needle].map((sign) => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`).join('')
  const texts = [utf8, little, big].flatMap((bytes) => {
    const hex = bytes.toString('hex')
    return [hex, hex.toUpperCase(), ...base64Cores(bytes)]
  })
  const all = [utf8, little, big, ...[...texts, escaped, encodeURIComponent(needle)].map((text) => Buffer.from(text))]
  return all.filter(
    (form, index) => form.length >= leastBytes && all.findIndex((other) => other.equals(form)) === index,
  )
}

/** The part of the base64 text that does not depend on what stands before and behind, for each of three alignments. */
function base64Cores(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((shift) => {
    const whole = bytes.subarray(shift, shift + 3 * Math.floor((bytes.length - shift) / 3))
    return [whole.toString('base64'), whole.toString('base64url')]
  })
}

/** Every file below a folder. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile())
}

/** Which needles stand in which files, and how many bytes were looked at. Files that vanish meanwhile are passed over. */
export function scanFiles({ find }: Scan, files: readonly string[]): { found: string[]; bytes: number } {
  const found: string[] = []
  let bytes = 0
  for (const file of files) {
    const content = contentOf(file)
    bytes += content.length
    for (const needle of find(content)) found.push(`${needle} in ${file}`)
  }
  return { found, bytes }
}

function contentOf(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}
