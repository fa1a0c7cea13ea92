import { z } from 'zod'
import { callChange, callEvent, currentCallView, hotline, shiftCheck } from '../../api/calls.ts'
import { refuse } from '../../core/shared/refusal.ts'
import { attachCalls } from '../calls/attach-calls.ts'
import { changeCall, currentCall, noteCall } from '../calls/call-rows.ts'
import type { House } from '../house.ts'
import { noteShiftCheck, readHotline } from '../read/hotline.ts'
import { founded } from './case-routes.ts'
import { sendRefusal } from './refusals.ts'
import { type App, staffOf } from './routes.ts'

const byId = z.strictObject({ id: z.uuid() })
const none = z.undefined()

/** The hotline desk: the own call, the check before the shift, who else takes calls; and the door of the telephone system. */
export function callRoutes(app: App, house: House): void {
  app.get('/api/hotline', { schema: { response: { 200: hotline } } }, async (request, reply) =>
    reply.send(await readHotline(house, await founded(house), staffOf(request))),
  )
  app.post('/api/hotline/check', { schema: { body: shiftCheck, response: { 204: none } } }, async (request, reply) => {
    await noteShiftCheck(house, staffOf(request), request.body.items)
    return reply.code(204).send()
  })
  app.get('/api/calls/current', { schema: { response: { 200: currentCallView } } }, async (request, reply) =>
    reply.send({ call: (await currentCall(house, staffOf(request))) ?? null }),
  )
  app.put(
    '/api/calls/:id',
    { schema: { params: byId, body: callChange, response: { 204: none } } },
    async (request, reply) => {
      const done = await changeCall(house, staffOf(request), request.params.id, request.body)
      if (!done) return sendRefusal(request, reply, refuse('call.unknown'))
      if (request.body.caseId) await attachCalls(house)
      return reply.code(204).send()
    },
  )
  telephone(app, house)
}

function telephone(app: App, house: House): void {
  const summary = 'Tell what happened to a call: it begins, is answered, ends, its recording is there.'
  const schema = { summary, tags: ['integration'], body: callEvent, response: { 204: none } }
  app.post('/api/v1/calls', { schema }, async (request, reply) => {
    const { agent, at, ...told } = request.body
    const person = [...(await founded(house)).people.values()].find((one) => !one.disabled && one.login === agent)
    if (!person) return sendRefusal(request, reply, refuse('call.no-such-agent'))
    const moment = at === undefined ? house.now() : Temporal.Instant.from(at).toString({ fractionalSecondDigits: 3 })
    const { news } = await noteCall(house, { ...told, person: person.id, at: moment })
    if (news || told.event === 'ended') house.live.ring(person.id)
    if (told.event === 'ended' || told.event === 'recorded') await attachCalls(house)
    return reply.code(204).send()
  })
}
