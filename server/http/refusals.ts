import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { RefusalAnswer } from '../../api/refusal.ts'
import { type Refusal, refuse } from '../../core/shared/refusal.ts'
import { languageOf, sentenceOf } from '../words.ts'

/** The HTTP status of a refusal; what is not named here is 422: understood, and refused by a rule. */
const statuses: Readonly<Record<string, number>> = {
  'case.unknown': 404,
  'radar.no-such-group': 404,
  'improvement.unknown': 404,
  'statement.unknown': 404,
  'task.none': 404,
  'inbox.unknown': 404,
  'mail.unknown': 404,
  'inbox.has-case': 409,
  'route.unknown': 404,
  'draft.none': 404,
  'view.none': 404,
  'person.unknown': 404,
  'pack.unknown': 404,
  'revision.unknown': 404,
  'setup.done': 404,
  'case.changed-meanwhile': 409,
  'improvement.changed-meanwhile': 409,
  'request.key-reused': 409,
  'session.none': 401,
  'session.wrong': 401,
  'portal.wrong-code': 401,
  'portal.none': 401,
  'access.denied': 403,
  'session.must-change-password': 403,
  'organisation.no-authority': 403,
  'access.foreign-origin': 403,
  'input.invalid': 400,
  'input.unreadable': 400,
  'input.too-large': 413,
  'webhook.no-message': 404,
  'language-model.off': 404,
  'language-model.changed': 409,
  'language-model.one-at-a-time': 429,
  'token.none': 401,
  'token.out-of-scope': 403,
  'call.unknown': 404,
  'import.unknown': 404,
  'import.not-yours': 403,
  'import.runs-already': 409,
  'import.too-large': 413,
  'upload.unknown': 404,
  'upload.wrong-offset': 409,
  'upload.other-protocol': 412,
  'upload.too-large': 413,
  'upload.too-often': 429,
  'upload.more-than-announced': 413,
  'upload.not-bytes': 415,
  'evidence.file-unknown': 404,
  'evidence.infected': 403,
  'evidence.not-scanned': 403,
  'evidence.damaged': 500,
  'case.not-signed': 403,
  'house.no-space': 507,
  'throttle.too-many': 429,
  'document.busy': 429,
  'trail.intake-only': 503,
  'house.unavailable': 503,
  'house.fault': 500,
}

/** Gives a refusal in the one shape that every "no" has. */
export function sendRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
  fields?: RefusalAnswer['fields'],
) {
  const sentence = sentenceOf(refusal, languageOf(request.headers['accept-language']))
  const { code, params, rule } = refusal
  const body: RefusalAnswer = {
    code,
    params: { ...params },
    sentence,
    ...(rule && { rule }),
    ...(fields && { fields }),
  }
  return reply
    .code(statuses[code] ?? 422)
    .type('application/json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(body)
}

/** Refuses where somebody shows a password: whoever tried too often is told when to come again. */
export function refuseEntry(request: FastifyRequest, reply: FastifyReply, refusal: Refusal) {
  if (refusal.code === 'throttle.too-many') reply.header('retry-after', String(refusal.params.seconds))
  return sendRefusal(request, reply, refusal)
}

/** Turns whatever was thrown into an answer. A bug is logged by its name and place, never with what a user typed. */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  // An address that names no possible thing is one of nothing; there is no field to point at.
  if (error.validationContext === 'params') return sendRefusal(request, reply, refuse('route.unknown'))
  if (hasZodFastifySchemaValidationErrors(error)) {
    const language = languageOf(request.headers['accept-language'])
    const fields = error.validation.map((issue) => ({
      path: issue.instancePath.replace(/^\//, '').replaceAll('/', '.'),
      sentence: sentenceOf(refuse(`field.${issue.keyword}`), language),
    }))
    return sendRefusal(request, reply, refuse('input.invalid', { fields: fields.map((field) => field.path) }), fields)
  }
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return sendRefusal(request, reply, refuse('input.too-large'))
  if (error.statusCode && error.statusCode < 500) return sendRefusal(request, reply, refuse('input.unreadable'))
  const isFull = error.code === 'ENOSPC' || error.code === 'EDQUOT'
  if (isFull) request.log.error({ code: error.code }, 'the volume of the evidence is full')
  if (isFull) return sendRefusal(request, reply, refuse('house.no-space'))
  const unavailable = isDatabaseAway(error)
  request.log.error({ fault: error.name, code: error.code, at: placeOf(error) }, 'a request failed')
  return sendRefusal(request, reply, refuse(unavailable ? 'house.unavailable' : 'house.fault', { request: request.id }))
}

/** Class 08 and 57P of PostgreSQL and the broken sockets of Node: the database is away and will be back. */
function isDatabaseAway({ code, message }: Error & { code?: string }): boolean {
  return (
    /^(08|57P|53)/.test(code ?? '') ||
    /ECONN|EPIPE|ETIMEDOUT|ENOENT/.test(code ?? '') ||
    /Connection terminated|not queryable|connection error/i.test(message)
  )
}

function placeOf({ stack }: Error): string {
  return (stack ?? '').split('\n').slice(1, 4).join(' ').replaceAll(/\s+/g, ' ')
}
