import { hash } from 'node:crypto'
import { type Holder, isSecret } from '../../core/shared/fields.ts'
import { drawBytes } from '../crypto/draw-bytes.ts'

/** A value that was replaced by its commitment: where it stood, its salt (16 bytes, base64url) and itself. */
export type Opening = readonly [path: string, salt: string, value: string]

export type Committed = { readonly data: Record<string, unknown>; readonly openings: ReadonlyMap<Holder, Opening[]> }

/**
 * Replaces every secret in a fact's data by a salted commitment: SHA-256 over the salt's bytes and the value in UTF-8.
 * The openings go to the side table, under the key of their holder.
 */
export function commitSecrets(data: Record<string, unknown>): Committed {
  const openings = new Map<Holder, Opening[]>()
  const walk = (value: unknown, path: string): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (isSecret(value)) return commitOne(value, path, openings)
    if (Array.isArray(value)) return value.map((one, index) => walk(one, `${path}/${index}`))
    const kept: Record<string, unknown> = {}
    for (const [key, one] of Object.entries(value)) if (one !== undefined) kept[key] = walk(one, `${path}/${key}`)
    return kept
  }
  return { data: walk(data, '') as Record<string, unknown>, openings }
}

function commitOne(
  { secret, holder }: { secret: string; holder: Holder },
  path: string,
  openings: Map<Holder, Opening[]>,
) {
  const salt = drawBytes(16)
  const commitment = commitmentOf(salt, secret)
  openings.set(holder, [...(openings.get(holder) ?? []), [path, salt.toString('base64url'), secret]])
  return { commitment, holder }
}

/** SHA-256 over salt and value, base64url: the form a dossier can disclose value by value. */
export function commitmentOf(salt: Buffer, value: string): string {
  return hash('sha256', Buffer.concat([salt, Buffer.from(value)]), 'base64url')
}

/**
 * Puts opened values back in the places of their commitments; a commitment without an opening (erased, or not for this
 * reader) becomes null.
 */
export function openSecrets(data: unknown, openings: ReadonlyMap<string, string>, path = ''): unknown {
  if (typeof data !== 'object' || data === null) return data
  if (Array.isArray(data)) return data.map((one, index) => openSecrets(one, openings, `${path}/${index}`))
  if ('commitment' in data && 'holder' in data) return openings.get(path) ?? null
  const open: Record<string, unknown> = {}
  for (const [key, one] of Object.entries(data)) open[key] = openSecrets(one, openings, `${path}/${key}`)
  return open
}
