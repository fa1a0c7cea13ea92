import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Organisation } from '../directory.ts'
import { sessionRoutes } from '../http/session-routes.ts'
import { readPortalCase } from '../read/portal-case.ts'
import { httpOf } from '../testing/http.ts'
import { type MailHouse, mailFrom, mailHouse } from '../testing/mail-house.ts'

/** Peers sent as many mails as anybody asked for, to whomever (holes 26, 37), believed headers (27), and showed who stood in Bcc (47). */

let desk: MailHouse
beforeAll(async () => {
  desk = await mailHouse()
})
afterAll(() => desk.close())

const mostMails = 1000

it('CVE-2023-50455, Zendesk 2025: a thousand mails in the name of one mailbox bring it one mail, however it is written', async () => {
  const spellings = [
    'victim@gmail.com',
    'Victim@Gmail.com',
    'vic.tim@gmail.com',
    'victim+1@gmail.com',
    'v.i.c.t.i.m+x@gmail.com',
  ]
  for (let n = 0; n < mostMails; n++) {
    const from = n < 50 ? spellings[n % spellings.length] : `victim+${n}@gmail.com`
    await desk.comesIn(mailFrom(from ?? '', `第 ${n} 封`))
  }
  await desk.sendAll()
  expect(desk.letters).toHaveLength(1)
  const [{ cases } = { cases: 0 }] = await desk.sql<{ cases: number }>('select count(*)::int as cases from case_row')
  expect(cases).toBeLessThanOrEqual(20)
}, 300_000)

it('CVE-2023-50455: sixty mails leave in a minute, whoever they are for', async () => {
  desk.letters.length = 0
  for (let n = 0; n < 90; n++)
    await desk.comesIn(mailFrom(`somebody@d${n}.example`, `第 ${n} 件事：${'甲乙丙丁'[n % 4]}`))
  desk.clock.pass({ minutes: 2 })
  const { sendNext } = await import('../doors/send-mails.ts')
  while (await sendNext(desk.house));
  expect(desk.letters).toHaveLength(60)
  await desk.sendAll()
  expect(desk.letters).toHaveLength(90)
})

it('CVE-2022-35488: no header makes the one who guesses somebody else', async () => {
  const http = await httpOf(desk.house, [sessionRoutes])
  const names = [
    'x-forwarded-for',
    'forwarded',
    'x-real-ip',
    'client-ip',
    'x-client-ip',
    'true-client-ip',
    'cf-connecting-ip',
  ]
  const statuses: number[] = []
  for (let n = 0; n < 120; n++) {
    const address = `198.51.100.${n}`
    const headers = Object.fromEntries(names.map((name) => [name, name === 'forwarded' ? `for=${address}` : address]))
    const body = { login: `nobody-${n}`, password: 'guessed-guessed' }
    statuses.push((await http.ask('POST', '/api/session', body, { headers, address: '203.0.113.7' })).status)
  }
  expect(statuses.at(-1)).toBe(429)
  await http.close()
}, 300_000)

it('OSA-2020-12: who else got a mail is shown to nobody on the portal', async () => {
  const row = await desk.comesIn(
    mailFrom(
      'chen@example.com',
      '多收了钱',
      'Bcc: secret@example.com',
      'Cc: 李四 <li@example.com>',
      'To: x@case.example',
    ),
  )
  const organisation = (await desk.house.directory.now()) as Organisation
  const page = JSON.stringify(await readPortalCase(desk.house, organisation, row.case_id ?? '', 'zh-CN'))
  expect(page).toContain('多收了钱')
  expect(page).not.toMatch(/secret@|li@example|李四|x@case/)
})
