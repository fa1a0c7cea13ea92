import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { inboxMessage, inboxPage, inboxViews, registerMessage } from '../../api/inbox.ts'
import { type Refusal, refuse } from '../../core/shared/refusal.ts'
import { markSpam, registerByHand, workAgain } from '../doors/decide-message.ts'
import { openMessage, readInbox, readMessage } from '../doors/read-inbox.ts'
import { showPage } from '../doors/show-page.ts'
import type { House } from '../house.ts'
import { safeName } from '../vault/file-name.ts'
import { attachment } from './attachment.ts'
import { founded } from './case-routes.ts'
import { sendRefusal } from './refusals.ts'
import { type App, type Reply, staffOf } from './routes.ts'

const byId = z.strictObject({ id: z.uuid() })
const byPlace = z.strictObject({ id: z.uuid(), place: z.coerce.number().int().min(0).max(999) })
const listed = z.strictObject({ view: z.enum(inboxViews).default('open'), after: z.uuid().optional() })
const receipt = z.strictObject({ id: z.uuid(), number: z.string() })
const nothing = z.strictObject({})

/** What came in at the doors: the list, one message in full, its files, and what a person decides about it. */
export function inboxRoutes(app: App, house: House): void {
  app.get('/api/inbox', { schema: { querystring: listed, response: { 200: inboxPage } } }, async (request, reply) =>
    reply.send(await readInbox(house, await founded(house), staffOf(request), request.query)),
  )
  app.get('/api/inbox/:id', { schema: { params: byId, response: { 200: inboxMessage } } }, async (request, reply) => {
    const message = await readMessage(house, await founded(house), staffOf(request), request.params.id)
    return message ? reply.send(message) : sendRefusal(request, reply, refuse('inbox.unknown'))
  })
  app.get(
    '/api/inbox/:id/page',
    { schema: { params: byId, response: { 200: z.strictObject({ html: z.string() }) } } },
    async (request, reply) => {
      const opened = await openMessage(house, await founded(house), staffOf(request), request.params.id)
      const html = opened && (await showPage(house, opened.raw))
      return html === undefined ? sendRefusal(request, reply, refuse('inbox.unknown')) : reply.send({ html })
    },
  )
  files(app, house)
  decisions(app, house)
}

function files(app: App, house: House): void {
  app.get('/api/inbox/:id/original', { schema: { params: byId } }, async (request, reply) => {
    const opened = await openMessage(house, await founded(house), staffOf(request), request.params.id)
    return opened
      ? sendBytes(reply, opened.raw, `${opened.row.received_at.slice(0, 10)}.eml`)
      : sendRefusal(request, reply, refuse('inbox.unknown'))
  })
  app.get('/api/inbox/:id/files/:place', { schema: { params: byPlace } }, async (request, reply) => {
    const { id, place } = request.params
    const opened = await openMessage(house, await founded(house), staffOf(request), id)
    const file = opened && (await attachmentOf(house, opened.raw, place))
    return file ? sendBytes(reply, file.bytes, file.name) : sendRefusal(request, reply, refuse('inbox.unknown'))
  })
}

function attachmentOf({ mailReader }: House, raw: Buffer, place: number) {
  return mailReader.open(raw, async ({ looked, bytesOf }) => {
    const file = 'mail' in looked ? looked.mail.attachments[place] : undefined
    return file && { name: file.name, bytes: await bytesOf(place) }
  })
}

/** Bytes to be saved, never to be opened in place: whatever is in them, no browser takes them for a page. */
function sendBytes(reply: Reply, bytes: Buffer, name: string) {
  return reply
    .headers({
      'content-type': 'application/octet-stream',
      'content-disposition': attachment(safeName(name)),
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    })
    .send(bytes)
}

function decisions(app: App, house: House): void {
  const deciding = async (request: FastifyRequest) => ({
    organisation: await founded(house),
    person: staffOf(request),
    id: (request.params as z.infer<typeof byId>).id,
  })
  app.post(
    '/api/inbox/:id/register',
    { schema: { params: byId, body: registerMessage, response: { 201: receipt } } },
    async (request, reply) => {
      const answer = await registerByHand(house, await deciding(request), request.body)
      if ('refusal' in answer) return sendRefusal(request, reply, answer.refusal)
      const { id, number } = answer.receipt
      return reply.code(201).send({ id, number })
    },
  )
  const done = (request: FastifyRequest, reply: Reply, refusal: Refusal | undefined) =>
    refusal ? sendRefusal(request, reply, refusal) : reply.send({})
  const plain = { schema: { params: byId, response: { 200: nothing } } }
  app.post('/api/inbox/:id/again', plain, async (request, reply) =>
    done(request, reply, await workAgain(house, await deciding(request))),
  )
  app.post('/api/inbox/:id/spam', plain, async (request, reply) =>
    done(request, reply, await markSpam(house, await deciding(request), true)),
  )
  app.post('/api/inbox/:id/not-spam', plain, async (request, reply) =>
    done(request, reply, await markSpam(house, await deciding(request), false)),
  )
}
