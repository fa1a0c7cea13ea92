import type { FastifyReply, FastifyRequest } from 'fastify'
import type { HousePost } from '../../core/organisation/house-posts.ts'
import type { TokenScope } from '../../core/organisation/state.ts'
import { isRefusal, refuse } from '../../core/shared/refusal.ts'
import { type Organisation, postsOver } from '../directory.ts'
import type { House } from '../house.ts'
import { portalSessionOf } from '../sessions/portal-session.ts'
import { staffSessionOf } from '../sessions/staff-session.ts'
import { noteUse, showToken } from '../tokens/token.ts'
import type { Access } from './permissions.ts'
import { refuseEntry, sendRefusal } from './refusals.ts'
import type { App, Visitor } from './routes.ts'

const nobody: Visitor = { kind: 'nobody' }

/** The posts of the house itself that open its administration; they open no case. */
const administrators: Partial<Record<Access, readonly (HousePost | 'auditor')[]>> = {
  security: ['security-administrator'],
  system: ['system-administrator'],
  rules: ['system-administrator', 'security-administrator'],
  audit: ['audit-administrator', 'auditor'],
}

/** Lets a request through or refuses it, by the permission table and by where it comes from. */
export function guard(app: App, house: House): void {
  app.addHook('onRequest', async (request, reply) => {
    const access = request.routeOptions.config.access ?? 'public'
    request.visitor = nobody
    if (isForeign(request)) return sendRefusal(request, reply, refuse('access.foreign-origin'))
    return admit(house, access, request, reply)
  })
  // Before the answer leaves: what was done with a key is on record when its system learns of it.
  app.addHook('onSend', async ({ visitor, method, routeOptions }, reply) => {
    if (visitor?.kind !== 'token') return
    const what = `${method} ${routeOptions.url ?? ''}`
    await noteUse(house, visitor.id, { what, status: reply.statusCode, caseId: visitor.used })
  })
}

async function admit(
  house: House,
  access: Access,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  if (access === 'public') return undefined
  const scope = scopeOf(access)
  if (scope) return admitToken(house, scope, request, reply)
  if (access === 'portal') {
    const session = await portalSessionOf(house, request.cookies)
    if (!session) return sendRefusal(request, reply, refuse('portal.none'))
    request.visitor = { kind: 'complainant', ...session }
    return undefined
  }
  const session = await staffSessionOf(house, request.cookies)
  if (!session) return sendRefusal(request, reply, refuse('session.none'))
  request.visitor = { kind: 'staff', ...session }
  if (session.mustChange && access !== 'own') return sendRefusal(request, reply, refuse('session.must-change-password'))
  const needed = administrators[access]
  if (!needed) return undefined
  const organisation = await house.directory.now()
  return organisation && holdsAny(organisation, session.person, needed)
    ? undefined
    : sendRefusal(request, reply, refuse('access.denied'))
}

function scopeOf(access: Access): TokenScope | undefined {
  return access.startsWith('token-') ? (access.slice('token-'.length) as TokenScope) : undefined
}

async function admitToken(house: House, scope: TokenScope, request: FastifyRequest, reply: FastifyReply) {
  const shown = await showToken(house, request.headers.authorization, request.ip)
  if (isRefusal(shown)) return refuseEntry(request, reply, shown)
  // Known from here on: what is refused to it is written down as well.
  request.visitor = { kind: 'token', id: shown.id }
  return shown.scopes.includes(scope) ? undefined : sendRefusal(request, reply, refuse('token.out-of-scope', { scope }))
}

function holdsAny(organisation: Organisation, person: string, posts: readonly string[]): boolean {
  const root = [...organisation.units.values()].find((unit) => unit.parent === null)
  return root !== undefined && postsOver(organisation, person, root.id).some((post) => posts.includes(post))
}

/**
 * True for a request that changes something and was sent by another site. Browsers say where a request comes from;
 * programs do not, and hold no cookie that somebody else could borrow.
 */
function isForeign(request: FastifyRequest): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return false
  const site = request.headers['sec-fetch-site']
  if (site === 'cross-site' || site === 'same-site') return true
  const { origin, host } = request.headers
  return origin !== undefined && origin !== 'null' && new URL(origin).host !== host
}
