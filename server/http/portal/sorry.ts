import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { PortalPage } from '../../../api/portal.ts'
import type { BuiltPortal } from './built.ts'
import { typedIn } from './form-body.ts'
import { portalLanguage } from './language.ts'
import { sendPage } from './page.ts'

type Why = Extract<PortalPage, { page: 'sorry' }>['why']
const statuses: Readonly<Record<Why, number>> = { closed: 503, unavailable: 503, fault: 500, 'too-large': 413 }

/**
 * Answers what went wrong with a page in plain words. What somebody had sent lies in it, ready to be sent once more: by
 * the same request key it is taken once, even if it had arrived after all.
 */
export function sayingSorry(built: () => Promise<BuiltPortal>) {
  return async (error: FastifyError, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const why = reasonOf(error)
    if (why !== 'too-large')
      request.log.error({ fault: error.name, code: error.code, at: placeOf(error) }, 'a page of the portal failed')
    const typed = typedIn(request)
    const again =
      request.method === 'POST' && Object.keys(typed).length > 0 ? { action: actionOf(request), typed } : null
    const frame = { language: portalLanguage(request), organisation: null, here: '/portal' }
    return sendPage(reply, await built(), { page: 'sorry', why, again }, frame, statuses[why])
  }
}

function reasonOf({ code = '', message, statusCode }: FastifyError): Why {
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return 'too-large'
  if (statusCode && statusCode < 500) return 'fault'
  return /^(08|57P|53)|ECONN|EPIPE|ETIMEDOUT|ENOENT/.test(code) || /terminated|not queryable|connection/i.test(message)
    ? 'unavailable'
    : 'fault'
}

/** The path of a form of the portal; of nothing else, since it is written into a page. */
function actionOf(request: FastifyRequest): string {
  const { command } = request.params as Record<string, string>
  return (request.routeOptions.url ?? '/portal').replace(':command', encodeURIComponent(command ?? ''))
}

function placeOf({ stack }: Error): string {
  return (stack ?? '').split('\n').slice(1, 4).join(' ').replaceAll(/\s+/g, ' ')
}
