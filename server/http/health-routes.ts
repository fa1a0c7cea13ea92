import { type Health, health } from '../../api/health.ts'
import { refuse } from '../../core/shared/refusal.ts'
import type { House } from '../house.ts'
import { isIntakeOnly, isLogLate } from '../trail/log/watch.ts'
import { sendRefusal } from './refusals.ts'
import type { App } from './routes.ts'

/**
 * Whether the house can take a complaint now: the database answers. And whether its log comes out, for whoever watches over
 * it. Says nothing else about it.
 */
export function healthRoutes(app: App, house: House): void {
  app.get('/api/health', { schema: { response: { 200: health } } }, async (request, reply) => {
    const answers = await house.pool.query('select 1').then(
      () => true,
      () => false,
    )
    return answers
      ? reply.send({ ok: true, log: logOf(house) })
      : sendRefusal(request, reply, refuse('house.unavailable', { request: request.id }))
  })

  app.get('/api/openapi.json', { schema: { hide: true } }, async (_request, reply) => reply.send(app.swagger()))
}

function logOf({ logWatch, now }: House): Health['log'] {
  if (isIntakeOnly(logWatch, now())) return 'intake-only'
  return isLogLate(logWatch, now()) ? 'late' : 'kept'
}
