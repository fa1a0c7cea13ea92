import { postsOver } from '../directory.ts'
import type { House } from '../house.ts'
import type { Change } from '../live.ts'
import { postsThatRead } from '../organisation/sight.ts'
import { adoptedNow } from '../packs-in-force.ts'
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
      // While the database is away nobody can say who may see the change; screens ask again by themselves.
      tell(house, person, change, raw).catch(() => {})
    })
    const silence = house.live.onRing((called) => {
      if (called === person) raw.write('event: call\ndata: {}\n\n')
    })
    const heartbeat = setInterval(() => raw.write(':\n\n'), heartbeatMs)
    const end = setTimeout(() => raw.end(), longestMs)
    request.raw.on('close', () => {
      stop()
      silence()
      clearInterval(heartbeat)
      clearTimeout(end)
    })
  })
}

async function tell(
  house: House,
  person: string,
  { caseId, unit, notified, hidden, asked }: Change,
  to: NodeJS.WritableStream,
): Promise<void> {
  if (asked?.includes(person)) to.write('event: notice\ndata: {}\n\n')
  if (hidden.includes(person)) return
  const organisation = await founded(house)
  const reading = postsThatRead(adoptedNow(house, organisation))
  if (postsOver(organisation, person, unit).some((post) => reading.has(post)))
    to.write(`event: case\ndata: ${JSON.stringify({ id: caseId })}\n\n`)
  if (notified.includes(person)) to.write('event: notice\ndata: {}\n\n')
}
