import { afterAll, beforeAll, expect, it } from 'vitest'
import { rooms } from '../main.ts'
import { type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import { type Http, httpOf } from '../testing/http.ts'
import type { Town } from '../testing/town.ts'

const clock = standingClock('2026-03-02T01:00:00.000Z')
let fresh: FreshHouse
let town: Town
let http: Http
let id: string
beforeAll(async () => {
  fresh = await freshHouse({ now: clock.now })
  town = await fresh.found({ packs: ['bank'] })
  http = await httpOf(fresh.house, rooms)
  const told = { channel: 'phone', unit: town.units.root, title: '吞卡', content: '九点吞卡。' }
  id = (await ask('agent', 'POST', '/api/cases', told)).body.id
  const conditions = ['clear-and-specific', 'own-business', 'by-customer-or-representative']
  await act('supervisor', 'accept', { conditions })
  await act('supervisor', 'assign', { handler: town.people.specialist })
})
afterAll(async () => {
  await http.close()
  await fresh.close()
})

async function ask(who: string, method: 'GET' | 'POST', path: string, body?: unknown) {
  return http.ask(method, path, body, { cookie: await fresh.cookieOf(town.people[who] ?? '') })
}

async function act(who: string, command: string, input: object): Promise<void> {
  const { status, body } = await ask(who, 'POST', `/api/cases/${id}/commands/${command}`, input)
  expect([command, status, body.code]).toEqual([command, 200, undefined])
}

const view = async () => (await ask('supervisor', 'GET', `/api/cases/${id}`)).body

it('shows each line of the plan with its owner and lamp, and the texts in the right places', async () => {
  const lines = [
    { kind: 'hearing', what: '当班柜员', owner: town.people.agent, until: '2026-03-03' },
    { kind: 'question', what: '几点吞卡？' },
    { kind: 'evidence', what: '设备日志', until: '2026-03-31' },
  ]
  await act('specialist', 'plan', { questions: ['是否吞卡？'], lines, methods: ['technical'] })
  await act('specialist', 'change-plan', { line: 4, state: 'dropped', reason: '日志已覆盖' })
  const lampAt = async (moment: string) => {
    clock.set(moment)
    const { plan } = (await view()).investigation
    return plan.map((one: { lamp: string | null }) => one.lamp)
  }
  const shown = (await view()).investigation.plan
  expect(shown).toMatchObject([
    { line: 1, kind: 'question', what: '是否吞卡？', owner: town.people.specialist, due: null },
    { line: 2, kind: 'hearing', what: '当班柜员', owner: town.people.agent, due: '2026-03-03T15:59:59.999Z' },
    { line: 3, kind: 'question', what: '几点吞卡？' },
    { line: 4, kind: 'evidence', what: '设备日志', state: 'dropped', reason: '日志已覆盖' },
  ])
  expect(await lampAt('2026-03-02T02:00:00.000Z')).toEqual([null, 'green', null, null])
  expect(await lampAt('2026-03-03T12:00:00.000Z')).toEqual([null, 'amber', null, null])
  expect(await lampAt('2026-03-03T16:00:00.000Z')).toEqual([null, 'red', null, null])
})

it('puts contradicting statements side by side, whosever they are', async () => {
  await act('specialist', 'add-evidence', { kind: 'testimony', content: '十点才有人取卡', source: '保安老李' })
  const { sayings } = (await view()).investigation
  expect(sayings).toMatchObject([
    { fact: 1, kind: 'complaint', text: '九点吞卡。' },
    { kind: 'testimony', who: '保安老李', text: '十点才有人取卡' },
  ])
  await act('specialist', 'mark-contradiction', { one: sayings[1].fact, other: 1, point: '时间' })
  await act('supervisor', 'settle-contradiction', { contradiction: 1, judgement: '以日志九点零三分为准' })
  expect((await view()).investigation.contradictions).toMatchObject([
    {
      one: { kind: 'testimony' },
      other: { kind: 'complaint' },
      point: '时间',
      settled: { by: town.people.supervisor, judgement: '以日志九点零三分为准' },
    },
  ])
})

it('has the sample with the appraiser until the result is in, and the clocks of the pack waiting', async () => {
  const thing = { kind: 'physical', content: '读卡器', source: '三号机', place: '保险柜', seal: 'A-1' }
  await act('specialist', 'add-evidence', thing)
  const ordered = { appraiser: '省检测院', subject: '是否卡滞', evidence: [1, 2], until: '2026-03-10' }
  const password = town.passwords.specialist
  await act('specialist', 'order-appraisal', { ...ordered, channel: 'phone', text: '已送检', password })
  const { obligations } = await view()
  const paused = obligations.filter(({ status }: { status: string }) => status === 'paused')
  expect(paused.map(({ duty }: { duty: string }) => duty).sort()).toEqual(['plan'])
  expect(await custody()).toMatchObject({
    away: true,
    custody: [{ appraisal: null }, { appraisal: 'out', place: '省检测院' }],
  })
  const back = { place: '保险柜', condition: '完好', sealIntact: true }
  const result = { appraisal: 1, came: true, text: '卡滞', password: town.passwords.supervisor }
  await act('supervisor', 'end-appraisal', { ...result, ...back })
  expect(await custody()).toMatchObject({ away: false, custodian: { id: town.people.supervisor }, place: '保险柜' })
  expect((await view()).investigation.appraisals).toMatchObject([
    { appraiser: '省检测院', ended: { came: true, text: '卡滞' } },
  ])
})

async function custody() {
  const { body } = await ask('supervisor', 'GET', `/api/cases/${id}/evidence`)
  return body.items[1].thing
}
