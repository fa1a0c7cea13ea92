import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { dueSamples, evidenceList as evidenceListShape, unscanned } from '../../api/evidence.ts'
import { isRefusal, type Refusal, refuse } from '../../core/shared/refusal.ts'
import { evidenceList } from '../documents/evidence-list.ts'
import type { House } from '../house.ts'
import { readDueSamples } from '../read/due-samples.ts'
import { type Outgoing, readOriginal, readPicture } from '../read/evidence-file.ts'
import { pictureType } from '../vault/picture.ts'
import { attachment } from './attachment.ts'
import { founded } from './case-routes.ts'
import { sendRefusal } from './refusals.ts'
import { type App, type Reply, staffOf } from './routes.ts'

const ofCase = z.strictObject({ id: z.uuid() })
const ofFile = z.strictObject({ id: z.uuid(), file: z.uuid() })

/** The evidence of a case: its list, its pictures for the eye, and the files as they were brought. */
export function evidenceRoutes(app: App, house: House): void {
  app.get(
    '/api/cases/:id/evidence',
    { schema: { params: ofCase, response: { 200: evidenceListShape } } },
    async (request, reply) => {
      const list = await evidenceList(house, await founded(house), staffOf(request), request.params.id)
      if (!list) return sendRefusal(request, reply, refuse('case.unknown'))
      return reply.send({ ...list, uploadLimit: house.vault.limit })
    },
  )
  app.get('/api/samples', { schema: { response: { 200: dueSamples } } }, async (request, reply) =>
    reply.send({ samples: await readDueSamples(house, await founded(house), staffOf(request)) }),
  )
  for (const part of ['preview', 'cleaned'] as const)
    app.get(`/api/cases/:id/files/:file/${part}`, { schema: { params: ofFile } }, async (request, reply) =>
      sendFile(request, reply, await readPicture(house, askedIn(request), part), pictureType),
    )
  app.get('/api/cases/:id/files/:file/original', { schema: { params: ofFile } }, async (request, reply) =>
    sendFile(request, reply, await readOriginal(house, askedIn(request))),
  )
  app.post(
    '/api/cases/:id/files/:file/original',
    { schema: { params: ofFile, body: unscanned } },
    async (request, reply) =>
      sendFile(request, reply, await readOriginal(house, askedIn(request), request.body.reason)),
  )
}

function askedIn(request: FastifyRequest) {
  const { id: ofCase, file } = request.params as z.infer<typeof ofFile>
  return { person: staffOf(request), ofCase, file }
}

/**
 * Sends bytes to be saved, never to be opened in place: whatever is in them, no browser takes them for a page. One that
 * breaks on the way breaks the line, so that nobody takes a part for the whole.
 */
function sendFile(request: FastifyRequest, reply: Reply, file: Outgoing | Refusal, type = 'application/octet-stream') {
  if (isRefusal(file)) return sendRefusal(request, reply, file)
  const { bytes, size, name = 'picture.jpg' } = file
  return reply
    .headers({
      'content-type': type,
      'content-disposition': attachment(name),
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      ...(size !== undefined && { 'content-length': size }),
    })
    .send(Readable.from(bytes, { objectMode: false }))
}
