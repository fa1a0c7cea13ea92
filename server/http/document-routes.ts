import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { reportTexts } from '../../api/investigation.ts'
import { printing } from '../../api/printing.ts'
import { isRefusal, refuse } from '../../core/shared/refusal.ts'
import { fileNameOf } from '../documents/file-name.ts'
import { makeDossier } from '../dossier/make-dossier.ts'
import type { House } from '../house.ts'
import { readPaper, readReport } from '../read/case-paper.ts'
import { originOf } from '../trail/log/checkpoint.ts'
import { verifierKey } from '../trail/log/note.ts'
import { languageOf } from '../words.ts'
import { attachment } from './attachment.ts'
import { founded } from './case-routes.ts'
import { sendRefusal } from './refusals.ts'
import { type App, staffOf } from './routes.ts'

const byId = z.strictObject({ id: z.uuid() })

/** Documents of a case as PDF, the text of its report, and all of it as one archive that can be verified. By POST: that it was read is written down, and a reason may go along. */
export function documentRoutes(app: App, house: House): void {
  for (const kind of ['sheet', 'file', 'report'] as const)
    app.post(`/api/cases/:id/${kind}`, { schema: { params: byId, body: printing } }, async (request, reply) => {
      const wish = { ...wishOf(request), ...request.body, what: kind }
      const paper = await readPaper(house, await founded(house), request.params.id, wish)
      if (!paper) return sendRefusal(request, reply, refuse('case.unknown'))
      if (kind === 'report' && !paper.page.report.current) return sendRefusal(request, reply, refuse('report.none'))
      const pdf = await house.printer.print(kind, paper)
      if (isRefusal(pdf)) return sendRefusal(request, reply, pdf)
      return reply
        .type('application/pdf')
        .header('content-disposition', attachment(fileNameOf(kind, paper)))
        .send(pdf)
    })

  app.get(
    '/api/cases/:id/report',
    { schema: { params: byId, response: { 200: reportTexts } } },
    async (request, reply) => {
      const report = await readReport(house, await founded(house), request.params.id, wishOf(request))
      return report ? reply.send(report) : sendRefusal(request, reply, refuse('case.unknown'))
    },
  )

  app.post('/api/cases/:id/dossier', { schema: { params: byId, body: printing } }, async (request, reply) => {
    const made = await makeDossier(house, request.params.id, { ...wishOf(request), ...request.body })
    if (isRefusal(made)) return sendRefusal(request, reply, made)
    const { name, size, archive } = made
    return reply
      .type('application/zip')
      .headers({ 'content-disposition': attachment(name), 'content-length': size })
      .send(archive)
  })

  // Whoever verifies a dossier or a receipt has to know by which key.
  app.get('/api/key', { schema: { hide: true } }, async (request, reply) => {
    const organisation = await house.directory.now()
    if (!organisation) return sendRefusal(request, reply, refuse('organisation.not-founded'))
    const key = verifierKey(originOf(organisation), house.ring.signer.publicKey)
    return reply.type('text/plain; charset=utf-8').send(`${key}\n`)
  })
}

function wishOf(request: FastifyRequest) {
  const language = languageOf(request.headers['accept-language'])
  return { person: staffOf(request), language, origin: screensOf(request) }
}

/** Where the reader finds the screens: the guard has held what the browser says of it against the host that was asked. */
function screensOf({ headers, protocol, host }: FastifyRequest): string {
  const { origin = 'null' } = headers
  return origin === 'null' ? `${protocol}://${host}` : new URL(origin).origin
}
