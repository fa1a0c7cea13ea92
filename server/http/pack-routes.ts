import { z } from 'zod'
import { checkedPack, packList, packPage, revisionPage, rewritten, testedPack, writtenPack } from '../../api/packs.ts'
import { refuse } from '../../core/shared/refusal.ts'
import type { House } from '../house.ts'
import { checkPack, listPacks, readPack, readRevisionPage, readWrittenPack, tryPack } from '../read/packs.ts'
import { founded } from './case-routes.ts'
import { sendRefusal } from './refusals.ts'
import type { App } from './routes.ts'

const byId = z.strictObject({ id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/) })
const byRevision = z.strictObject({ id: z.uuid() })
const unknownPack = refuse('pack.unknown')

/** Rule documents to be read, and the desk of those who rewrite them. What changes a version are commands of the organisation. */
export function packRoutes(app: App, house: House): void {
  app.get('/api/packs', { schema: { response: { 200: packList } } }, async (_request, reply) =>
    reply.send(await listPacks(house, await founded(house))),
  )

  app.get('/api/packs/:id', { schema: { params: byId, response: { 200: packPage } } }, async (request, reply) => {
    const page = await readPack(house, await founded(house), request.params.id)
    return page ? reply.send(page) : sendRefusal(request, reply, unknownPack)
  })

  app.get(
    '/api/packs/:id/texts',
    { schema: { params: byId, response: { 200: writtenPack } } },
    async (request, reply) => {
      const written = await readWrittenPack(house, await founded(house), request.params.id)
      return written ? reply.send(written) : sendRefusal(request, reply, unknownPack)
    },
  )

  app.post(
    '/api/packs/:id/check',
    { schema: { params: byId, body: rewritten, response: { 200: checkedPack } } },
    async (request, reply) => {
      const before = await latest(house, request.params.id)
      if (!before) return sendRefusal(request, reply, unknownPack)
      return reply.send(await checkPack(before, request.body.texts))
    },
  )

  app.post(
    '/api/packs/:id/try',
    { schema: { params: byId, body: rewritten, response: { 200: testedPack } } },
    async (request, reply) => {
      const { id } = request.params
      if (!house.policies.current.has(id)) return sendRefusal(request, reply, unknownPack)
      return reply.send(await tryPack(house, id, request.body.texts))
    },
  )

  app.get(
    '/api/revisions/:id',
    { schema: { params: byRevision, response: { 200: revisionPage } } },
    async (request, reply) => {
      const page = await readRevisionPage(house, await founded(house), request.params.id)
      return page ? reply.send(page) : sendRefusal(request, reply, refuse('revision.unknown'))
    },
  )
}

/** The version that the next one replaces, in force or about to be. */
async function latest(house: House, id: string) {
  const { versions } = await founded(house)
  return versions.findLast(({ pack }) => pack.id === id)?.pack ?? house.policies.current.get(id)
}
