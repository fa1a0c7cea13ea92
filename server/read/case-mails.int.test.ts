import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { organisationCommands } from '../../core/organisation/commands.ts'
import { mailRoutes } from '../http/mail-routes.ts'
import { handleOrganisation } from '../organisation/handle-organisation.ts'
import { type Http, httpOf } from '../testing/http.ts'
import { type MailHouse, mailFrom, mailHouse } from '../testing/mail-house.ts'

let desk: MailHouse
let http: Http
beforeAll(async () => {
  const people = {
    specialist: [{ post: 'specialist', unit: 'root' }],
    auditor: [{ post: 'auditor', unit: 'root' }],
    shift: [{ post: 'shift-lead', unit: 'root' }],
    security: [{ post: 'security-administrator', unit: 'root' }],
  }
  desk = await mailHouse({ packs: ['enterprise', 'fuel-retail'], people })
  http = await httpOf(desk.house, [mailRoutes])
})
afterAll(async () => {
  await http.close()
  await desk.close()
})

async function ask(who: string, method: 'GET' | 'POST', path: string) {
  const cookie = await desk.fresh.cookieOf(desk.town.people[who] ?? '')
  return http.ask(method, `/api/cases/${path}`, method === 'POST' ? {} : undefined, { cookie })
}

it('a case shows its mails; what was held back says why, and whoever may tell the complainant something may have it sent', async () => {
  const first = await desk.comesIn(mailFrom('wang@example.com', 'My telephone is 13812348000. The pump is wrong.'))
  const second = await desk.comesIn(mailFrom('wang+2@example.com', '第二件事，请回电 13812348000。'))
  await desk.sendAll()
  expect(desk.letters).toHaveLength(1)
  expect(desk.letters[0]?.subject).toMatch(/^We have received your letter/)

  const { body } = await ask('specialist', 'GET', `${second.case_id}/mails`)
  expect(body.came).toMatchObject([
    { state: 'complaint', verdict: 'not-verified', from: 'w***@example.com', opens: true },
  ])
  expect(JSON.stringify(body)).not.toContain('13812348000')
  expect(body.left).toMatchObject([{ kind: 'receipt', state: 'held-back', reason: 'one-a-day', insistedBy: null }])
  expect(body.mayResend).toBe(true)
  const again = `${second.case_id}/mails/${body.left[0].id}/again`
  for (const wrong of [`${first.case_id}/mails/${body.left[0].id}/again`, `${second.case_id}/mails/${second.id}/again`])
    expect((await ask('specialist', 'POST', wrong)).status).toBe(404)
  expect((await ask('security', 'GET', `${second.case_id}/mails`)).status).toBe(404)
  for (const who of ['security', 'auditor']) expect((await ask(who, 'POST', again)).status).toBe(404)
  expect((await ask('auditor', 'GET', `${second.case_id}/mails`)).body).toMatchObject({ mayResend: false })

  expect((await ask('specialist', 'POST', again)).status).toBe(204)
  await desk.sendAll()
  expect(desk.letters.map(({ to, subject }) => [to, subject.slice(0, 8)])).toEqual([
    ['wang@example.com', 'We have '],
    ['wang+2@example.com', '已收到您的来信（'],
  ])
  const now = (await ask('specialist', 'GET', `${second.case_id}/mails`)).body
  expect(now.left).toMatchObject([{ state: 'sent', reason: null, insistedBy: desk.town.people.specialist }])
  expect((await ask('specialist', 'POST', again)).status).toBe(404)
  const owner = new pg.Client({ connectionString: desk.fresh.database.superUrl })
  await owner.connect()
  const reads = `select from read_log where what = 'mails' and case_ids = array[$1::uuid]`
  expect((await owner.query(reads, [second.case_id])).rowCount).toBe(3)
  await owner.end()
})

it('is sent again by whom the pack of the case lets tell the complainant, whatever packs the house has since', async () => {
  await adopt(['fuel-retail', 'enterprise'])
  const earlier = await desk.comesIn(mailFrom('zhao@example.com', '加油枪跳枪太早，请检查。'))
  await adopt(['enterprise', 'fuel-retail'])
  const later = await desk.comesIn(mailFrom('zhao@example.com', '第二封：发票没有寄到。'))
  const mayResend = async (id: string | null) => (await ask('shift', 'GET', `${id}/mails`)).body.mayResend
  expect([await mayResend(earlier.case_id), await mayResend(later.case_id)]).toEqual([true, false])
})

async function adopt(packs: readonly string[]) {
  const command = organisationCommands.find(({ name }) => name === 'adopt-packs')
  if (!command) throw new Error('no command')
  const caller = { kind: 'system', id: 'test' } as const
  const answer = await handleOrganisation(desk.house, { command, input: { packs }, caller })
  if ('refusal' in answer) throw new Error(answer.refusal.code)
}
