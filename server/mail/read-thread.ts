import { parentPort, workerData } from 'node:worker_threads'
import { giveBack } from '../vault/give-back.ts'
import { TooMuch } from './limits.ts'
import { type OpenMail, readMail } from './read-mail.ts'
import type { ReadAnswer, ReadJob } from './reader.ts'
import { safeHtml } from './safe-html.ts'

// A thread that reads mails: answers each with what it says, or with why it cannot be read, and has it at hand until it is
// told to forget it.

type Kept = OpenMail & { readonly raw: Buffer }
const kept = new Map<number, Kept>()

parentPort?.on('message', (job: ReadJob) => {
  if ('forget' in job) return forget(job.forget)
  const answer = answerTo(job)
  parentPort?.postMessage(answer, 'bytes' in answer ? [answer.bytes.buffer as ArrayBuffer] : [])
})
parentPort?.postMessage('ready')

function answerTo(job: Exclude<ReadJob, { forget: number }>): ReadAnswer {
  try {
    if ('raw' in job) return { mail: keep(job.as, job.raw).mail }
    const mail = kept.get(job.of)
    if (!mail) return { reason: 'unreadable' }
    return 'pictures' in job
      ? { page: safeHtml(mail.mail.html ?? '', job.pictures) }
      : { bytes: alone(mail.bytesOf(job.attachment), mail.raw) }
  } catch (error) {
    return { reason: error instanceof TooMuch ? error.reason : 'unreadable' }
  }
}

function keep(as: number, { buffer, byteOffset, byteLength }: Uint8Array): OpenMail {
  const raw = Buffer.from(buffer, byteOffset, byteLength)
  const mail = { ...readMail(raw, workerData as string | undefined), raw }
  kept.set(as, mail)
  return mail
}

function forget(as: number): void {
  const mail = kept.get(as)
  kept.delete(as)
  if (mail) giveBack(mail.raw)
}

/** Bytes with room of their own, so that they can move to the other thread. */
function alone(bytes: Buffer, { buffer: ofMail }: Buffer): Buffer {
  if (bytes.buffer !== ofMail && bytes.byteLength === bytes.buffer.byteLength) return bytes
  const copy = Buffer.allocUnsafeSlow(bytes.length)
  copy.set(bytes)
  return copy
}
