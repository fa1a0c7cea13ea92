import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Setup, setup, setupState } from '../../api/session.ts'
import { setUp } from '../../core/organisation/commands.ts'
import { officeFrom } from '../../core/organisation/settings.ts'
import { isRefusal, refuse } from '../../core/shared/refusal.ts'
import type { House } from '../house.ts'
import { handleOrganisation } from '../organisation/handle-organisation.ts'
import { sendRefusal } from './refusals.ts'
import type { App, Reply } from './routes.ts'

const system = { kind: 'system', id: 'set-up' } as const
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const

/** The first run. Once an administrator exists these routes answer like any address that was never there. */
export function setupRoutes(app: App, house: House): void {
  // Before the body is looked at: a dead door does not say what it would have liked to be shown.
  const onRequest = async (request: FastifyRequest, reply: Reply) => {
    if (!(await isOpen(house))) return gone(request, reply)
  }

  app.get('/api/setup', { onRequest, schema: { response: { 200: setupState } } }, async (_, reply) => {
    const packs = [...house.policies.current.values()].map(({ content }) => content.manifest)
    return reply.send({
      open: true,
      packs: packs.map(({ id, name, about, regulation = false }) => ({ id, name, about, regulation })),
    })
  })

  app.post(
    '/api/setup',
    { onRequest, schema: { body: setup, response: { 204: z.undefined() } } },
    async (request, reply) => {
      const refusal = await setTheHouseUp(house, request.body)
      if (!refusal) return reply.code(204).send()
      return refusal.code === 'setup.done' ? gone(request, reply) : sendRefusal(request, reply, refusal)
    },
  )
}

async function isOpen({ pool }: House): Promise<boolean> {
  const text = `select from post_holding where post = 'security-administrator' limit 1`
  return (await pool.query({ name: 'is-set-up', text })).rowCount === 0
}

function gone(request: FastifyRequest, reply: Reply) {
  return sendRefusal(request, reply, refuse('route.unknown'))
}

async function setTheHouseUp(house: House, { organisation: name, zone, hours, packs, administrator }: Setup) {
  const office = officeFrom(zone, Object.fromEntries(weekdays.map((day) => [day, hours])))
  if (isRefusal(office)) return office
  const input = { name, hours: office, packs, administrator }
  const answer = await handleOrganisation(house, { command: setUp, input, caller: system })
  return 'refusal' in answer ? answer.refusal : undefined
}
