import { createHash, randomBytes } from 'node:crypto'
import type { House } from '../house.ts'

/** Idle and absolute life of a session in minutes: 30 and 720 (12 h). */
const idleMinutes = 30
const absoluteMinutes = 720
/** A session that was valid a moment ago is taken as valid: revocation takes effect within a second. */
const trustedForMs = 1000

export const staffCookie = '__Host-huiyin'

/** `mustChange`: signed in with a password that was drawn for one sign-in; nothing is open but choosing another. */
export type StaffSession = { readonly person: string; readonly session: Buffer; readonly mustChange: boolean }

const trusted = new WeakMap<House, Map<string, { session: StaffSession; until: number }>>()

/**
 * Opens a session.
 *
 * @returns the token for the cookie: 256 random bits; only its digest is stored
 */
export async function openStaffSession({ pool, now }: House, person: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await pool.query(
    `insert into session (digest, person_id, created_at, seen_at, expires_at) values ($1, $2, $3, $3, $3::timestamptz + make_interval(mins => $4))`,
    [digestOf(token), person, now(), absoluteMinutes],
  )
  return token
}

/** The session of a request's cookie, while neither it nor its person has ended. */
export async function staffSessionOf(
  house: House,
  cookies: Record<string, string | undefined>,
): Promise<StaffSession | undefined> {
  const token = cookies[staffCookie]
  if (!token || !/^[A-Za-z0-9_-]{43}$/.test(token)) return undefined
  const known = trustedOf(house).get(token)
  if (known && known.until > performance.now()) return known.session
  return lookUp(house, token)
}

async function lookUp(house: House, token: string): Promise<StaffSession | undefined> {
  const digest = digestOf(token)
  const { rows } = await house.pool.query<{ person_id: string; must_change: boolean }>({
    name: 'touch-session',
    text: `update session s set seen_at = $2 from person p join account a on a.person_id = p.id
      where s.digest = $1 and p.id = s.person_id and not p.disabled
      and s.expires_at > $2 and s.seen_at > $2::timestamptz - make_interval(mins => $3)
      returning s.person_id, a.must_change`,
    values: [digest, house.now(), idleMinutes],
  })
  const [row] = rows
  trustedOf(house).delete(token)
  if (!row) return undefined
  const session = { person: row.person_id, session: digest, mustChange: row.must_change }
  trustedOf(house).set(token, { session, until: performance.now() + trustedForMs })
  return session
}

/** Ends one session. */
export async function endStaffSession(house: House, { session }: Pick<StaffSession, 'session'>): Promise<void> {
  await house.pool.query('delete from session where digest = $1', [session])
  forgetSessions(house)
}

/** Looks every session up again at its next request: after sessions were ended in the database. */
export function forgetSessions(house: House): void {
  trusted.get(house)?.clear()
}

function trustedOf(house: House) {
  const known = trusted.get(house) ?? new Map<string, { session: StaffSession; until: number }>()
  if (known.size > 10_000) known.clear()
  trusted.set(house, known)
  return known
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
