import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { printing } from '../../api/printing.ts'
import { isRefusal, refuse } from '../../core/shared/refusal.ts'
import { attachmentNamed, fileNameOf } from '../documents/file-name.ts'
import type { House } from '../house.ts'
import { readPaper } from '../read/case-paper.ts'
import { languageOf } from '../words.ts'
import { founded } from './case-routes.ts'
import { sendRefusal } from './refusals.ts'
import { type App, staffOf } from './routes.ts'

const byId = z.strictObject({ id: z.uuid() })

/** Documents of a case as PDF. By POST: that it was read is written down, and a reason may go along. */
export function documentRoutes(app: App, house: House): void {
  for (const kind of ['sheet', 'file'] as const)
    app.post(`/api/cases/:id/${kind}`, { schema: { params: byId, body: printing } }, async (request, reply) => {
      const { reason } = request.body
      const language = languageOf(request.headers['accept-language'])
      const wish = { what: kind, reason, person: staffOf(request), language, origin: originOf(request) }
      const paper = await readPaper(house, await founded(house), request.params.id, wish)
      if (!paper) return sendRefusal(request, reply, refuse('case.unknown'))
      const pdf = await house.printer.print(kind, paper)
      if (isRefusal(pdf)) return sendRefusal(request, reply, pdf)
      return reply
        .type('application/pdf')
        .header('content-disposition', attachmentNamed(fileNameOf(kind, paper)))
        .send(pdf)
    })
}

/** Where the reader finds the screens: the guard has held what the browser says of it against the host that was asked. */
function originOf({ headers, protocol, host }: FastifyRequest): string {
  const { origin = 'null' } = headers
  return origin === 'null' ? `${protocol}://${host}` : new URL(origin).origin
}
