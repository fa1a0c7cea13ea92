import { parentPort } from 'node:worker_threads'
import { print } from './print.ts'
import type { PrintJob } from './printer.ts'

// The thread that makes PDFs: answers each job with its bytes. What it throws ends it, and the next job gets another.

parentPort?.on('message', async ({ kind, paper }: PrintJob) => {
  parentPort?.postMessage(await print(kind, paper))
})
