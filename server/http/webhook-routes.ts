import { z } from 'zod'
import { addedWebhook, failingMessages, newWebhook, webhookList } from '../../api/webhooks.ts'
import { addWebhook } from '../../core/organisation/commands.ts'
import { isRefusal, refuse } from '../../core/shared/refusal.ts'
import { drawBytes } from '../crypto/draw-bytes.ts'
import type { House } from '../house.ts'
import { handleOrganisation } from '../organisation/handle-organisation.ts'
import { readFailing, readWebhooks, settleMessage } from '../read/webhooks.ts'
import { targetOf } from '../webhooks/target.ts'
import { founded } from './case-routes.ts'
import { sendRefusal } from './refusals.ts'
import { type App, staffOf } from './routes.ts'

const byMessage = z.strictObject({ id: z.uuid() })

/** The systems that are told what happens, and the messages that did not arrive. */
export function webhookRoutes(app: App, house: House): void {
  app.get('/api/webhooks', { schema: { response: { 200: webhookList } } }, async (_request, reply) =>
    reply.send(await readWebhooks(house, await founded(house))),
  )
  const schema = { body: newWebhook, response: { 200: addedWebhook } }
  app.post('/api/webhooks', { schema }, async (request, reply) => {
    const { name, events, url: written } = request.body
    const url = targetOf(written, house.inside)
    if (isRefusal(url)) return sendRefusal(request, reply, url)
    const secret = `whsec_${drawBytes(32).toString('base64url')}`
    const origin = `${request.protocol}://${request.host}`
    const input = addWebhook.input.parse({ name, events, url: url.href, secret, origin })
    const caller = { kind: 'staff', id: staffOf(request) } as const
    const answer = await handleOrganisation(house, { command: addWebhook, input, caller })
    if ('refusal' in answer) return sendRefusal(request, reply, answer.refusal)
    return reply.send({ id: answer.receipt.id, secret })
  })
  app.get('/api/webhooks/failing', { schema: { response: { 200: failingMessages } } }, async (_request, reply) =>
    reply.send(await readFailing(house, await founded(house))),
  )
  for (const how of ['again', 'give-up'] as const)
    app.post(
      `/api/webhooks/messages/:id/${how}`,
      { schema: { params: byMessage, response: { 204: z.undefined() } } },
      async (request, reply) => {
        const done = await settleMessage(house, request.params.id, how)
        return done ? reply.code(204).send() : sendRefusal(request, reply, refuse('webhook.no-message'))
      },
    )
}
