import { hash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { contactsMasked } from '../read/mask.ts'
import type { Opening } from '../trail/commit.ts'
import type { StoredFact } from '../trail/envelope.ts'
import type { ZipFile } from './zip.ts'

/** One file of a dossier, with its SHA-256. */
export type DossierFile = ZipFile & { readonly sha256: Buffer }

/** A file whose bytes are at hand. */
export function fileOf(name: string, body: Buffer): DossierFile {
  const bytes = async function* () {
    yield body
  }
  return { name, size: body.length, crc: crc32(body), sha256: hash('sha256', body, 'buffer'), bytes }
}

/** A value that a dossier discloses, with the salt by which it is held against its commitment. */
export type Disclosed = { readonly path: string; readonly salt: string; readonly value: string }

/** A stream as a dossier tells it: every fact whole, and by version the values that it discloses. */
export type ToldStream = {
  readonly streamId: string
  readonly stream: StoredFact['stream']
  readonly facts: readonly StoredFact[]
  readonly openings: Readonly<Record<number, readonly Disclosed[]>>
}

/** Contact data: disclosed only where the reader gave a reason. */
const contacts = new Set(Object.keys(contactsMasked))

/**
 * The values of a fact that go into a dossier.
 *
 * @param all whether contact data goes along
 */
export function disclosed(fact: StoredFact, openings: readonly Opening[], all: boolean): Disclosed[] {
  return openings
    .filter(([path]) => all || !isContact(fact, path))
    .map(([path, salt, value]) => ({ path, salt, value }))
}

/** A party's field by its own name, or one that was supplemented, which is named beside its value. */
function isContact({ data }: StoredFact, path: string): boolean {
  const steps = path.split('/').slice(1)
  if (contacts.has(steps.at(-1) ?? '')) return true
  if (steps.at(-1) !== 'value') return false
  const around = steps.slice(0, -1).reduce<unknown>((value, step) => (value as Record<string, unknown>)?.[step], data)
  return contacts.has(String((around as { field?: unknown } | undefined)?.field))
}
