import { randomUUID } from 'node:crypto'
import { actAt } from './acts-in-turn.ts'
import { casesIn } from './case-list.ts'
import { type Connection, openConnection } from './http-connection.ts'
import { type Round, round } from './rounds.ts'
import { serve } from './worker.ts'

/** What the clients do; `cases` names the file of case ids. */
export type Task =
  | { readonly name: 'register'; readonly body: string }
  | { readonly name: 'act'; readonly cases: string; readonly handlers: readonly [string, string] }
  | { readonly name: 'queue'; readonly body: string }
  | { readonly name: 'case'; readonly cases: string }

export type LoadJob = {
  readonly port: number
  readonly cookie: string
  readonly clients: number
  readonly seconds: number
  readonly task: Task
}

const turns = new Map<string, number>()

/** The clients, in a process of their own; anything but an answer of 200 ends the measurement. */
serve<LoadJob, Round>(async ({ port, cookie, clients, seconds, task }) => {
  const connections = Array.from({ length: clients }, () => openConnection(port))
  const post = (connection: Connection, path: string, body: string) => {
    const head = `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncookie: ${cookie}\r\nidempotency-key: ${randomUUID()}`
    return expectOk(
      connection,
      `${head}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    )
  }
  const get = (connection: Connection, path: string) =>
    expectOk(connection, `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncookie: ${cookie}\r\n\r\n`)
  const operate = async (connection: Connection): Promise<void> => {
    if (task.name === 'register') return post(connection, '/api/cases', task.body)
    if (task.name === 'queue') return post(connection, '/api/cases/search', task.body)
    const cases = casesIn(task.cases)
    const id = cases.take()
    if (task.name === 'case') await get(connection, `/api/cases/${id}`)
    else
      await act(id, task.handlers, (command, body) =>
        post(connection, `/api/cases/${id}/commands/${command}`, JSON.stringify(body)),
      )
    cases.giveBack(id)
  }
  try {
    return await round(clients, seconds, (client) => operate(connections[client]!))
  } finally {
    for (const connection of connections) connection.close()
  }
})

async function expectOk(connection: Connection, request: string): Promise<void> {
  const { status, body } = await connection.send(request)
  if (status !== 200) throw new Error(`${request.slice(0, 60)}: ${status} ${body()}`)
}

async function act(
  id: string,
  handlers: readonly [string, string],
  send: (command: string, body: unknown) => Promise<void>,
): Promise<void> {
  const turn = turns.get(id) ?? 0
  turns.set(id, turn + 1)
  const { command, input } = actAt(turn, handlers)
  await send(command, input)
}
