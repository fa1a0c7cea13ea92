import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Command } from '../../core/case/command.ts'
import { commandNamed } from '../../core/case/commands.ts'
import type { CaseState } from '../../core/case/state.ts'
import { asSystem, read } from '../db/transaction.ts'
import { foldCase, handleCommand } from '../handle-command.ts'
import type { House } from '../house.ts'
import { importYear } from '../policy/import-year.ts'
import { readCase } from '../read/case-page.ts'
import { type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import type { Town } from '../testing/town.ts'
import type { ToldFact } from '../trail/envelope.ts'
import { selectFacts } from '../trail/read.ts'
import { verifyTrail } from '../trail/verify.ts'
import { followCalendars } from './follow-calendar.ts'
import { sweep } from './sweep.ts'

const clock = standingClock('2026-12-24T01:00:00Z')
/** Made up: a Friday off, and a Saturday worked for it. */
const notice = `year: 2027
status: published
notice: { title: 测试用放假安排, number: 测试〔2026〕1号 }
holidays:
  - { name: { zh: 元旦, en: New Year's Day }, off: [2027-01-01, 2027-01-02, 2027-01-03], make_up: [2027-01-09] }
`
let fresh: FreshHouse
let other: House
let town: Town
let folder: string
/** Open when the notice came out. */
let open: string

beforeAll(async () => {
  fresh = await freshHouse({ now: clock.now })
  other = await fresh.another(clock.now)
  town = await fresh.found({ packs: ['enterprise'] })
  folder = await mkdtemp(join(tmpdir(), 'huiyin-year-'))
})
afterAll(async () => {
  await fresh.close()
  await rm(folder, { recursive: true })
})

async function run(name: string, input: object, caseId?: string, house = fresh.house): Promise<string> {
  const command = commandNamed(name) as Command
  const caller = { kind: 'system', id: 'test' } as const
  const answer = await handleCommand(house, {
    command,
    input: command.input.parse(input),
    caller,
    ...(caseId && { caseId }),
  })
  if ('refusal' in answer) throw new Error(`${name}: ${answer.refusal.code}`)
  return answer.receipt.id
}

const registered = (house?: House) =>
  run('register', { channel: 'phone', unit: town.units.root, title: '排队', content: '过号不叫' }, undefined, house)
async function factsOf(id: string): Promise<ToldFact[]> {
  return read<ToldFact>(fresh.house.pool, asSystem, selectFacts(id))
}
const stateOf = async (id: string): Promise<CaseState> => foldCase(await factsOf(id))
const dutyOf = async (id: string, name: string) => (await stateOf(id)).obligations.find(({ duty }) => duty === name)

async function imported(text: string) {
  const file = join(folder, 'year.yaml')
  await writeFile(file, text)
  return importYear(fresh.house.policies.years, file)
}

it('a notice moves what runs by new facts, once, for every process, and leaves the rest as it was', async () => {
  const old = await registered()
  const withdrawn = await registered()
  clock.set('2026-12-30T08:00:00Z')
  open = await registered()
  await run('accept', { conditions: ['clear-and-specific', 'in-scope', 'eligible-complainant'] }, open)
  await run('assign', { handler: town.people.specialist }, open)
  await run('withdraw', {}, withdrawn)
  await sweep(fresh.house)
  const before = await Promise.all([old, open, withdrawn].map(factsOf))
  const pinned = await stateOf(open)
  expect(await dutyOf(open, 'reply')).toMatchObject({ due: '2027-01-06T10:00:00.000Z', provisional: true })
  expect(await dutyOf(old, 'start')).toMatchObject({ status: 'missed' })

  expect((await other.policies.years.now()).at(-1)?.year).toBe(2026)
  expect(await imported(notice)).toMatchObject({ news: true })
  expect(await followCalendars(fresh.house)).toEqual({ followed: 2, failures: [] })
  expect(await imported(notice)).toMatchObject({ news: false })
  expect(await followCalendars(other)).toEqual({ followed: 0, failures: [] })

  const after = await Promise.all([old, open, withdrawn].map(factsOf))
  for (const [i, facts] of after.entries()) expect(facts.slice(0, before[i]?.length)).toEqual(before[i])
  expect(after[2]).toHaveLength(before[2]?.length ?? 0)
  const added = after[1]?.slice(before[1]?.length).map(({ type, data }) => [type, data.duty, data.from, data.due])
  expect(added?.[0]?.[0]).toBe('CalendarChanged')
  expect(added).toContainEqual(['ObligationMoved', 'reply', '2027-01-06T10:00:00.000Z', '2027-01-07T10:00:00.000Z'])
  expect(await dutyOf(open, 'reply')).toMatchObject({ due: '2027-01-07T10:00:00.000Z', provisional: false })
  const settled = ({ obligations }: CaseState) => obligations.filter(({ status }) => status !== 'running')
  expect(settled(await stateOf(open)).map(({ duty, due }) => [duty, due])).toEqual(
    settled(pinned).map(({ duty, due }) => [duty, due]),
  )
  expect((await stateOf(open)).turns).toBe(pinned.turns)
})

it('what is received from then on counts by the notice, in every process and after a restart', async () => {
  for (const house of [fresh.house, other, await fresh.another(clock.now)])
    expect(await dutyOf(await registered(house), 'reply')).toMatchObject({
      due: '2027-01-07T10:00:00.000Z',
      provisional: false,
    })
})

it('the case page tells which notice moved what', async () => {
  const organisation = await fresh.house.directory.now()
  const [reader = ''] = Object.values(town.people)
  const page = organisation && (await readCase(fresh.house, organisation, { person: reader, language: 'zh' }, open))
  const reply = page?.obligations.find(({ duty }) => duty === 'reply')
  expect(reply?.explain).toContain(
    '《测试用放假安排》（测试〔2026〕1号）将到期时间由 2027-01-06 18:00 改为 2027-01-07 18:00',
  )
  expect(reply?.explain.join()).not.toContain('尚未公布')
  const met = page?.obligations.find(({ duty }) => duty === 'transfer')
  expect(met).toMatchObject({ status: 'met', due: '2027-01-08T10:00:00.000Z', provisional: true })
  expect(met?.explain.at(-2)).toContain('尚未公布')
})

it('a year at odds with another, or no year at all, is refused and nothing is learnt', async () => {
  const twice = notice.replace('2027-01-03]', '2027-01-03, 2026-12-31]').replace('year: 2027', 'year: 2026')
  await expect(imported(twice)).rejects.toMatchObject({ name: 'PolicyProblems' })
  await expect(imported(notice.replace('off:', 'of:'))).rejects.toMatchObject({ name: 'PolicyProblems' })
  expect(await followCalendars(fresh.house)).toEqual({ followed: 0, failures: [] })
})

it('what was moved is missed at its new moment, and the trail is clean', async () => {
  clock.set('2027-01-07T10:00:00.001Z')
  while ((await sweep(fresh.house)).swept > 0);
  const text = `select occurred_at as at from fact where type = 'ObligationMissed' and data ->> 'duty' = 'reply' order by occurred_at`
  const missed = await read<{ at: string }>(fresh.house.pool, asSystem, { name: 'missed', text })
  expect(missed.map(({ at }) => at)).toEqual([
    '2026-12-31T10:00:00.001Z',
    ...Array.from({ length: 4 }, () => '2027-01-07T10:00:00.001Z'),
  ])
  const findings: unknown[] = []
  await verifyTrail(fresh.house, fresh.database.ownerUrl, {
    onFinding: (one) => findings.push(one),
    onProgress: () => {},
  })
  expect(findings).toEqual([])
})
