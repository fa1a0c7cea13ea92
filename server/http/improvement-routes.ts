import { z } from 'zod'
import { rectification, rectificationPage, rectificationQuery } from '../../api/improvement.ts'
import { receipt } from '../../api/receipt.ts'
import { refusalAnswer } from '../../api/refusal.ts'
import type { ImprovementCommand } from '../../core/7-improvement/command.ts'
import { acting, order } from '../../core/7-improvement/commands.ts'
import { refuse } from '../../core/shared/refusal.ts'
import type { House } from '../house.ts'
import { handleImprovement } from '../improvement/handle-improvement.ts'
import { listRectifications, readRectification } from '../read/rectifications.ts'
import { founded } from './case-routes.ts'
import { requestKey, sendAnswer, turnsOf } from './command-routes.ts'
import { sendRefusal } from './refusals.ts'
import { type App, staffOf } from './routes.ts'

const headers = z.object({ 'idempotency-key': z.uuid().optional(), 'if-match': z.string().max(20).optional() })
const params = z.strictObject({ id: z.uuid() })

/** What the staff reads of rectifications, and a route for each of their commands. */
export function improvementRoutes(app: App, house: House): void {
  const list = { querystring: rectificationQuery, response: { 200: rectificationPage } }
  app.get('/api/rectifications', { schema: list }, async (request, reply) =>
    reply.send(await listRectifications(house, await founded(house), staffOf(request), request.query)),
  )
  app.get(
    '/api/rectifications/:id',
    { schema: { params, response: { 200: rectification } } },
    async (request, reply) => {
      const found = await readRectification(house, await founded(house), staffOf(request), request.params.id)
      return found
        ? reply.header('etag', found.etag).send(found)
        : sendRefusal(request, reply, refuse('improvement.unknown'))
    },
  )
  addCommand(app, house, order, '/api/cases/:id/rectifications')
  for (const command of acting) addCommand(app, house, command, `/api/rectifications/:id/commands/${command.name}`)
}

function addCommand(app: App, house: House, command: ImprovementCommand, path: string): void {
  const response = { 200: receipt, 422: refusalAnswer }
  const schema = { summary: command.summary, tags: ['improvement'], headers, params, body: command.input, response }
  app.post(path, { schema }, async (request, reply) => {
    const caller = { kind: 'staff', id: staffOf(request) } as const
    const { id } = request.params
    const key = requestKey(request, `staff:${caller.id}`, `${command.name}/${id}`)
    const ifMatch = turnsOf(request.headers['if-match'])
    const on = command === order ? { caseId: id } : { rectification: id }
    const asked = { ...(key && { key }), ...(command !== order && ifMatch !== undefined && { ifMatch }) }
    return sendAnswer(
      house,
      request,
      reply,
      await handleImprovement(house, { command, on, input: request.body, caller, ...asked }),
    )
  })
}
