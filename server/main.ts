import type { Logger } from 'pino'
import { openHouse } from './app.ts'
import { startCalls } from './calls/attach-calls.ts'
import { startChannels } from './channels/send-channel-messages.ts'
import type { Config } from './config.ts'
import { openDoors } from './doors/open-doors.ts'
import type { Auditor, House, MailDesk } from './house.ts'
import { boxRoutes } from './http/box-routes.ts'
import { calendarRoutes } from './http/calendar-routes.ts'
import { callRoutes } from './http/call-routes.ts'
import { caseRoutes } from './http/case-routes.ts'
import { channelRoutes } from './http/channel-routes.ts'
import { documentRoutes } from './http/document-routes.ts'
import { evidenceRoutes } from './http/evidence-routes.ts'
import { healthRoutes } from './http/health-routes.ts'
import { importRoutes } from './http/import-routes.ts'
import { improvementRoutes } from './http/improvement-routes.ts'
import { inboxRoutes } from './http/inbox-routes.ts'
import { integrationRoutes } from './http/integration-routes.ts'
import { languageModelRoutes } from './http/language-model-routes.ts'
import { liveRoutes } from './http/live-routes.ts'
import { mailRoutes } from './http/mail-routes.ts'
import { organisationRoutes } from './http/organisation-routes.ts'
import { ownRoutes } from './http/own-routes.ts'
import { packRoutes } from './http/pack-routes.ts'
import { pageRoutes } from './http/page-routes.ts'
import { portalFileRoutes } from './http/portal-file-routes.ts'
import { portalRoutes } from './http/portal-routes.ts'
import type { Room } from './http/routes.ts'
import { buildServer } from './http/server.ts'
import { sessionRoutes } from './http/session-routes.ts'
import { setupRoutes } from './http/setup-routes.ts'
import { simulationRoutes } from './http/simulation-routes.ts'
import { statementRoutes } from './http/statement-routes.ts'
import { taskRoutes } from './http/task-routes.ts'
import { tokenRoutes } from './http/token-routes.ts'
import { understandingRoutes } from './http/understanding-routes.ts'
import { uploadRoutes } from './http/upload-routes.ts'
import { webhookRoutes } from './http/webhook-routes.ts'
import { startImports } from './import/run-imports.ts'
import { startDeletingMessages } from './jobs/delete-messages.ts'
import { startLogKeeper } from './jobs/keep-log.ts'
import { startSearchKeeper } from './jobs/keep-search.ts'
import { startLearning } from './jobs/learn.ts'
import { startLooking } from './jobs/look.ts'
import { startSweeper } from './jobs/sweep.ts'
import { startTending } from './jobs/tend-evidence.ts'
import { startWarming } from './jobs/warm-search.ts'
import { openMailer } from './mail/mailer.ts'
import type { OpenDatabase } from './open-database.ts'
import { projectRoot } from './project-root.ts'
import { assertAgrees } from './trail/log/agree.ts'
import { outsidesOf } from './trail/log/outside.ts'
import { reachable } from './webhooks/addresses.ts'
import { startWebhooks } from './webhooks/send-messages.ts'

/** Every room of the API and the pages. */
export const rooms: readonly Room[] = [
  healthRoutes,
  setupRoutes,
  sessionRoutes,
  organisationRoutes,
  packRoutes,
  simulationRoutes,
  calendarRoutes,
  caseRoutes,
  documentRoutes,
  uploadRoutes,
  evidenceRoutes,
  understandingRoutes,
  inboxRoutes,
  mailRoutes,
  improvementRoutes,
  importRoutes,
  callRoutes,
  boxRoutes,
  tokenRoutes,
  webhookRoutes,
  channelRoutes,
  languageModelRoutes,
  integrationRoutes,
  ownRoutes,
  statementRoutes,
  taskRoutes,
  liveRoutes,
  portalFileRoutes,
  portalRoutes,
  pageRoutes(projectRoot),
]

/** So long may requests under way take when the product stops. */
const drainMs = 5_000

function auditorOf({ auditor }: Config): Auditor | undefined {
  return auditor && { address: auditor.address, mailer: openMailer(auditor.smtp, auditor.from) }
}

function mailDeskOf({ mail }: Config): MailDesk | undefined {
  if (!mail) return undefined
  const { address, checkedBy, smtp } = mail
  return { address, checkedBy, ...(smtp && { mailer: openMailer(smtp, address) }) }
}

export type Running = { readonly url: string; readonly house: House; readonly stop: () => Promise<void> }

/**
 * Starts the product over a running database: house, sweeper, HTTP.
 *
 * @param opened  the database; let go of when the product stops, or cannot start
 * @param prepare runs before anybody can come in and before time passes for any case
 * @returns where it answers, and how to stop it: requests under way are finished first
 * @throws KeyFileProblem, PolicyProblems and other problems that a person can mend
 */
export async function start(
  config: Config,
  { database, stopDatabase }: OpenDatabase,
  logger: Logger,
  prepare: (house: House) => Promise<void>,
): Promise<Running> {
  try {
    const { house, close } = await openHouse(database, config, {
      checkpoints: config.checkpoints,
      auditor: auditorOf(config),
      mail: mailDeskOf(config),
      inside: reachable(config.webhookNetworks),
    })
    const stopWarming = startWarming(house, logger)
    await prepare(house)
    for (const outside of await outsidesOf(house)) await assertAgrees(house, outside)
    const app = buildServer(house, rooms, logger, config.trustedProxies)
    const url = await app.listen({ port: config.port, host: config.host })
    const stopLog = startLogKeeper(house, logger)
    const stops = [
      stopWarming,
      startSweeper(house, logger),
      startTending(house, logger),
      startSearchKeeper(database.appUrl, house, logger),
      startImports(house, logger),
      startWebhooks(house, { inside: house.inside }, logger),
      startChannels(house, { inside: house.inside }, logger),
      startCalls(house, logger),
      startLearning(house, logger),
      startLooking(house, logger),
      startDeletingMessages(house, logger),
      await openDoors(house, config, logger),
    ]
    const stop = async () => {
      // A screen that listens for live updates never ends by itself, and would hold the stop up until it is reloaded.
      const cut = setTimeout(() => app.server.closeAllConnections(), drainMs)
      await app.close()
      clearTimeout(cut)
      await Promise.all(stops.map((end) => end()))
      await stopLog()
      await close()
      await stopDatabase()
    }
    return { url, house, stop }
  } catch (error) {
    await stopDatabase()
    throw error
  }
}
