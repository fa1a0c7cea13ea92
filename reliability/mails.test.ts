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

it('a mail that takes too long ends its thread and nothing else', async () => {
  const hasty = openMailReader(1)
  const slow = Buffer.from(`From: a@b.example\r\nContent-Type: text/html\r\n\r\n${'<p>x'.repeat(40_000)}`)
  expect(await hasty.read(slow)).toEqual({ reason: 'too-slow' })
  expect(await hasty.read(slow)).toEqual({ reason: 'too-slow' })
  await hasty.close()
})
