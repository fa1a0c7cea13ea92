import { z } from 'zod'
import { boxes, newOpening } from '../../api/boxes.ts'
import type { House } from '../house.ts'
import { noteOpening, readBoxes } from '../read/boxes.ts'
import { founded } from './case-routes.ts'
import { sendRefusal } from './refusals.ts'
import { type App, staffOf } from './routes.ts'

/** Opinion books and suggestion boxes: when they were opened, and that one was just now. */
export function boxRoutes(app: App, house: House): void {
  app.get('/api/boxes', { schema: { response: { 200: boxes } } }, async (request, reply) =>
    reply.send(await readBoxes(house, await founded(house), staffOf(request))),
  )
  app.post('/api/boxes', { schema: { body: newOpening, response: { 204: z.undefined() } } }, async (request, reply) => {
    const no = await noteOpening(house, await founded(house), staffOf(request), request.body)
    return no ? sendRefusal(request, reply, no) : reply.code(204).send()
  })
}
