import { z } from 'zod'
import { isRefusal, refuse } from '../../core/shared/refusal.ts'
import { makeDossier } from '../dossier/make-dossier.ts'
import type { House } from '../house.ts'
import { originOf } from '../trail/log/checkpoint.ts'
import { verifierKey } from '../trail/log/note.ts'
import { attachment } from './attachment.ts'
import { sendRefusal } from './refusals.ts'
import { type App, staffOf } from './routes.ts'

const byId = z.strictObject({ id: z.uuid() })
/** Why contact data goes along; without a reason it stays out. */
const body = z.strictObject({ reason: z.string().trim().min(2).max(500).optional() })

/** The dossier of a case, and the public key that it is verified by. */
export function dossierRoutes(app: App, house: House): void {
  app.post('/api/cases/:id/dossier', { schema: { params: byId, body } }, async (request, reply) => {
    const person = staffOf(request)
    const made = await makeDossier(house, request.params.id, { scope: { person }, person, ...request.body })
    if (isRefusal(made)) return sendRefusal(request, reply, made)
    return attachment(reply, 'application/zip', `${made.number}_${made.madeAt.slice(0, 10)}_案卷.zip`).send(
      made.archive,
    )
  })

  app.get('/api/key', { schema: { hide: true } }, async (request, reply) => {
    const organisation = await house.directory.now()
    if (!organisation) return sendRefusal(request, reply, refuse('organisation.not-founded'))
    const key = verifierKey(originOf(organisation), house.ring.signer.publicKey)
    return reply.type('text/plain; charset=utf-8').send(`${key}\n`)
  })
}
