import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import { refuse } from '../../core/shared/refusal.ts'
import { sendRefusal } from './refusals.ts'
import type { App } from './routes.ts'
import { pagePolicy } from './secure-headers.ts'

const day = 86_400_000

/**
 * The staff web app as built under `web/dist/app`: hashed assets that a browser may keep, and one page for every other
 * path, with a fresh nonce for the styles made at run time.
 */
export function pageRoutes(root: string): (app: App) => void {
  const folder = join(root, 'web', 'dist', 'app')
  return (app) => {
    app.register(fastifyStatic, { root: folder, serve: false, maxAge: 365 * day, immutable: true, index: false })
    app.get('/*', async (request, reply) => {
      const path = (request.params as { '*': string })['*']
      if (/^(api|portal)(\/|$)/.test(path)) return sendRefusal(request, reply, refuse('route.unknown'))
      if (/^assets\/[\w.-]+$/.test(path)) return reply.sendFile(path)
      if (/^[\w-]+\.(svg|ico|png|webmanifest)$/.test(path))
        return reply.sendFile(path, { immutable: false, maxAge: day })
      const nonce = randomBytes(16).toString('base64')
      const page = await readFile(join(folder, 'index.html'), 'utf8')
      return reply
        .header('content-security-policy', pagePolicy(nonce))
        .type('text/html; charset=utf-8')
        .send(page.replaceAll('__NONCE__', nonce))
    })
  }
}
