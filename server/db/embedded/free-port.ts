import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { startProblem } from './start-problem.ts'

/** Below the range out of which Linux takes ports for outgoing connections, so that none of those holds it after a crash. */
const RANGE = { from: 20_000, to: 32_000 }
const MAX_TRIES = 100

/** A free TCP port of the loopback address: the wanted one where it is free, or else one by chance. @throws StartProblem */
export async function freePort(wanted: number | undefined): Promise<number> {
  if (wanted && (await isFree(wanted))) return wanted
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const port = randomInt(RANGE.from, RANGE.to)
    if (await isFree(port)) return port
  }
  throw startProblem(
    `在 127.0.0.1 上试了 ${MAX_TRIES} 个端口（${RANGE.from}–${RANGE.to}），没有一个可用。`,
    `None of ${MAX_TRIES} ports tried on 127.0.0.1 (${RANGE.from}–${RANGE.to}) is free.`,
  )
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)))
  })
}
