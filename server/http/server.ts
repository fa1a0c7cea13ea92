import cookie from '@fastify/cookie'
import swagger from '@fastify/swagger'
import fastify, { LogController } from 'fastify'
import { jsonSchemaTransform, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Logger } from 'pino'
import { allCommands } from '../../core/case/commands.ts'
import { refuse } from '../../core/shared/refusal.ts'
import { drawBytes } from '../crypto/draw-bytes.ts'
import type { House } from '../house.ts'
import { commandPath, commandRoutes } from './command-routes.ts'
import { guard } from './guard.ts'
import { commandAccess, permissions } from './permissions.ts'
import { answerError, sendRefusal } from './refusals.ts'
import type { App, Room } from './routes.ts'
import { secureHeaders } from './secure-headers.ts'
import { strictAnswers } from './strict-answers.ts'

/** Bodies are text; files get their own door. */
const bodyLimit = 1_000_000

/**
 * The HTTP server over a house. Every route must stand in the permission table.
 *
 * @param rooms what registers the routes beside those of the commands
 * @param trustedProxies addresses or networks whose `X-Forwarded-For` is believed
 * @throws Error where a route is missing in the table
 */
export function buildServer(
  house: House,
  rooms: readonly Room[],
  logger: Logger,
  trustedProxies: readonly string[] = [],
): App {
  const app = fastify({
    loggerInstance: logger,
    // A request is not logged: its path and body are nobody's business but the trail's.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    genReqId: () => drawBytes(8).toString('hex'),
    routerOptions: { maxParamLength: 200 },
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    forceCloseConnections: 'idle',
  }).withTypeProvider<ZodTypeProvider>() as unknown as App
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(strictAnswers)
  app.setErrorHandler(answerError)
  app.setNotFoundHandler((request, reply) => sendRefusal(request, reply, refuse('route.unknown')))
  app.addHook('onRoute', (route) => {
    for (const method of [route.method].flat())
      if (method !== 'OPTIONS') route.config = { ...route.config, access: accessOf(method, route.url) }
  })
  app.decorateRequest('visitor')
  if (trustedProxies.length === 0) hintAtProxy(app, logger)
  secureHeaders(app)
  app.register(cookie)
  app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Huiyin 回音', version: '1', description: 'Complaint handling: one route for each command.' },
    },
    transform: jsonSchemaTransform,
  })
  void app.register((inner, _options, done) => {
    guard(inner as unknown as App, house)
    commandRoutes(inner as unknown as App, house)
    for (const room of rooms) room(inner as unknown as App, house)
    done()
  })
  return app
}

/** Behind a proxy that nobody named, everybody would share one address in the throttles: the operator is told, once. */
function hintAtProxy(app: App, logger: Logger): void {
  let told = false
  app.addHook('onRequest', async ({ headers }) => {
    if (told || !headers['x-forwarded-for']) return
    told = true
    logger.warn('requests come by way of a proxy: name its address in HUIYIN_TRUSTED_PROXIES')
  })
}

const commandRoutePaths = new Set(allCommands.map((command) => `POST ${commandPath(command)}`))

function accessOf(method: string, url: string) {
  const name = `${method} ${url}`
  // What may be read may be asked for its head; a head of its own stands in the table.
  const read = method === 'HEAD' ? permissions[`GET ${url}`] : undefined
  const access = permissions[name] ?? read ?? (commandRoutePaths.has(name) ? commandAccess : undefined)
  if (!access) throw new Error(`${name} does not stand in the permission table`)
  return access
}
