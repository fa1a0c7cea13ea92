import type { FastifyRequest } from 'fastify'
import type { Typed } from '../../../api/portal.ts'
import type { App } from '../routes.ts'
import { readMultipart } from './multipart.ts'

/** The longest text allowed is 10,000 characters; what is longer is told so with nothing lost, up to about 100,000. */
const bodyLimit = 1_000_000

/**
 * Lets the routes of the portal, and no others, read what a plain HTML form sends: the API takes JSON only, which
 * another site cannot send unasked.
 */
export function readForms(portal: App): void {
  portal.removeAllContentTypeParsers()
  portal.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit },
    (_request, body, done) => {
      done(null, Object.fromEntries(new URLSearchParams(String(body))))
    },
  )
  portal.addContentTypeParser('multipart/form-data', readMultipart)
}

/** The fields of a sent form; of a field sent twice the last one. */
export function typedIn(request: FastifyRequest): Typed {
  return (request.body ?? {}) as Typed
}

/** The fields of a form that a page shows again: without what the form itself put there. */
export function withoutHidden(typed: Typed): Typed {
  const hidden = new Set(['key', 'opened', 'proof', 'website', 'switch', 'turns', 'pending'])
  return Object.fromEntries(Object.entries(typed).filter(([name]) => !hidden.has(name)))
}
