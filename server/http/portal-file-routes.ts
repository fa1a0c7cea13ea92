import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { House } from '../house.ts'
import { offerUpload } from './portal/offered.ts'
import { sendRefusal } from './refusals.ts'
import type { App } from './routes.ts'

const arrived = z.strictObject({ upload: z.uuid() })

/** What the script of the complainant's page says once all of a file is there: it goes on the list of the own case. */
export function portalFileRoutes(app: App, house: House): void {
  app.post(
    '/api/portal/files',
    { schema: { body: arrived, response: { 200: z.strictObject({}) } } },
    async (request, reply) => {
      const no = await offerUpload(house, complainantsCase(request), request.body.upload)
      return no ? sendRefusal(request, reply, no) : reply.send({})
    },
  )
}

/** The case of the complainant who asks; a bug where the permission table let somebody else through. */
export function complainantsCase({ visitor }: FastifyRequest): string {
  if (visitor.kind !== 'complainant') throw new Error('the permission table let a stranger through')
  return visitor.caseId
}
