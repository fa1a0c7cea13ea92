import { postsOver } from '../directory.ts'
import type { House } from '../house.ts'
import { founded } from './case-routes.ts'
import { type App, staffOf } from './routes.ts'

/** A comment line now and then keeps proxies from closing a quiet stream. */
const heartbeatMs = 25_000
/** A stream ends so often that an ended session cannot listen on: the browser comes back and is asked for its session again. */
const longestMs = 10 * 60_000

/** Server-sent events: which case changed, for those who may see it; which notices came. Ids only. */
export function liveRoutes(app: App, house: House): void {
  app.get('/api/live', async (request, reply) => {
    const person = staffOf(request)
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    })
    raw.write('retry: 3000\n\n')
    const stop = house.live.listen((change) => {
      void founded(house).then((organisation) => {
        if (postsOver(organisation, person, change.unit).length > 0)
          raw.write(`event: case\ndata: ${JSON.stringify({ id: change.caseId })}\n\n`)
        if (change.notified.includes(person)) raw.write('event: notice\ndata: {}\n\n')
      })
    })
    const heartbeat = setInterval(() => raw.write(':\n\n'), heartbeatMs)
    const end = setTimeout(() => raw.end(), longestMs)
    request.raw.on('close', () => {
      stop()
      clearInterval(heartbeat)
      clearTimeout(end)
    })
  })
}
