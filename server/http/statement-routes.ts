import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { statement } from '../../api/statements.ts'
import { giveStatement } from '../../core/3-investigation/give-statement.ts'
import type { Command } from '../../core/case/command.ts'
import { type Refusal, refuse } from '../../core/shared/refusal.ts'
import { read } from '../db/transaction.ts'
import { handleCommand } from '../handle-command.ts'
import type { House } from '../house.ts'
import { showOwnPassword } from '../sessions/sign-in.ts'
import { refuseEntry } from './refusals.ts'
import { type App, staffOf } from './routes.ts'

const params = z.strictObject({ id: z.uuid() })
const headers = z.object({ 'idempotency-key': z.uuid().optional() })

/**
 * Where a respondent answers what was asked. The answer says nothing of the case that it goes to, neither in a receipt nor in
 * a refusal.
 */
export function statementRoutes(app: App, house: House): void {
  const schema = { headers, params, body: statement, response: { 204: z.undefined() } }
  app.post('/api/statements/:id', { schema }, async (request, reply) => {
    const refused = await answer(house, request, request.params.id, request.body)
    return refused ? refuseEntry(request, reply, refused) : reply.code(204).send()
  })
}

type Request = { readonly case_id: string; readonly ordinal: number }

async function answer(
  house: House,
  request: FastifyRequest,
  id: string,
  { text, password }: z.infer<typeof statement>,
): Promise<Refusal | undefined> {
  const person = staffOf(request)
  const found = 'select case_id, request as ordinal from statement_request where id = $1 and person_id = $2'
  const [asked] = await read<Request>(house.pool, { person }, { text: found, values: [id, person] })
  if (!asked) return refuse('statement.unknown')
  const wrong = await showOwnPassword(house, person, password)
  if (wrong) return wrong
  const caller = { kind: 'respondent', id: person, ordinal: asked.ordinal } as const
  const key = keyOf(house, request, person, `${id}\n${text}`)
  const command = giveStatement as unknown as Command
  const given = await handleCommand(house, { command, caseId: asked.case_id, input: { text }, caller, ...key })
  return 'refusal' in given ? given.refusal : undefined
}

/** Keyed, since the body stands in no other place in the clear. */
function keyOf({ ring }: House, { headers }: FastifyRequest, person: string, said: string) {
  const key = headers['idempotency-key']
  if (typeof key !== 'string') return {}
  return { key: { scope: `statement:${person}`, key, bodyHash: ring.digest('request-body', said) } }
}
