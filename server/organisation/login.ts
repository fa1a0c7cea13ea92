import type { KeyRing } from '../crypto/key-ring.ts'

/** The keyed digest by which an account is found; capitals, full-width letters and spaces around do not matter. */
export function loginDigest(ring: KeyRing, login: string): Buffer {
  return ring.digest('login', normaliseLogin(login))
}

/** A log-in spelled the one way. */
export function normaliseLogin(login: string): string {
  return login.normalize('NFKC').trim().toLowerCase()
}
