import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { tokenCases, tokenCatalogue, tokenComplaint, tokenReceipt, tokenStanding } from '../../api/tokens.ts'
import { register } from '../../core/1-intake/register.ts'
import type { Command } from '../../core/case/command.ts'
import { refuse } from '../../core/shared/refusal.ts'
import type { Statement } from '../db/pool.ts'
import { handleCommand } from '../handle-command.ts'
import type { House } from '../house.ts'
import { readCatalogue } from '../read/catalogue.ts'
import { readPortalCase } from '../read/portal-case.ts'
import { findBrought, goesOn, listBrought } from '../read/tokens.ts'
import { tokenActor } from '../tokens/token.ts'
import { languageOf } from '../words.ts'
import { founded } from './case-routes.ts'
import { requestKey } from './command-routes.ts'
import { sendRefusal } from './refusals.ts'
import { type App, tokenOf } from './routes.ts'

const byNumber = z.strictObject({ number: z.string().regex(/^\d{4}-\d{6,9}$/) })
const paging = z.strictObject({ after: z.string().max(20).optional() })
const headers = z.object({ 'idempotency-key': z.uuid().optional() })

/** What another system may say of a complaint: what was told, never what the office decides of it. */
const complaint = register.input.omit({ accept: true, recordedSteps: true, respondents: true })

/**
 * The door of other systems, each with a key of its own: register complaints, ask how those that it brought stand. What
 * somebody else brought is unknown to it.
 */
export function integrationRoutes(app: App, house: House): void {
  const tags = ['integration']
  app.get('/api/v1/catalogue', { schema: { tags, response: { 200: tokenCatalogue } } }, async (_request, reply) => {
    const { units, packs } = readCatalogue(house, await founded(house))
    const [leading] = packs
    return reply.send({
      units: units.map(({ id, parent, name }) => ({ id, parent, name })),
      channels: (leading?.channels ?? []).map(({ id, name }) => ({ id, name })),
    })
  })
  bringing(app, house)
  asking(app, house)
}

function bringing(app: App, house: House): void {
  const schema = { tags: ['integration'], headers, body: complaint, response: { 200: tokenReceipt } }
  app.post('/api/v1/complaints', { schema }, async (request, reply) => {
    const token = tokenOf(request)
    const actor = tokenActor(token.id)
    const key = requestKey(request, actor, 'register')
    const answer = await handleCommand(house, {
      command: register as unknown as Command,
      input: request.body,
      caller: { kind: 'system', id: actor },
      alongside: (caseId) => [brought(house, token.id, caseId)],
      ...(key && { key }),
    })
    if ('refusal' in answer) return sendRefusal(request, reply, answer.refusal)
    token.used = answer.receipt.id
    if (answer.replayed) reply.header('idempotency-replayed', 'true')
    return reply.send({ number: answer.receipt.number, queryCode: house.ring.queryCode(answer.receipt.receipt ?? '') })
  })
}

function brought({ now }: House, token: string, caseId: string): Statement {
  const text = 'insert into token_case (case_id, token_id, at) values ($1, $2, $3)'
  return { name: 'brought', text, values: [caseId, token, now()] }
}

function asking(app: App, house: House): void {
  const tags = ['integration']
  const list = { tags, querystring: paging, response: { 200: tokenCases } }
  app.get('/api/v1/complaints', { schema: list }, async (request, reply) => {
    const rows = await listBrought(house, tokenOf(request).id, request.query.after ?? '')
    const complaints = rows.map(({ caseId: _, ...standing }) => standing)
    return reply.send({ complaints, next: goesOn(rows) ? (complaints.at(-1)?.number ?? null) : null })
  })

  const one = { tags, params: byNumber, response: { 200: tokenStanding } }
  app.get('/api/v1/complaints/:number/status', { schema: one }, async (request, reply) => {
    const found = await broughtBy(house, request)
    if (!found) return sendRefusal(request, reply, refuse('case.unknown'))
    const { caseId: _, ...standing } = found
    return reply.send(standing)
  })

  const whole = { tags, params: byNumber, response: { 200: tokenComplaint } }
  app.get('/api/v1/complaints/:number', { schema: whole }, async (request, reply) => {
    const found = await broughtBy(house, request)
    if (!found) return sendRefusal(request, reply, refuse('case.unknown'))
    const { caseId, ...standing } = found
    const language = languageOf(request.headers['accept-language'])
    const { own, told } = await readPortalCase(house, await founded(house), caseId, language)
    const said = told.map(({ at, kind, parts }) => ({ at, kind, parts: [...parts] }))
    return reply.send({ ...standing, own: [...own], told: said })
  })
}

/** What somebody else brought is no more there than what nobody brought. */
async function broughtBy(house: House, request: FastifyRequest) {
  const token = tokenOf(request)
  const { number } = request.params as z.infer<typeof byNumber>
  const row = await findBrought(house, token.id, number)
  if (row) token.used = row.caseId
  return row
}
