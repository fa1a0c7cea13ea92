import type { FastifyReply } from 'fastify'
import type { PortalFrame, PortalPage } from '../../../api/portal.ts'
import type { BuiltPortal } from './built.ts'

/** Own files only, and nothing inline: a page of the portal holds no script and no style of its own. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

/** Answers with a page of the portal. */
export function sendPage(
  reply: FastifyReply,
  built: BuiltPortal,
  page: PortalPage,
  frame: Omit<PortalFrame, 'script' | 'styles'>,
  status: number,
): FastifyReply {
  const { render, script, styles } = built
  return reply
    .code(status)
    .header('content-security-policy', policy)
    .header('vary', 'accept-language, cookie')
    .type('text/html; charset=utf-8')
    .send(render(page, { ...frame, script, styles }))
}
