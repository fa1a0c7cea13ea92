import pino from 'pino'
import type { House } from '../house.ts'
import type { App, Room } from '../http/routes.ts'
import { buildServer } from '../http/server.ts'

export type Answered = {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came back
  readonly body: any
  /** The `cookie` header that a browser would send next. */
  readonly cookie: string
}

export type Asked = { readonly cookie?: string; readonly headers?: Record<string, string>; readonly address?: string }

export type Http = {
  readonly app: App
  ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, asked?: Asked): Promise<Answered>
  close(): Promise<void>
}

/** The HTTP server over a house without a port. `log` collects its lines at level trace where given. */
export async function httpOf(
  house: House,
  rooms: readonly Room[],
  { log, proxies }: { readonly log?: { write(line: string): void }; readonly proxies?: readonly string[] } = {},
): Promise<Http> {
  const logger = log ? pino({ level: 'trace' }, log) : pino({ level: 'silent' })
  const app = buildServer(house, rooms, logger, proxies)
  await app.ready()
  return {
    app,
    ask: async (method, url, payload, { cookie, headers, address } = {}) => {
      const answer = await app.inject({
        method,
        url,
        ...(payload !== undefined && { payload: payload as object }),
        ...(address && { remoteAddress: address }),
        headers: { ...headers, ...(cookie && { cookie }) },
      })
      return {
        status: answer.statusCode,
        headers: answer.headers,
        text: answer.body,
        body: /\bjson\b/.test(String(answer.headers['content-type'])) ? JSON.parse(answer.body) : undefined,
        cookie: answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
      }
    },
    close: async () => {
      await app.close()
    },
  }
}
