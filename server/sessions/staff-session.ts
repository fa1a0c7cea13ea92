import { createHash, randomBytes } from 'node:crypto'
import type { House } from '../house.ts'

/** Idle and absolute life of a session in minutes: 30 and 720 (12 h). */
const idleMinutes = 30
const absoluteMinutes = 720
/** That a session was used is written down once in so many minutes: reading should not cost a write. */
const touchedEvery = 1
/** A session that was valid a moment ago is taken as valid: revocation takes effect within a second. */
const trustedForMs = 1000

export const staffCookie = '__Host-huiyin'

/** `mustChange`: signed in with a password that was drawn for one sign-in; nothing is open but choosing another. */
export type StaffSession = { readonly person: string; readonly session: Buffer; readonly mustChange: boolean }

type Trusted = Map<string, { readonly session: Promise<StaffSession | undefined>; readonly until: number }>
const trusted = new WeakMap<House, Trusted>()

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
  return lookUpOnce(house, token)
}

/** Requests that come together wait for one look-up; what it did not find is not remembered. */
function lookUpOnce(house: House, token: string): Promise<StaffSession | undefined> {
  const all = trustedOf(house)
  const entry = { session: lookUp(house, token), until: performance.now() + trustedForMs }
  all.set(token, entry)
  const forget = () => {
    if (all.get(token) === entry) all.delete(token)
  }
  void entry.session.then((session) => session ?? forget(), forget)
  return entry.session
}

async function lookUp({ pool, now }: House, token: string): Promise<StaffSession | undefined> {
  const digest = digestOf(token)
  const { rows } = await pool.query<{ person_id: string; must_change: boolean }>({
    name: 'touch-session',
    text: `with found as (
        select s.digest, s.person_id, s.seen_at, a.must_change from session s join person p on p.id = s.person_id join account a on a.person_id = p.id
        where s.digest = $1 and not p.disabled and s.expires_at > $2 and s.seen_at > $2::timestamptz - make_interval(mins => $3)),
      touched as (update session s set seen_at = $2 from found f where s.digest = f.digest and f.seen_at <= $2::timestamptz - make_interval(mins => $4))
      select person_id, must_change from found`,
    values: [digest, now(), idleMinutes, touchedEvery],
  })
  const [row] = rows
  return row && { person: row.person_id, session: digest, mustChange: row.must_change }
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
  const known: Trusted = trusted.get(house) ?? new Map()
  if (known.size > 10_000) known.clear()
  trusted.set(house, known)
  return known
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
