import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openMailer } from '../../mail/mailer.ts'
import { type FreshHouse, freshHouse, standingClock } from '../../testing/fresh-house.ts'
import { originOf } from './checkpoint.ts'
import { mailCheckpoint } from './mail-checkpoint.ts'
import { openNote } from './note.ts'
import { signStreams } from './proofs.ts'

const clock = standingClock('2026-03-02T02:00:00.000Z')
const letters: { to: string[]; body: string }[] = []
let refuses = false
let fresh: FreshHouse
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData: (stream, { envelope }, done) => {
    text(stream).then((body) => {
      if (refuses) return done(new Error('full'))
      letters.push({ to: envelope.rcptTo.map(({ address }) => address), body })
      done()
    })
  },
})

beforeAll(async () => {
  fresh = await freshHouse({ now: clock.now })
  await fresh.found()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
})
afterAll(async () => {
  await new Promise<void>((closed) => server.close(closed))
  await fresh.close()
})

it('a checkpoint goes to the auditor by mail, whole, once an hour at most; a mail server that fails is asked again', async () => {
  const { port } = server.server.address() as AddressInfo
  const mailer = openMailer(`smtp://127.0.0.1:${port}`, 'huiyin@bank.example')
  const house = { ...fresh.house, auditor: { address: 'auditor@audit.example', mailer } }
  const organisation = await house.directory.now()
  const checkpoint = await signStreams(house, [organisation?.id ?? ''], 1)
  if (!checkpoint || !organisation) throw new Error('no checkpoint')

  refuses = true
  await expect(mailCheckpoint(house, checkpoint)).rejects.toThrow()
  refuses = false
  for (const minutes of [0, 10, 60]) {
    clock.pass({ minutes })
    await mailCheckpoint(house, checkpoint)
  }
  expect(letters.map(({ to }) => to)).toEqual([['auditor@audit.example']])
  const file = /filename=checkpoint\.txt\r\n(?:.+\r\n)*\r\n([\s\S]+?)\r\n--/.exec(letters[0]?.body ?? '')?.[1] ?? ''
  const note = Buffer.from(file, 'base64').toString()
  expect(openNote(note, originOf(organisation), house.ring.signer.publicKey)).toMatch(`\n${checkpoint.size}\n`)

  await mailCheckpoint(house, { ...checkpoint, size: checkpoint.size + 1 })
  expect(letters).toHaveLength(2)
})
