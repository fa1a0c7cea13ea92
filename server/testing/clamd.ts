import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'

/** How the pretended scanner behaves towards the next file. */
export type Mood = 'honest' | 'silent' | 'hangs-up' | 'too-large' | 'mumbles'

export type Clamd = {
  readonly scanner: { host: string; port: number }
  mood: Mood
  /** The bytes of each file that was sent, length by length as the protocol has it. */
  readonly files: Buffer[]
  close(): Promise<void>
}

/** What an honest one calls infected. */
export const sick = 'THIS-IS-A-VIRUS'

/** A server that speaks the INSTREAM command of clamd. */
export async function pretendedClamd(): Promise<Clamd> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    serve(socket, clamd)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const clamd: Clamd = {
    scanner: { host: '127.0.0.1', port },
    mood: 'honest',
    files: [],
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
  return clamd
}

function serve(socket: Socket, clamd: Clamd): void {
  let arrived = Buffer.alloc(0)
  socket.on('data', (piece) => {
    arrived = Buffer.concat([arrived, Buffer.from(piece)])
    if (clamd.mood === 'hangs-up') socket.destroy()
    if (clamd.mood === 'too-large') socket.end('INSTREAM size limit exceeded. ERROR\0')
    const file = fileIn(arrived)
    if (!file || clamd.mood === 'silent') return
    clamd.files.push(file)
    if (clamd.mood === 'mumbles') socket.end('OK, I think\0')
    if (clamd.mood === 'honest') socket.end(file.includes(sick) ? 'stream: Sick-Test FOUND\0' : 'stream: OK\0')
  })
}

/** The whole file once its end has arrived. */
function fileIn(arrived: Buffer): Buffer | undefined {
  const command = Buffer.from('zINSTREAM\0')
  if (!arrived.subarray(0, command.length).equals(command)) return undefined
  const pieces: Buffer[] = []
  for (let at = command.length; at + 4 <= arrived.length; ) {
    const length = arrived.readUInt32BE(at)
    if (length === 0) return Buffer.concat(pieces)
    pieces.push(arrived.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return undefined
}
