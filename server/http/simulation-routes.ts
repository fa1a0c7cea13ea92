import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { rewritten } from '../../api/packs.ts'
import { simulationStep } from '../../api/simulation.ts'
import type { PackInForce } from '../../core/policy/pack-in-force.ts'
import { refuse } from '../../core/shared/refusal.ts'
import type { House } from '../house.ts'
import { readRevision } from '../policy/pack-texts.ts'
import { packFolder } from '../project-root.ts'
import { readRevisions } from '../read/revisions.ts'
import { simulate } from '../simulate/simulate.ts'
import { founded } from './case-routes.ts'
import { sendRefusal } from './refusals.ts'
import type { App, Reply } from './routes.ts'
import { type LongWork, tellSteps } from './tell-steps.ts'

const byPack = z.strictObject({ id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/) })
const byRevision = z.strictObject({ id: z.uuid() })

/**
 * What a version of a pack would have made of the stored cases. The answer is lines of JSON, one for each step of the bar
 * and one for the result: it takes a while, and whoever leaves ends it. It takes every core, so there is one at a time.
 */
export function simulationRoutes(app: App, house: House): void {
  let running = false
  const run = async (pack: PackInForce | undefined, request: FastifyRequest, reply: Reply) => {
    if (!pack) return sendRefusal(request, reply, refuse('revision.unreadable'))
    if (running) return sendRefusal(request, reply, refuse('simulation.busy'))
    running = true
    const work: LongWork = (onProgress, gone) => simulate(house, { packs: [pack] }, onProgress, gone)
    await tellSteps(simulationStep, work, request, reply).finally(() => {
      running = false
    })
  }

  app.post('/api/packs/:id/simulate', { schema: { params: byPack, body: rewritten } }, async (request, reply) => {
    const { id } = request.params
    if (!house.policies.current.has(id)) return sendRefusal(request, reply, refuse('pack.unknown'))
    const { pack, problems } = await readRevision(packFolder, id, request.body.texts)
    return run(problems.length === 0 ? pack : undefined, request, reply)
  })

  app.post('/api/revisions/:id/simulate', { schema: { params: byRevision } }, async (request, reply) => {
    const revisions = await readRevisions(house, await founded(house))
    const found = revisions.find(({ id }) => id === request.params.id)
    if (!found) return sendRefusal(request, reply, refuse('revision.unknown'))
    return run(await house.policies.pack(found.hash), request, reply)
  })
}
