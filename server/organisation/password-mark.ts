import type { KeyRing } from '../crypto/key-ring.ts'

/**
 * The mark that a password leaves in the fact which sets it: a keyed digest of the stored hash and of whose it is. Whoever
 * writes another hash into the account cannot make it, and it tells nothing of the password.
 */
export function passwordMark(ring: KeyRing, person: string, stored: string): string {
  return ring.digest('password', `${person}|${stored}`).toString('hex')
}
