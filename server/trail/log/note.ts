import { createPublicKey, hash, verify } from 'node:crypto'
import type { Signer } from '../../crypto/signer.ts'

/** The state of the log at a moment: so many entries, and the root over them (32 bytes). */
export type Checkpoint = {
  readonly origin: string
  readonly size: number
  readonly root: Buffer
  /** When it was made, ISO with milliseconds. */
  readonly at: string
}

const ed25519 = 1

/** The four bytes by which a signature names its key: C2SP signed-note. */
function keyId(name: string, publicKey: Buffer): Buffer {
  return hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(ed25519), publicKey]), 'buffer').subarray(
    0,
    4,
  )
}

/** The public key as it is handed to those who verify: name, key id, algorithm and key (C2SP signed-note). */
export function verifierKey(name: string, publicKey: Buffer): string {
  const key = Buffer.concat([Buffer.of(ed25519), publicKey]).toString('base64')
  return `${name}+${keyId(name, publicKey).toString('hex')}+${key}`
}

/** A text with the signature of the house below it (C2SP signed-note). `text` ends with a line break. */
export function signNote(text: string, name: string, signer: Signer): string {
  const signature = Buffer.concat([keyId(name, signer.publicKey), signer.sign(Buffer.from(text))])
  return `${text}\n— ${name} ${signature.toString('base64')}\n`
}

/**
 * The text of a note, if the named key signed it.
 *
 * @returns undefined where it is no note, or signed by no such key
 */
export function openNote(note: string, name: string, publicKey: Buffer): string | undefined {
  const text = textOf(note)
  const lines = note.slice(text.length).split('\n').filter(Boolean)
  return lines.some((line) => isSignature(line, text, name, publicKey)) ? text : undefined
}

/** The text of a note, whoever signed it; all of it where nobody did. */
export function textOf(note: string): string {
  const end = note.lastIndexOf('\n\n— ')
  return end < 0 ? note : note.slice(0, end + 1)
}

function isSignature(line: string, text: string, name: string, publicKey: Buffer): boolean {
  const [dash, by, encoded = ''] = line.split(' ')
  if (dash !== '—' || by !== name) return false
  const bytes = Buffer.from(encoded, 'base64')
  if (bytes.length !== 68 || !bytes.subarray(0, 4).equals(keyId(name, publicKey))) return false
  return verify(null, Buffer.from(text), keyOf(publicKey), bytes.subarray(4))
}

function keyOf(publicKey: Buffer) {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: publicKey.toString('base64url') }
  return createPublicKey({ key: jwk, format: 'jwk' })
}

/** The text of a checkpoint (C2SP tlog-checkpoint); its moment stands in a line of extension. */
export function checkpointText({ origin, size, root, at }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n${at}\n`
}

/** The checkpoint that a text tells of; undefined where it is none. */
export function checkpointOf(text: string): Checkpoint | undefined {
  const match = /^([^\n]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\n([^\n]+)\n$/.exec(text)
  if (!match) return undefined
  const [, origin = '', size = '', root = '', at = ''] = match
  return { origin, size: Number(size), root: Buffer.from(root, 'base64'), at }
}
