import { z } from 'zod'
import { refuse } from '../../core/shared/refusal.ts'
import type { House } from '../house.ts'
import { sendRefusal } from './refusals.ts'
import type { App } from './routes.ts'

/** Whether the house can take a complaint now: the database answers. Says nothing else about it. */
export function healthRoutes(app: App, house: House): void {
  app.get(
    '/api/health',
    { schema: { response: { 200: z.strictObject({ ok: z.literal(true) }) } } },
    async (request, reply) => {
      const answers = await house.pool.query('select 1').then(
        () => true,
        () => false,
      )
      return answers
        ? reply.send({ ok: true as const })
        : sendRefusal(request, reply, refuse('house.unavailable', { request: request.id }))
    },
  )

  app.get('/api/openapi.json', { schema: { hide: true } }, async (_request, reply) => reply.send(app.swagger()))
}
