import { createHash, randomBytes } from 'node:crypto'
import type { House } from '../house.ts'

export const portalCookie = '__Host-huiyin-portal'
const lifeMinutes = 60

export type PortalSession = { readonly caseId: string; readonly session: Buffer }

/** Opens a session of a complainant on the own case. @returns the token for the cookie; only its digest is stored */
export async function openPortalSession({ pool, now }: House, caseId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await pool.query(
    `insert into portal_session (digest, case_id, expires_at) values ($1, $2, $3::timestamptz + make_interval(mins => $4))`,
    [digestOf(token), caseId, now(), lifeMinutes],
  )
  return token
}

/** The session of a request's cookie, while it lasts. */
export async function portalSessionOf(
  { pool, now }: House,
  cookies: Record<string, string | undefined>,
): Promise<PortalSession | undefined> {
  const token = cookies[portalCookie]
  if (!token || !/^[A-Za-z0-9_-]{43}$/.test(token)) return undefined
  const digest = digestOf(token)
  const { rows } = await pool.query<{ case_id: string }>(
    'select case_id from portal_session where digest = $1 and expires_at > $2',
    [digest, now()],
  )
  return rows[0] && { caseId: rows[0].case_id, session: digest }
}

/** Ends a session. */
export async function endPortalSession({ pool }: House, { session }: Pick<PortalSession, 'session'>): Promise<void> {
  await pool.query('delete from portal_session where digest = $1', [session])
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
