import { z } from 'zod'
import { bulkAnswer } from '../../api/cases.ts'
import { confirmRadar, radarMembers, radarPage, splitRadar } from '../../api/radar.ts'
import { proposals, sayNo as sayNoBody, toldQuery } from '../../api/understanding.ts'
import { isRefusal, type Refusal, refuse } from '../../core/shared/refusal.ts'
import type { House } from '../house.ts'
import { proposalsForTold, readProposals } from '../read/proposals.ts'
import { readRadar, readRadarGroup } from '../read/radar.ts'
import { confirmGroup, type Judged, splitGroup } from '../understanding/judge-group.ts'
import { sayNo } from '../understanding/say-no.ts'
import { languageOf, sentenceOf } from '../words.ts'
import { founded } from './case-routes.ts'
import { sendRefusal } from './refusals.ts'
import { type App, staffOf } from './routes.ts'

const byId = z.strictObject({ id: z.uuid() })

/** What the house proposes; a person confirms it by the commands that anybody else would use. */
export function understandingRoutes(app: App, house: House): void {
  app.get(
    '/api/cases/:id/proposals',
    { schema: { params: byId, response: { 200: proposals } } },
    async (request, reply) => {
      const found = await readProposals(house, await founded(house), staffOf(request), request.params.id)
      return found ? reply.send(found) : sendRefusal(request, reply, refuse('case.unknown'))
    },
  )
  app.post('/api/proposals', { schema: { body: toldQuery, response: { 200: proposals } } }, async (request, reply) =>
    reply.send(await proposalsForTold(house, await founded(house), request.body)),
  )
  app.post(
    '/api/cases/:id/proposals/no',
    { schema: { params: byId, body: sayNoBody, response: { 200: z.strictObject({}) } } },
    async (request, reply) => {
      const no = { id: request.params.id, ...request.body }
      const refusal = await sayNo(house, await founded(house), staffOf(request), no)
      return refusal ? sendRefusal(request, reply, refusal) : reply.send({})
    },
  )
  radarRoutes(app, house)
}

function radarRoutes(app: App, house: House): void {
  app.get('/api/radar', { schema: { response: { 200: radarPage } } }, async (request, reply) =>
    reply.send(await readRadar(house, await founded(house), staffOf(request))),
  )
  app.get('/api/radar/:id', { schema: { params: byId, response: { 200: radarMembers } } }, async (request, reply) => {
    const found = await readRadarGroup(house, await founded(house), staffOf(request), request.params.id)
    return found ? reply.send(found) : sendRefusal(request, reply, refuse('radar.no-such-group'))
  })
  app.post(
    '/api/radar/:id/confirm',
    { schema: { params: byId, body: confirmRadar, response: { 200: bulkAnswer } } },
    async (request, reply) => {
      const judged = await confirmGroup(house, staffOf(request), request.params.id, request.body.ids)
      return isRefusal(judged)
        ? sendRefusal(request, reply, judged)
        : reply.send(told(judged, request.headers['accept-language']))
    },
  )
  app.post(
    '/api/radar/:id/split',
    { schema: { params: byId, body: splitRadar, response: { 200: bulkAnswer } } },
    async (request, reply) => {
      const judged = await splitGroup(
        house,
        await founded(house),
        staffOf(request),
        request.params.id,
        request.body.ids,
      )
      return isRefusal(judged)
        ? sendRefusal(request, reply, judged)
        : reply.send(told(judged, request.headers['accept-language']))
    },
  )
}

/** What was refused is said case by case. */
function told({ done, refused }: Judged, language: string | undefined) {
  const say = ({ id, refusal }: { readonly id: string; readonly refusal: Refusal }) => {
    return { id, code: refusal.code, sentence: sentenceOf(refusal, languageOf(language)) }
  }
  return { done: [...done], refused: refused.map(say) }
}
