import { z } from 'zod'
import { bulk, bulkAnswer, casePage, casePageView, caseQuery, workbench } from '../../api/cases.ts'
import { catalogue } from '../../api/catalogue.ts'
import { comparable } from '../../api/comparable.ts'
import { similarAnswer, similarQuery } from '../../api/similar.ts'
import { commandNamed } from '../../core/case/commands.ts'
import { refuse } from '../../core/shared/refusal.ts'
import type { Organisation } from '../directory.ts'
import { handleCommand } from '../handle-command.ts'
import type { House } from '../house.ts'
import { readCase } from '../read/case-page.ts'
import { searchCases } from '../read/case-search.ts'
import { readCatalogue } from '../read/catalogue.ts'
import { readComparable } from '../read/comparable.ts'
import { exportCases } from '../read/export.ts'
import { revealContact } from '../read/reveal.ts'
import { readSimilar } from '../read/similar.ts'
import { readWorkbench } from '../read/workbench.ts'
import { languageOf, sentenceOf } from '../words.ts'
import { sendRefusal } from './refusals.ts'
import { type App, staffOf } from './routes.ts'

const byId = z.strictObject({ id: z.uuid() })
/** Why something masked is opened. */
const why = z.string().trim().min(2).max(500)
const reveal = z.strictObject({
  party: z.string().max(10),
  field: z.enum(['phone', 'email', 'identity', 'address']),
  reason: why,
})

/** What the staff reads of cases, and the acts that span several. */
export function caseRoutes(app: App, house: House): void {
  app.get('/api/catalogue', { schema: { response: { 200: catalogue } } }, async (_request, reply) =>
    reply.send(readCatalogue(house, await founded(house))),
  )

  app.get('/api/workbench', { schema: { response: { 200: workbench } } }, async (request, reply) =>
    reply.send(await readWorkbench(house, await founded(house), staffOf(request))),
  )

  app.post('/api/cases/search', { schema: { body: caseQuery, response: { 200: casePage } } }, async (request, reply) =>
    reply.send(await searchCases(house, staffOf(request), request.body)),
  )

  app.post(
    '/api/cases/similar',
    { schema: { body: similarQuery, response: { 200: similarAnswer } } },
    async (request, reply) => reply.send(await readSimilar(house, staffOf(request), request.body)),
  )

  app.get('/api/cases/:id', { schema: { params: byId, response: { 200: casePageView } } }, async (request, reply) => {
    const language = languageOf(request.headers['accept-language']) === 'en' ? 'en' : 'zh'
    const reader = { person: staffOf(request), language } as const
    const page = await readCase(house, await founded(house), reader, request.params.id)
    return page ? reply.header('etag', page.etag).send(page) : sendRefusal(request, reply, refuse('case.unknown'))
  })

  app.get(
    '/api/cases/:id/comparable',
    { schema: { params: byId, response: { 200: comparable } } },
    async (request, reply) => {
      const found = await readComparable(house, staffOf(request), request.params.id)
      return found ? reply.send(found) : sendRefusal(request, reply, refuse('case.unknown'))
    },
  )

  app.post(
    '/api/cases/:id/reveal',
    { schema: { params: byId, body: reveal, response: { 200: z.strictObject({ value: z.string().nullable() }) } } },
    async (request, reply) => {
      const { party, field, reason } = request.body
      const value = await revealContact(house, staffOf(request), request.params.id, party, field, reason)
      return value === undefined ? sendRefusal(request, reply, refuse('case.unknown')) : reply.send({ value })
    },
  )

  app.post(
    '/api/cases/:id/opened',
    { schema: { params: byId, body: z.strictObject({ reason: why }), response: { 200: casePageView } } },
    async (request, reply) => {
      const language = languageOf(request.headers['accept-language']) === 'en' ? 'en' : 'zh'
      const reader = { person: staffOf(request), language } as const
      const page = await readCase(house, await founded(house), reader, request.params.id, request.body.reason)
      return page ? reply.header('etag', page.etag).send(page) : sendRefusal(request, reply, refuse('case.unknown'))
    },
  )

  app.post('/api/cases/bulk', { schema: { body: bulk, response: { 200: bulkAnswer } } }, async (request, reply) => {
    const command = commandNamed(request.body.command)
    const input = command?.input.safeParse(request.body.input)
    if (!command || command.creates || !input?.success) return sendRefusal(request, reply, refuse('input.invalid'))
    return reply.send(
      await actOnEach(
        house,
        staffOf(request),
        command,
        input.data,
        request.body.ids,
        request.headers['accept-language'],
      ),
    )
  })

  app.post('/api/cases/export', { schema: { body: caseQuery } }, async (request, reply) => {
    const book = await exportCases(
      house,
      await founded(house),
      staffOf(request),
      request.body,
      languageOf(request.headers['accept-language']),
    )
    return reply
      .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .header('content-disposition', 'attachment; filename="cases.xlsx"')
      .send(book)
  })
}

/** One command on several cases, each in its own transaction: what is refused is said case by case. */
async function actOnEach(
  house: House,
  person: string,
  command: NonNullable<ReturnType<typeof commandNamed>>,
  input: unknown,
  ids: readonly string[],
  language: string | undefined,
) {
  const done: string[] = []
  const refused: { id: string; code: string; sentence: string }[] = []
  for (const id of ids) {
    const answer = await handleCommand(house, { command, caseId: id, input, caller: { kind: 'staff', id: person } })
    if ('refusal' in answer)
      refused.push({ id, code: answer.refusal.code, sentence: sentenceOf(answer.refusal, languageOf(language)) })
    else done.push(id)
  }
  return { done, refused }
}

/** The organisation; a bug where there is none, since nobody can have signed in. */
export async function founded(house: House): Promise<Organisation> {
  const organisation = await house.directory.now()
  if (!organisation) throw new Error('nobody signs in before the organisation is founded')
  return organisation
}
