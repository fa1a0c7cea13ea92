import { parentPort } from 'node:worker_threads'
import { TooMuch } from './limits.ts'
import { readMail } from './read-mail.ts'
import type { ReadAnswer, ReadJob } from './reader.ts'
import { safeHtml } from './safe-html.ts'

// A thread that reads mails: answers each with what it says, or with why it cannot be read.

parentPort?.on('message', (job: ReadJob) => {
  parentPort?.postMessage(answerTo(job))
})
parentPort?.postMessage('ready')

function answerTo({ raw, attachment, pictures }: ReadJob): ReadAnswer {
  const buffer = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  try {
    const { mail, bytesOf } = readMail(buffer)
    if (pictures) return { page: safeHtml(mail.html ?? '', pictures) }
    return attachment === undefined ? { mail } : { bytes: bytesOf(attachment) }
  } catch (error) {
    return { reason: error instanceof TooMuch ? error.reason : 'unreadable' }
  }
}
