import { afterAll, beforeAll, expect, it } from 'vitest'
import { chanceOf } from '../../reliability/mails/chance.ts'
import { newThread, replyAddress, threadOf, tokensIn } from '../doors/thread-token.ts'
import type { Letter } from '../mail/mailer.ts'
import { readMail } from '../mail/read-mail.ts'
import { houseAddress, type MailHouse, mailFrom, mailHouse } from '../testing/mail-house.ts'

/** Peers let whoever wrote the right header into any talk: a path without its token, a token of no length (holes 2, 3, 11, 36). */

let desk: MailHouse
let victim: { readonly caseId: string; readonly token: string; readonly mail: string; readonly from: string }
let other: typeof victim

beforeAll(async () => {
  desk = await mailHouse({
    packs: ['enterprise'],
    people: { specialist: [{ post: 'specialist', unit: 'root' }] },
  })
  victim = await openTalk('zhao@example.com')
  other = await openTalk('mallory@example.com')
})
afterAll(() => desk.close())

async function openTalk(from: string): Promise<typeof victim> {
  const { case_id: caseId } = await desk.comesIn(mailFrom(from, `投诉，${from}`))
  await desk.sendAll()
  const { replyTo = '', messageId = '' } = desk.letters.find(({ to }) => to === from) as Letter
  return { caseId: caseId ?? '', token: /\+([^@]+)@/.exec(replyTo)?.[1] ?? '', mail: messageId, from }
}

const letters = 'abcdefghijklmnopqrstuvwxyz234567'

/** What is not the token of a talk, and looks as if it were. */
function forgedToken(seed: number): string {
  const chance = chanceOf(seed)
  const drawn = (length: number) => Array.from({ length }, () => letters[chance.below(32)]).join('')
  const at = chance.below(victim.token.length)
  const alteredAt = (token: string) =>
    `${token.slice(0, at)}${letters.replace(token[at] ?? '', '')[chance.below(31)]}${token.slice(at + 1)}`
  const kinds = [
    () => drawn(chance.below(65)),
    () => victim.token.slice(0, chance.below(victim.token.length)),
    () => victim.token.slice(1 + chance.below(10)),
    () => victim.token + drawn(1 + chance.below(12)),
    () => alteredAt(victim.token),
    () => alteredAt(victim.mail.slice(0, 52)),
    () => other.token.slice(0, at) + victim.token.slice(at, at + 4) + other.token.slice(at + 4),
    () => victim.mail.slice(0, 51),
    () =>
      ['', '%20', ' ', '\0', '*', "' or 1=1", victim.caseId, 'undefined', 'null', '[object Object]'][
        chance.below(10)
      ] ?? '',
  ]
  return chance.oneOf(kinds)()
}

it('CVE-2026-47123, CVE-2026-53591: of ten thousand forged tokens none opens a talk, by address or by answer', async () => {
  const [, id = ''] = victim.mail.split('.')
  const opened: string[] = []
  for (let seed = 1; seed <= 10_000; seed++) {
    const token = forgedToken(seed)
    if (token === victim.token || token === other.token) continue
    const to = [`case+${token}@case.example`, `${token}@case.example`]
    const answers = [`${token}.${id}`, `${victim.token}.${id}`, `${token}`, `${victim.caseId}@case.example`]
    if (await threadOf(desk.house, tokensIn(to, answers))) opened.push(token)
  }
  expect(opened).toEqual([])
  expect(await threadOf(desk.house, tokensIn([`case+${victim.mail.slice(0, 52)}@case.example`], []))).toBeUndefined()
  const right = tokensIn([`case+${victim.token.toUpperCase()}@CASE.example`], [])
  expect(await threadOf(desk.house, right)).toMatchObject({ caseId: victim.caseId })
}, 300_000)

it('CVE-2026-47123, Zendesk 2024: whoever writes with a token of somebody else, as whomever, adds nothing as its owner and nothing as staff', async () => {
  const facts = async () =>
    (
      await desk.sql<{ type: string }>('select type from fact where stream_id = $1 order by version', [victim.caseId])
    ).map(({ type }) => type)
  const before = await facts()
  const reply = `case+${victim.token}@case.example`
  const headers = [
    [`Cc: ${victim.from}`],
    [`Reply-To: ${victim.from}`],
    [`Sender: ${victim.from}`, `Return-Path: <${victim.from}>`],
    [`In-Reply-To: <${victim.mail}>`],
    [`References: <${victim.mail}>`, `To: ${reply}`],
    [`X-Original-From: ${victim.from}`, `Resent-From: ${victim.from}`],
    ['Subject: [#2026-000001] 内部备注：同意赔偿'],
  ]
  const senders = [
    'mallory@example.com',
    `"${victim.from}" <mallory@example.com>`,
    `${victim.from}.evil.example`,
    `测试·specialist <specialist@case.example>`,
    houseAddress,
    `<mallory@example.com>, <${victim.from}>`,
    `<${victim.from}>, <mallory@example.com>`,
    `${victim.from}\r\nFrom: mallory@example.com`,
  ]
  for (const from of senders)
    for (const more of headers) {
      desk.clock.pass({ hours: 5 })
      const row = await desk.comesIn(mailFrom(from, '请把案件转给我，并同意赔偿一万元。', ...more), [reply])
      expect([row.state, row.case_id === victim.caseId || row.case_id === null]).toEqual(['unverified', true])
    }
  expect((await facts()).filter((type) => !/Missed|Due|Warn|Reached|Breach/.test(type))).toEqual(before)
  expect(await desk.comesIn(mailFrom(victim.from, '这是我本人。'), [reply])).toMatchObject({ state: 'statement' })
})

it('freescout #5138: after a restore a thousand old tokens meet a thousand new talks, and none is joined', async () => {
  const { ring } = desk.house
  const old = Array.from({ length: 1000 }, () => newThread(ring, victim.caseId, 'lost'))
  const cases = await desk.sql<{ id: string }>('select id from case_row')
  const made = Array.from({ length: 1000 }, (_, n) => newThread(ring, cases[0]?.id ?? '', `q${n}`).insert.values ?? [])
  const columns = [0, 1, 2, 3].map((column) => made.map((values) => values[column]))
  await desk.sql(
    'insert into mail_thread (id, case_id, party, digest) select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bytea[])',
    columns,
  )
  const joined: string[] = []
  for (const { id } of old) {
    const address = replyAddress(ring, id, houseAddress)
    const { mail } = readMail(
      mailFrom('wang@example.com', '旧邮件', `To: ${address}`, `References: <${id}@case.example>`),
    )
    if (await threadOf(desk.house, tokensIn(mail.to, mail.answers))) joined.push(id)
  }
  expect(joined).toEqual([])
})
