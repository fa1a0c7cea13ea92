import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, expect, it } from 'vitest'
import { openMailReader } from '../server/mail/reader.ts'
import { tryMails } from './mails/try-mails.ts'

const reader = openMailReader()
afterAll(() => reader.close())

it('every mail, grown, mutated or made to hurt, ends as one of the four, and the reader reads the next one', async () => {
  const { outcomes, reasons, lost } = await tryMails(reader, 1, 600)
  expect(lost).toEqual([])
  for (const outcome of ['complaint', 'reply', 'automatic', 'quarantine']) expect(outcomes[outcome]).toBeGreaterThan(10)
  expect(Object.keys(reasons)).toEqual(
    expect.arrayContaining(['too-many-parts', 'too-deep', 'headers-too-large', 'text-too-long']),
  )
})

it('a mail of 65 MiB is read with the file in it in less than 256 MiB, of all the process', async () => {
  const program = fileURLToPath(new URL('large-mails.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [program, '--count', '2']).catch(
    (error: { stdout: string }) => error,
  )
  const { peakMiB } = JSON.parse(stdout)
  expect(peakMiB).toBeGreaterThan(100)
  expect(peakMiB).toBeLessThanOrEqual(256)
})

it('a mail that takes too long ends its thread and nothing else', async () => {
  const hasty = openMailReader(undefined, 1)
  const slow = Buffer.from(`From: a@b.example\r\nContent-Type: text/html\r\n\r\n${'<p>x'.repeat(40_000)}`)
  expect(await hasty.read(slow)).toEqual({ reason: 'too-slow' })
  expect(await hasty.read(slow)).toEqual({ reason: 'too-slow' })
  await hasty.close()
})
