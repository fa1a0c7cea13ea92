import { afterAll, beforeAll, expect, it } from 'vitest'
import { openMailer } from '../mail/mailer.ts'
import { houseAddress, type MailHouse, mailFrom, mailHouse } from '../testing/mail-house.ts'
import { headerOf, type MailSink, mailSink } from '../testing/mail-sink.ts'
import { sendNext } from './send-mails.ts'

/** Runs in which a mail is taken by the server and the process that sent it ends before it has noted that. */
const runs = 100

let desk: MailHouse
let sink: MailSink
beforeAll(async () => {
  desk = await mailHouse()
  sink = await mailSink()
})
afterAll(async () => {
  await sink.close()
  await desk.close()
})

it('a process that ends between the 250 of the server and its own note has the next one send once more, under the same id', async () => {
  const real = openMailer(`smtp://127.0.0.1:${sink.port}`, houseAddress)
  const dying = {
    send: async (letter: Parameters<typeof real.send>[0]) => {
      await real.send(letter)
      throw new Dead()
    },
  }
  const sending = { ...(await desk.fresh.another(desk.clock.now)), mail: { address: houseAddress, mailer: real } }
  for (let run = 0; run < runs; run++) {
    const from = `somebody@r${run}.example`
    await desk.comesIn(mailFrom(from, `第 ${run} 件`))
    desk.clock.pass({ minutes: 2 })
    await expect(sendNext({ ...desk.house, mail: { address: houseAddress, mailer: dying } })).rejects.toThrow(Dead)
    expect(await sendNext(sending)).toBe(false)
    desk.clock.pass({ minutes: 2 })
    while (await sendNext(sending));
    const got = sink.taken.filter(({ to }) => to.includes(from))
    expect(got).toHaveLength(2)
    expect(new Set(got.map((mail) => headerOf(mail, 'Message-ID'))).size).toBe(1)
  }
  const open = await desk.sql<{ state: string }>(`select state from mail_out where state <> 'sent'`)
  expect(open).toEqual([])
}, 240_000)

class Dead extends Error {}
