import { z } from 'zod'
import { caseMails } from '../../api/mails.ts'
import { refuse } from '../../core/shared/refusal.ts'
import type { House } from '../house.ts'
import { readCaseMails, resendMail } from '../read/case-mails.ts'
import { founded } from './case-routes.ts'
import { sendRefusal } from './refusals.ts'
import { type App, staffOf } from './routes.ts'

const byId = z.strictObject({ id: z.uuid() })
const byMail = z.strictObject({ id: z.uuid(), mail: z.uuid() })

/** The mails of a case: what came, what left, and what was kept back and may be sent all the same. */
export function mailRoutes(app: App, house: House): void {
  app.get(
    '/api/cases/:id/mails',
    { schema: { params: byId, response: { 200: caseMails } } },
    async (request, reply) => {
      const mails = await readCaseMails(house, await founded(house), staffOf(request), request.params.id)
      return mails ? reply.send(mails) : sendRefusal(request, reply, refuse('case.unknown'))
    },
  )
  app.post(
    '/api/cases/:id/mails/:mail/again',
    { schema: { params: byMail, response: { 204: z.undefined() } } },
    async (request, reply) => {
      const done = await resendMail(house, await founded(house), staffOf(request), request.params)
      return done ? reply.code(204).send() : sendRefusal(request, reply, refuse('mail.unknown'))
    },
  )
}
