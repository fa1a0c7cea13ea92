import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { open } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { accept } from '../core/1-intake/accept.ts'
import { register } from '../core/1-intake/register.ts'
import type { Command } from '../core/case/command.ts'
import { handleCommand } from '../server/handle-command.ts'
import { complaint } from './complaint.ts'
import { median, rounded } from './figures.ts'
import { onStage, type Stage } from './stage.ts'

/** Bytes of one upload, sent in pieces as a browser's client sends them. */
const size = 256 * 2 ** 20
const piece = 32 * 2 ** 20
const bytes = randomBytes(piece)

/**
 * MB a second of one upload over loopback, with digest and encryption and everything synced; beside it the floor: the same
 * bytes written to the same disk and synced, by nobody and from memory. `perCpuSecond` is what a second of the server's
 * processor is good for, whoever else wants the machine.
 */
export function upload(runs: number): Promise<object> {
  return onStage(async (stage) => {
    const id = await acceptedCase(stage)
    const product: number[] = []
    const floor: number[] = []
    const perCpuSecond: number[] = []
    for (let run = 0; run <= runs; run++) {
      const location = await begin(stage, id)
      const before = stage.cpu().server
      const sent = await speedOf(() => send(stage, location))
      const cpu = stage.cpu().server - before
      const written = await speedOf(() => write(stage))
      await ask(stage, 'DELETE', location, {})
      // The first run warms both up.
      if (run === 0) continue
      product.push(sent)
      floor.push(written)
      perCpuSecond.push(size / 1e6 / cpu)
      console.error(`${rounded(sent, 0)} MB/s, plain write ${rounded(written, 0)} MB/s`)
    }
    const [mbPerSecond, floorMbPerSecond] = [median(product), median(floor)]
    return {
      bench: 'upload',
      mbPerSecond: rounded(mbPerSecond, 0),
      floorMbPerSecond: rounded(floorMbPerSecond, 0),
      perCpuSecond: rounded(median(perCpuSecond), 0),
      ofFloor: rounded(mbPerSecond / floorMbPerSecond),
      megabytes: size / 1e6,
      runs,
    }
  })
}

async function acceptedCase({ house, clerk, units }: Stage): Promise<string> {
  const caller = { kind: 'staff', id: clerk } as const
  const input = register.input.parse(complaint(units[0] ?? ''))
  const opened = await handleCommand(house, { command: register as unknown as Command, input, caller })
  if ('refusal' in opened) throw new Error(opened.refusal.code)
  const conditions = ['clear-and-specific', 'in-scope', 'eligible-complainant']
  const command = accept as unknown as Command
  await handleCommand(house, { command, caseId: opened.receipt.id, input: { conditions }, caller })
  return opened.receipt.id
}

async function speedOf(work: () => Promise<void>): Promise<number> {
  const begun = performance.now()
  await work()
  return size / 1e6 / ((performance.now() - begun) / 1000)
}

async function begin(stage: Stage, caseId: string): Promise<string> {
  const named = `filename ${Buffer.from('film.mp4').toString('base64')}`
  const headers = { 'upload-length': size, 'upload-metadata': named }
  return String((await ask(stage, 'POST', `/api/cases/${caseId}/uploads`, headers)).location)
}

async function send(stage: Stage, location: string): Promise<void> {
  for (let offset = 0; offset < size; offset += piece)
    await ask(
      stage,
      'PATCH',
      location,
      { 'upload-offset': offset, 'content-type': 'application/offset+octet-stream' },
      bytes,
    )
}

async function ask(
  { port, cookie }: Stage,
  method: string,
  path: string,
  headers: Record<string, string | number>,
  body?: Buffer,
) {
  const sent = request({
    port,
    host: '127.0.0.1',
    method,
    path,
    headers: { cookie, 'tus-resumable': '1.0.0', ...headers, 'content-length': body?.length ?? 0 },
  })
  sent.end(body)
  const [answer] = await once(sent, 'response')
  answer.resume()
  await once(answer, 'end')
  if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.statusCode}`)
  return answer.headers
}

async function write({ folder }: Stage): Promise<void> {
  const handle = await open(join(folder, 'plain'), 'w')
  for (let offset = 0; offset < size; offset += piece) {
    for (let at = 0; at < piece; at += 2 ** 20) await handle.write(bytes, at, 2 ** 20)
    await handle.sync()
  }
  await handle.close()
}
