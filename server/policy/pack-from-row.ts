import { type PackInForce, packInForce } from '../../core/policy/pack-in-force.ts'
import type { Pack } from '../../core/policy/pack-shape.ts'
import { hashOfValue } from '../policies.ts'

/**
 * A pack as the database keeps it for ever. It was accepted when it was stored, maybe by an older shape, so it is not
 * judged again; that it is the same to the letter is.
 *
 * @param body what was stored; the order of its keys does not matter
 * @param hash SHA-256 of its canonical form, hexadecimal: what the case pinned
 * @throws Error where the stored pack is not the one that was pinned
 */
export function packFromRow(body: unknown, hash: string): PackInForce {
  if (hashOfValue(body) !== hash) throw new Error(`the pack ${hash.slice(0, 12)} was changed in the database`)
  return packInForce(body as Pack, hash)
}
