import type { IncomingMessage } from 'node:http'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { addEvidence } from '../../core/3-investigation/add-evidence.ts'
import type { Command } from '../../core/case/command.ts'
import { isRefusal, type Refusal, refuse } from '../../core/shared/refusal.ts'
import { failpoint } from '../failpoint.ts'
import type { House } from '../house.ts'
import { whyMayNot } from '../read/may-act.ts'
import { spent } from '../vault/give-back.ts'
import {
  addBytes,
  type Bringer,
  beginUpload,
  byComplainant,
  byStaff,
  dropUpload,
  findUpload,
  nameOf,
  standOf,
  type UploadRow,
} from '../vault/uploads.ts'
import { founded } from './case-routes.ts'
import { offeredLimit, whyNotOffer } from './portal/offered.ts'
import { networkOf } from './portal/tries.ts'
import { complainantsCase } from './portal-file-routes.ts'
import { sendRefusal } from './refusals.ts'
import { type App, type Reply, staffOf } from './routes.ts'

/** Uploads that go on where they were interrupted, after https://tus.io/protocols/resumable-upload 1.0.0. */
const version = '1.0.0'
const bytesType = 'application/offset+octet-stream'
const count = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)

const beginning = z.looseObject({
  'upload-length': count.pipe(z.int().min(1)),
  'upload-metadata': z.string().max(8000),
})
const going = z.looseObject({ 'upload-offset': count })

/** Where files come in: by which address, for which case, by whom, and what keeps them out. */
type Gate = {
  readonly path: string
  /** What the path says beside the upload. */
  readonly params: z.ZodObject
  readonly caseOf: (request: FastifyRequest) => string
  readonly bringerOf: (request: FastifyRequest) => Bringer
  /** The largest file that is taken, in bytes. */
  readonly limitOf: () => number
  readonly whyNot: (request: FastifyRequest) => Promise<Refusal | undefined>
}

/** A file for a case, piece by piece. What it is and what it shows is said by the command that takes it. */
export function uploadRoutes(app: App, house: House): void {
  gate(app, house, {
    path: '/api/cases/:id/uploads',
    params: z.strictObject({ id: z.uuid() }),
    caseOf: (request) => (request.params as { id: string }).id,
    bringerOf: (request) => byStaff(staffOf(request)),
    limitOf: () => house.vault.limit,
    whyNot: async (request) => {
      const { id } = request.params as { id: string }
      return whyMayNot(house, await founded(house), staffOf(request), id, addEvidence as unknown as Command)
    },
  })
  gate(app, house, {
    path: '/api/portal/uploads',
    params: z.strictObject({}),
    caseOf: complainantsCase,
    bringerOf: (request) => byComplainant(complainantsCase(request)),
    limitOf: () => Math.min(offeredLimit, house.vault.limit),
    whyNot: (request) => whyNotOffer(house, complainantsCase(request), networkOf(request.ip)),
  })
}

function gate(app: App, house: House, of: Gate): void {
  // In a room of its own: no other route takes a body that is just bytes.
  void app.register((inner, _options, done) => {
    const room = inner as unknown as App
    room.addContentTypeParser(bytesType, (_request, payload, done) => done(null, payload))
    room.addHook('preHandler', async (request, reply) => {
      reply.header('tus-resumable', version)
      if (request.headers['tus-resumable'] !== version)
        return refuseBytes(request, reply, refuse('upload.other-protocol', { version }))
    })
    creation(room, house, of)
    progress(room, house, of)
    bytes(room, house, of)
    done()
  })
}

function creation(app: App, house: House, of: Gate): void {
  const { path, params } = of
  app.post(path, { schema: { params, headers: beginning } }, async (request, reply) => {
    const name = nameIn(request.headers['upload-metadata'])
    if (name === undefined) return sendRefusal(request, reply, refuse('upload.unnamed'))
    const no = await of.whyNot(request)
    if (no) return sendRefusal(request, reply, no)
    const size = request.headers['upload-length']
    const begun = await beginUpload(house, of.bringerOf(request), of.caseOf(request), {
      size,
      name,
      limit: of.limitOf(),
    })
    if (isRefusal(begun)) return sendRefusal(request, reply, begun)
    const location = `${path.replace(':id', begun.case_id)}/${begun.id}`
    return reply
      .headers({ location, 'upload-expires': expiryOf(begun) })
      .code(201)
      .send()
  })
}

function progress(app: App, house: House, of: Gate): void {
  const path = `${of.path}/:upload`
  const params = of.params.extend({ upload: z.uuid() })
  app.head(path, { schema: { params } }, async (request, reply) => {
    const row = await rowOf(house, request, of)
    if (!row) return sendRefusal(request, reply, refuse('upload.unknown'))
    const stand = await standOf(house, row)
    return reply
      .headers({
        'upload-offset': String(stand),
        'upload-length': String(row.size),
        'upload-metadata': `filename ${Buffer.from(nameOf(house, row)).toString('base64')}`,
        'upload-expires': expiryOf(row),
      })
      .code(200)
      .send()
  })

  app.delete(path, { schema: { params } }, async (request, reply) => {
    const row = await rowOf(house, request, of)
    if (!row) return sendRefusal(request, reply, refuse('upload.unknown'))
    await dropUpload(house, of.bringerOf(request), row)
    return reply.code(204).send()
  })
}

function bytes(app: App, house: House, of: Gate): void {
  const params = of.params.extend({ upload: z.uuid() })
  app.patch(`${of.path}/:upload`, { schema: { params, headers: going } }, async (request, reply) => {
    const row = await rowOf(house, request, of)
    if (!row) return refuseBytes(request, reply, refuse('upload.unknown'))
    const offset = request.headers['upload-offset']
    if (offset + Number(request.headers['content-length'] ?? 0) > row.size)
      return refuseBytes(request, reply, refuse('upload.more-than-announced'))
    const body = request.body as IncomingMessage | undefined
    if (request.headers['content-type'] !== bytesType || !body)
      return refuseBytes(request, reply, refuse('upload.not-bytes', { type: bytesType }))
    const stand = await addBytes(house, row, offset, spent(body), () =>
      body.destroy(new Error('another request goes on')),
    )
    if (isRefusal(stand)) return refuseBytes(request, reply, stand)
    failpoint('upload.before-answer')
    return reply
      .headers({ 'upload-offset': String(stand), 'upload-expires': expiryOf(row) })
      .code(204)
      .send()
  })
}

function rowOf(house: House, request: FastifyRequest, of: Gate): Promise<UploadRow | undefined> {
  const { upload } = request.params as { upload: string }
  return findUpload(house, of.bringerOf(request), of.caseOf(request), upload)
}

/** What is still on its way is not read any more: the line is closed behind the answer. */
function refuseBytes(request: FastifyRequest, reply: Reply, no: ReturnType<typeof refuse>) {
  return sendRefusal(request, reply.header('connection', 'close'), no)
}

/** `filename` of the metadata, base64; what else a client says of the file is not asked. */
function nameIn(metadata: string): string | undefined {
  const [, encoded] = metadata
    .split(',')
    .map((pair) => pair.trim().split(' '))
    .find(([key]) => key === 'filename') ?? ['', undefined]
  return encoded && /^[A-Za-z0-9+/]+={0,2}$/.test(encoded) ? Buffer.from(encoded, 'base64').toString() : undefined
}

function expiryOf({ expires_at }: UploadRow): string {
  return new Date(expires_at).toUTCString()
}
