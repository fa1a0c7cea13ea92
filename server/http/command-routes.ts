import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { receipt } from '../../api/receipt.ts'
import { refusalAnswer } from '../../api/refusal.ts'
import type { Command } from '../../core/case/command.ts'
import { allCommands } from '../../core/case/commands.ts'
import { canonical } from '../../core/shared/canonical.ts'
import type { Caller } from '../call.ts'
import { failpoint } from '../failpoint.ts'
import { handleCommand } from '../handle-command.ts'
import type { House } from '../house.ts'
import type { Answer } from '../receipt.ts'
import type { RequestKey } from '../request-key.ts'
import { showOwnPassword } from '../sessions/sign-in.ts'
import { sendRefusal } from './refusals.ts'
import { type App, type Reply, staffOf } from './routes.ts'

const headers = z.object({ 'idempotency-key': z.uuid().optional(), 'if-match': z.string().max(20).optional() })
const params = z.strictObject({ id: z.uuid() })

/** A route for each command, made from the command: path, schemas and summary. */
export function commandRoutes(app: App, house: House): void {
  for (const command of allCommands) {
    if (command.creates) addCreating(app, house, command)
    else addActing(app, house, command)
  }
}

function addCreating(app: App, house: House, command: Command): void {
  app.post('/api/cases', { schema: schemaOf(command) }, async (request, reply) => {
    const caller: Caller = { kind: 'staff', id: staffOf(request) }
    const key = requestKey(request, `staff:${caller.id}`, command.name)
    return sendAnswer(
      house,
      request,
      reply,
      await handleCommand(house, { command, input: request.body, caller, ...(key && { key }) }),
    )
  })
}

function addActing(app: App, house: House, command: Command): void {
  app.post(commandPath(command), { schema: { ...schemaOf(command), params } }, async (request, reply) => {
    const caller: Caller = { kind: 'staff', id: staffOf(request) }
    const { id } = request.params as z.infer<typeof params>
    const { input, password } = signedInput(command, request.body)
    const unconfirmed = password !== undefined && (await showOwnPassword(house, caller.id, password))
    if (unconfirmed) return sendRefusal(request, reply, unconfirmed)
    if (password !== undefined) failpoint('sign.password-shown')
    const key = requestKey(request, `staff:${caller.id}`, `${command.name}/${id}`, input)
    const ifMatch = turnsOf(request.headers['if-match'])
    const call = {
      command,
      caseId: id,
      input,
      caller,
      ...(key && { key }),
      ...(password !== undefined && { signed: true as const }),
      ...(ifMatch !== undefined && { ifMatch }),
    }
    return sendAnswer(house, request, reply, await handleCommand(house, call))
  })
}

/** Whoever signs a command sends the own password along with its input; it goes no further than here. */
function bodyOf({ signed, input }: Command): z.ZodType {
  return signed ? (input as z.ZodObject).extend({ password: z.string().min(1).max(200) }) : input
}

function signedInput({ signed }: Command, body: unknown): { input: unknown; password?: string } {
  if (!signed) return { input: body }
  const { password, ...input } = body as { password: string }
  return { input, password }
}

/** Where a command of an existing case is found. */
export function commandPath(command: Command): string {
  return `/api/cases/:id/commands/${command.name}`
}

function schemaOf(command: Command) {
  return {
    summary: command.summary,
    tags: [command.stages[0] ?? 'case'],
    headers,
    body: bodyOf(command),
    response: { 200: receipt, 422: refusalAnswer },
  }
}

/** Sends what a command gave: its receipt, or the refusal. */
export function sendAnswer(house: House, request: FastifyRequest, reply: Reply, given: Answer) {
  failpoint('command.before-answer')
  if ('refusal' in given) return sendRefusal(request, reply, given.refusal)
  const { receipt: receiptId, part, ...rest } = given.receipt
  const { queryCode } = house.ring
  if (given.replayed) reply.header('idempotency-replayed', 'true')
  return reply.send({
    ...rest,
    ...(receiptId && { queryCode: queryCode(receiptId) }),
    ...(part && { part: { number: part.number, queryCode: queryCode(part.receipt) } }),
  })
}

/**
 * The key of a request inside the scope of its caller, with the digest of what is asked, so that a key is never answered
 * with the receipt of another request.
 *
 * @param what the command and the case that the body is about
 * @param body without a password, which a stored digest would let somebody guess
 */
export function requestKey(
  request: FastifyRequest,
  scope: string,
  what: string,
  body = request.body,
): RequestKey | undefined {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string') return undefined
  const bodyHash = createHash('sha256')
    .update(`${what}\n${canonical(body ?? {})}`)
    .digest()
  return { scope, key, bodyHash }
}

/** `"t12"` → 12: the turns a caller saw; undefined where the header is absent, -1 where it is no tag of ours. */
export function turnsOf(ifMatch: string | string[] | undefined): number | undefined {
  if (typeof ifMatch !== 'string') return undefined
  const match = /^"?t(\d{1,9})"?$/.exec(ifMatch)
  return match ? Number(match[1]) : -1
}

/** The tag of a case as a caller saw it. */
export function etagOf(turns: number): string {
  return `"t${turns}"`
}
