import { connect, type Socket } from 'node:net'

export type Response = { readonly status: number; readonly body: () => string }

/** A keep-alive connection that carries one request at a time. */
export type Connection = { send(request: string): Promise<Response>; close(): void }

const head = Buffer.from('\r\n\r\n')

/**
 * The least that speaks HTTP, so that the clients take as little of the machine as they can: requests are written as
 * they stand, and of an answer only its length and status are read.
 */
export function openConnection(port: number): Connection {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  let waiting: { resolve(response: Response): void; reject(error: Error): void } | undefined
  let arrived: Buffer = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    arrived = arrived.length === 0 ? chunk : Buffer.concat([arrived, chunk])
    const response = complete(arrived)
    if (!response) return
    arrived = Buffer.alloc(0)
    waiting?.resolve(response)
  })
  failWith(socket, (error) => waiting?.reject(error))
  const send = (request: string) =>
    new Promise<Response>((resolve, reject) => {
      waiting = { resolve, reject }
      socket.write(request)
    })
  return { send, close: () => socket.destroy() }
}

function failWith(socket: Socket, reject: (error: Error) => void): void {
  socket.on('error', reject)
  socket.on('close', () => reject(new Error('the server closed the connection')))
}

function complete(whole: Buffer): Response | undefined {
  const end = whole.indexOf(head)
  if (end < 0) return undefined
  const headers = whole.toString('latin1', 0, end)
  const length = Number(/^content-length: (\d+)$/im.exec(headers)?.[1] ?? Number.NaN)
  if (Number.isNaN(length)) throw new Error(`an answer without a length: ${headers}`)
  if (whole.length < end + head.length + length) return undefined
  return { status: Number(headers.slice(9, 12)), body: () => whole.toString('utf8', end + head.length) }
}
