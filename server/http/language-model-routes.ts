import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import {
  draft,
  draftAsked,
  draftKinds,
  languageModelView,
  leaving,
  type NewLanguageModel,
  newLanguageModel,
} from '../../api/language-model.ts'
import { setLanguageModel } from '../../core/organisation/commands.ts'
import { isRefusal, type Refusal, refuse } from '../../core/shared/refusal.ts'
import type { House } from '../house.ts'
import { makeDraft, showLeaving } from '../language-model/draft.ts'
import { modelSettings } from '../language-model/settings.ts'
import { modelTarget } from '../language-model/target.ts'
import { handleOrganisation } from '../organisation/handle-organisation.ts'
import { readLanguageModel } from '../read/language-model.ts'
import { languageOf } from '../words.ts'
import { founded } from './case-routes.ts'
import { sendRefusal } from './refusals.ts'
import { type App, type Reply, staffOf } from './routes.ts'

const ofCase = z.strictObject({ id: z.uuid(), kind: z.enum(draftKinds) })

/** The language model: where it is, what would be sent to it of a case, and what it makes of that. */
export function languageModelRoutes(app: App, house: House): void {
  app.get('/api/language-model', { schema: { response: { 200: languageModelView } } }, async (_request, reply) =>
    reply.send(await readLanguageModel(house, await founded(house))),
  )
  app.post(
    '/api/language-model',
    { schema: { body: newLanguageModel, response: { 204: z.undefined() } } },
    async (request, reply) => {
      const refused = await keep(house, staffOf(request), request.body)
      return refused ? sendRefusal(request, reply, refused) : reply.code(204).send()
    },
  )
  draftRoutes(app, house)
}

/**
 * A key that was left empty stays what it was, but not for another address: whoever changes the address would be sent it.
 */
async function keep(house: House, person: string, { on, ...given }: NewLanguageModel): Promise<Refusal | undefined> {
  await founded(house)
  const target = modelTarget(given.url, house.inside)
  if (isRefusal(target)) return target
  const known = await modelSettings(house)
  const before = known && modelTarget(known.url, house.inside)
  const stays = given.key === '' && before instanceof URL && before.href === target.href
  const settings = { ...given, key: stays && known ? known.key : given.key }
  const input = setLanguageModel.input.parse({ settings: JSON.stringify(settings), on })
  const answer = await handleOrganisation(house, {
    command: setLanguageModel,
    input,
    caller: { kind: 'staff', id: person },
  })
  return 'refusal' in answer ? answer.refusal : undefined
}

function draftRoutes(app: App, house: House): void {
  app.get(
    '/api/cases/:id/drafts/:kind',
    { schema: { params: ofCase, response: { 200: leaving } } },
    async (request, reply) => {
      const shown = await showLeaving(house, await founded(house), { ...request.params, ...whoAsks(request) })
      return isRefusal(shown) ? sendRefusal(request, reply, shown) : reply.send(shown)
    },
  )

  // Those who wait for a draft in this process.
  const waiting = new Set<string>()
  app.post(
    '/api/cases/:id/drafts/:kind',
    { schema: { params: ofCase, body: draftAsked, response: { 200: draft } } },
    async (request, reply) => {
      const wish = { ...request.params, ...request.body, ...whoAsks(request) }
      if (waiting.has(wish.person)) return sendRefusal(request, reply, refuse('language-model.one-at-a-time'))
      waiting.add(wish.person)
      try {
        const made = await makeDraft(house, await founded(house), wish, { inside: house.inside }, goneOf(reply))
        return isRefusal(made) ? sendRefusal(request, reply, made) : reply.send(made)
      } finally {
        waiting.delete(wish.person)
      }
    },
  )
}

function whoAsks(request: FastifyRequest) {
  return { person: staffOf(request), language: languageOf(request.headers['accept-language']) }
}

/** Aborted once nobody waits for the answer any more. */
function goneOf({ raw }: Reply): AbortSignal {
  const gone = new AbortController()
  raw.on('close', () => gone.abort())
  return gone.signal
}
