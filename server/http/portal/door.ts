import type { Receipt } from '../../receipt.ts'
import { openPortalSession, portalCookie } from '../../sessions/portal-session.ts'
import type { Visit } from './visit.ts'

const knownCookie = '__Host-huiyin-portal-known'
const halfAYear = 15_552_000
const asCookie = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const

/** Lets the complainant in to the own case, and remembers on this device that the number and the code belonged together. */
export async function enter(visit: Visit, { id, number }: Pick<Receipt, 'id' | 'number'>): Promise<void> {
  const { house, reply } = visit
  reply.setCookie(portalCookie, await openPortalSession(house, id), asCookie)
  reply.setCookie(knownCookie, markOf(visit, number), { ...asCookie, maxAge: halfAYear })
}

/** Forgets the session on this device. */
export function goOut({ reply }: Visit): void {
  reply.clearCookie(portalCookie, asCookie)
}

/**
 * True where this device has entered this case before: others who guess at its number cannot lock its owner out.
 * The mark opens nothing; it is keyed and says no number.
 */
export function isKnownHere(visit: Visit, number: string): boolean {
  return visit.request.cookies[knownCookie] === markOf(visit, number)
}

function markOf({ house }: Visit, number: string): string {
  return house.ring.digest('portal-known', number).toString('base64url')
}
