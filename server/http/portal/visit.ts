import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PortalPage } from '../../../api/portal.ts'
import type { Organisation } from '../../directory.ts'
import type { House } from '../../house.ts'
import type { Language } from '../../words.ts'
import type { BuiltPortal } from './built.ts'
import { keepLanguage, portalLanguage } from './language.ts'
import { sendPage } from './page.ts'

/** One request to the portal, with what every page needs. */
export type Visit = {
  readonly house: House
  readonly organisation: Organisation
  readonly language: Language
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  /** Answers with a page. @param here where the language switch leads; a page given to a POST has no address of its own */
  readonly show: (page: PortalPage, here: string, status?: number) => FastifyReply
}

export type Handler = (visit: Visit) => FastifyReply | Promise<FastifyReply>

/** Makes a route's handler of what answers a visit. Before the organisation is founded every page says so. */
export function visiting(house: House, built: () => Promise<BuiltPortal>, handle: Handler) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const language = portalLanguage(request)
    keepLanguage(request, reply)
    const [portal, organisation] = await Promise.all([built(), house.directory.now()])
    const frame = { language, organisation: organisation?.name ?? null }
    const show: Visit['show'] = (page, here, status = 200) => sendPage(reply, portal, page, { ...frame, here }, status)
    if (!organisation) return show({ page: 'sorry', why: 'closed', again: null }, '/portal', 503)
    return handle({ house, organisation, language, request, reply, show })
  }
}
