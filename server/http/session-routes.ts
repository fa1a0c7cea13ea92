import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { changePassword, type Me, me, signIn as signInBody } from '../../api/session.ts'
import { workingDayMs } from '../../core/calendar/working-day.ts'
import { houseAuthorities, isHousePost } from '../../core/organisation/house-posts.ts'
import { isRefusal, refuse } from '../../core/shared/refusal.ts'
import type { Organisation, Person } from '../directory.ts'
import type { House } from '../house.ts'
import { adoptedNow } from '../packs-in-force.ts'
import { chooseNewPassword, signIn } from '../sessions/sign-in.ts'
import { endStaffSession, type StaffSession, staffCookie, staffSessionOf } from '../sessions/staff-session.ts'
import { refuseEntry, sendRefusal } from './refusals.ts'
import type { App } from './routes.ts'

const none = z.undefined()
/** `__Host-` makes the browser refuse the cookie unless it is secure, for this host alone and for every path. */
const cookie = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const

/** Signing in and out, who one is, and the own password. */
export function sessionRoutes(app: App, house: House): void {
  app.post('/api/session', { schema: { body: signInBody, response: { 200: me } } }, async (request, reply) => {
    const entered = await signIn(house, request.body, request.ip)
    if (isRefusal(entered)) return refuseEntry(request, reply, entered)
    const before = await staffSessionOf(house, request.cookies)
    if (before) await endStaffSession(house, before)
    reply.setCookie(staffCookie, entered.token, cookie)
    const session = await staffSessionOf(house, { [staffCookie]: entered.token })
    const person = session && (await meOf(house, session))
    return person ? reply.send(person) : sendRefusal(request, reply, refuse('session.wrong'))
  })

  app.delete('/api/session', { schema: { response: { 204: none } } }, async (request, reply) => {
    const session = await staffSessionOf(house, request.cookies)
    if (session) await endStaffSession(house, session)
    return reply.clearCookie(staffCookie, cookie).code(204).send()
  })

  app.get('/api/me', { schema: { response: { 200: me } } }, async (request, reply) => {
    const person = await meOf(house, sessionOf(request))
    return person ? reply.send(person) : sendRefusal(request, reply, refuse('session.none'))
  })

  app.post('/api/password', { schema: { body: changePassword, response: { 204: none } } }, async (request, reply) => {
    const refusal = await chooseNewPassword(house, sessionOf(request), request.body)
    return refusal ? refuseEntry(request, reply, refusal) : reply.code(204).send()
  })
}

function sessionOf({ visitor }: FastifyRequest): StaffSession {
  if (visitor.kind !== 'staff') throw new Error('the permission table let a stranger through')
  return visitor
}

async function meOf(house: House, { person, mustChange }: StaffSession): Promise<Me | undefined> {
  // A person added a moment ago by another process may not be in memory yet.
  const known = (await house.directory.now())?.people.has(person)
  const organisation = known ? await house.directory.now() : await house.directory.refresh()
  const found = organisation?.people.get(person)
  if (!organisation || !found) return undefined
  return {
    id: person,
    name: found.name,
    posts: [...found.posts.map((held) => ({ ...held, by: null })), ...found.lent].map((held) => ({
      ...held,
      unitName: organisation.units.get(held.unit)?.name ?? '',
    })),
    delegations: delegationsOf(organisation, person),
    authorities: authoritiesOf(house, organisation, found),
    organisation: organisation.name,
    zone: organisation.office.zone,
    workingDayMs: workingDayMs(organisation.office),
    mustChangePassword: mustChange,
  }
}

/** What a person lends and is lent, today or later. */
function delegationsOf({ delegations, today }: Organisation, person: string): Me['delegations'] {
  return delegations.filter((one) => one.until >= today && (one.person === person || one.to === person))
}

/** What a person may do somewhere, by the adopted packs and by the posts of the house. */
function authoritiesOf(house: House, organisation: Organisation, { posts, lent }: Person): string[] {
  const held = [...posts, ...lent].map(({ post }) => post)
  const byPack = adoptedNow(house, organisation).flatMap(({ content }) => Object.entries(content.authority.authorities))
  const ofPacks = byPack.filter(([, { posts: holders }]) => holders.some((post) => held.includes(post)))
  const ofHouse = held.filter(isHousePost).map((post) => houseAuthorities[post])
  return [...new Set([...ofHouse, ...ofPacks.map(([authority]) => authority)])]
}
