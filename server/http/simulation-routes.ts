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

const byPack = z.strictObject({ id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/) })
const byRevision = z.strictObject({ id: z.uuid() })
/** A step of the bar is told so often at most. */
const tellEveryMs = 200

type Step = z.infer<typeof simulationStep>

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
    await tellSteps(house, pack, request, reply).finally(() => {
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

/** Takes the answer out of the server's hands and writes a line for each step until the result, or until nobody listens. */
async function tellSteps(house: House, pack: PackInForce, request: FastifyRequest, reply: Reply): Promise<void> {
  reply.hijack()
  const { raw } = reply
  const gone = new AbortController()
  raw.on('close', () => gone.abort())
  raw.writeHead(200, {
    'content-type': 'application/x-ndjson; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  })
  const tell = (step: Step) => raw.write(`${JSON.stringify(simulationStep.parse(step))}\n`)
  try {
    tell({ result: await simulate(house, { packs: [pack] }, seldom(tell), gone.signal) })
  } catch (error) {
    if (gone.signal.aborted) return
    request.log.error({ fault: (error as Error).name }, 'a simulation failed')
    tell({ failed: true })
  }
  raw.end()
}

/** Tells how far it is, and not so often that telling takes longer than doing. */
function seldom(tell: (step: Step) => void) {
  let told = Number.NEGATIVE_INFINITY
  return (cases: number, all: number) => {
    const now = performance.now()
    if (now - told < tellEveryMs && cases < all) return
    told = now
    tell({ cases, all })
  }
}
