import { join } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { portalCommands, type Typed } from '../../api/portal.ts'
import { provedReceipt } from '../dossier/proved-receipt.ts'
import type { House } from '../house.ts'
import { adoptedNow, dayOf } from '../packs-in-force.ts'
import { projectRoot } from '../project-root.ts'
import { readReceipt } from '../read/portal-case.ts'
import { promisesOf, rightsOf } from '../read/portal-deadlines.ts'
import { endPortalSession, type PortalSession, portalSessionOf } from '../sessions/portal-session.ts'
import { originOf } from '../trail/log/checkpoint.ts'
import { verifierKey } from '../trail/log/note.ts'
import { attachment } from './attachment.ts'
import { type BuiltPortal, loadPortal } from './portal/built.ts'
import { openCase, takeCommand } from './portal/case.ts'
import { goOut } from './portal/door.ts'
import { takeFiles } from './portal/files.ts'
import { showFiling, takeFiling } from './portal/filing.ts'
import { showDoor, takeFollow } from './portal/follow.ts'
import { readForms, typedIn, withoutHidden } from './portal/form-body.ts'
import { sayingSorry } from './portal/sorry.ts'
import { type Handler, type Visit, visiting } from './portal/visit.ts'
import type { App, Room } from './routes.ts'

const hidden = { schema: { hide: true } }

/**
 * The public portal: pages for somebody with a complaint and nothing else, no script and no account needed.
 *
 * @param folder where the pages were built
 */
export function portalFrom(folder: string): Room {
  return (app, house) => {
    app.register(async (portal) =>
      addPages(
        portal as unknown as App,
        house,
        once(() => loadPortal(folder)),
      ),
    )
  }
}

export const portalRoutes = portalFrom(join(projectRoot, 'web', 'dist', 'portal'))

function addPages(portal: App, house: House, built: () => Promise<BuiltPortal>): void {
  const page = (handle: Handler) => visiting(house, built, handle)
  readForms(portal)
  portal.setErrorHandler(sayingSorry(built))
  portal.get('/portal', hidden, page(showHome))
  portal.get('/portal/file', hidden, page(showFiling))
  portal.post('/portal/file', hidden, page(takeFiling))
  portal.get(
    '/portal/follow',
    hidden,
    page((visit) => showDoor(visit, {}, 200)),
  )
  portal.post('/portal/follow', hidden, page(takeFollow))
  portal.get('/portal/receipt', hidden, page(inside(showReceipt)))
  portal.get('/portal/proof', hidden, page(inside(giveProof)))
  portal.get('/portal/verify', hidden, page(showVerifying))
  portal.get('/portal/case', hidden, page(inside((visit, { caseId }) => openCase(visit, caseId))))
  portal.post('/portal/case/:command', hidden, page(inside(takeCase)))
  portal.post('/portal/case/files', hidden, page(inside((visit, { caseId }) => takeFiles(visit, caseId))))
  portal.post('/portal/leave', hidden, page(leave))
  portal.get('/portal/assets/:file', hidden, serveAsset(built))
  // The address of a page that came back from a form, typed or reloaded later.
  portal.get('/portal/*', hidden, async (request, reply) =>
    reply.redirect(/^\/portal\/case\//.test(request.url) ? '/portal/case' : '/portal', 303),
  )
}

/** What is behind the door: without a session the door is shown, and what was typed is carried through it. */
function inside(handle: (visit: Visit, session: PortalSession) => FastifyReply | Promise<FastifyReply>): Handler {
  return async (visit) => {
    const { house, request } = visit
    const session = await portalSessionOf(house, request.cookies)
    if (session) return handle(visit, session)
    const command = portalCommands.find((name) => name === (request.params as Typed).command)
    const pending = command ? { command, typed: withoutHidden(typedIn(request)) } : null
    return showDoor(visit, { notice: 'session-over', pending }, 401)
  }
}

async function showHome({ house, organisation, language, request, show }: Visit): Promise<FastifyReply> {
  const packs = adoptedNow(house, organisation)
  const today = dayOf(house.now(), organisation)
  const signedIn = (await portalSessionOf(house, request.cookies)) !== undefined
  return show(
    { page: 'home', promises: promisesOf(packs, today, language), rights: rightsOf(packs, language), signedIn },
    '/portal',
  )
}

async function showReceipt(visit: Visit, { caseId }: PortalSession): Promise<FastifyReply> {
  const unfiled = /^\d$/.exec(String((visit.request.query as Typed).unfiled ?? ''))?.[0] ?? 0
  const receipt = await readReceipt(visit.house, caseId, visit.language)
  return visit.show({ page: 'receipt', ...receipt, unfiled: Number(unfiled) }, '/portal/receipt')
}

async function giveProof({ house, organisation, reply }: Visit, { caseId }: PortalSession): Promise<FastifyReply> {
  const receipt = await provedReceipt(house, organisation, caseId, { person: '', caseId })
  const name = `${receipt.number}_${receipt.fact.recordedAt.slice(0, 10)}_回执.json`
  const body = `${JSON.stringify(receipt, null, 1)}\n`
  return reply.type('application/json').header('content-disposition', attachment(name)).send(body)
}

/** Open to everybody: whoever was handed a receipt may hold it against the key. */
function showVerifying({ house, organisation, show }: Visit): FastifyReply {
  const publicKey = verifierKey(originOf(organisation), house.ring.signer.publicKey)
  return show({ page: 'verify', publicKey }, '/portal/verify')
}

async function takeCase(visit: Visit, { caseId }: PortalSession): Promise<FastifyReply> {
  const command = portalCommands.find((name) => name === (visit.request.params as Typed).command)
  return command ? takeCommand(visit, caseId, command) : visit.reply.redirect('/portal/case', 303)
}

async function leave(visit: Visit): Promise<FastifyReply> {
  const session = await portalSessionOf(visit.house, visit.request.cookies)
  if (session) await endPortalSession(visit.house, session)
  goOut(visit)
  return visit.reply.redirect('/portal', 303)
}

function serveAsset(built: () => Promise<BuiltPortal>) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const asset = (await built()).assets.get(String((request.params as Typed).file))
    if (!asset) return reply.callNotFound()
    return reply.type(asset.type).header('cache-control', 'public, max-age=31536000, immutable').send(asset.body)
  }
}

/** Loads at the first request; a failed load is tried again at the next. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined
  return () => {
    loading ??= load().catch((error) => {
      loading = undefined
      throw error
    })
    return loading
  }
}
