import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Language, languageOf } from '../../words.ts'

const cookie = 'huiyin-portal-language'
const aYear = 31_536_000

/** The language of a page: what is chosen now, else what was chosen before, else what the browser asks for. */
export function portalLanguage(request: FastifyRequest): Language {
  return chosenNow(request) ?? known(request.cookies[cookie]) ?? languageOf(request.headers['accept-language'])
}

/** Remembers a choice made with this request. */
export function keepLanguage(request: FastifyRequest, reply: FastifyReply): void {
  const chosen = chosenNow(request)
  if (chosen)
    reply.setCookie(cookie, chosen, { path: '/portal', sameSite: 'lax', secure: true, httpOnly: true, maxAge: aYear })
}

function chosenNow({ query, body }: FastifyRequest): Language | undefined {
  return known((body as Record<string, unknown> | undefined)?.switch) ?? known((query as Record<string, unknown>).lang)
}

function known(value: unknown): Language | undefined {
  return value === 'zh-CN' || value === 'en' ? value : undefined
}
