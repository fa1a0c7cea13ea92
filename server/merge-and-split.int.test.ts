import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Command } from '../core/case/command.ts'
import { commandNamed } from '../core/case/commands.ts'
import type { CaseState } from '../core/case/state.ts'
import { walledOff } from '../core/case/wall.ts'
import { asSystem, read } from './db/transaction.ts'
import { foldCase } from './fold-case.ts'
import { handleCommand } from './handle-command.ts'
import { readCase } from './read/case-page.ts'
import { readPortalCase } from './read/portal-case.ts'
import { type FreshHouse, freshHouse } from './testing/fresh-house.ts'
import type { Town } from './testing/town.ts'
import type { ToldFact } from './trail/envelope.ts'
import { selectFacts } from './trail/read.ts'
import { verifyTrail } from './trail/verify.ts'

let fresh: FreshHouse
let town: Town

beforeAll(async () => {
  fresh = await freshHouse()
  const posts = (unit: string) => ['agent', 'specialist', 'supervisor'].map((post) => ({ post, unit }))
  town = await fresh.found({
    packs: ['enterprise'],
    units: { east: null, west: null },
    people: { chief: posts('root'), east: posts('east'), west: posts('west'), accused: posts('root') },
  })
})
afterAll(() => fresh.close())

async function answerOf(name: string, input: object, person: string, caseId?: string) {
  const command = commandNamed(name) as Command
  const call = { command, input: command.input.parse(input), caller: town.as(person), ...(caseId && { caseId }) }
  return handleCommand(fresh.house, call)
}

async function run(name: string, input: object, person: string, caseId?: string): Promise<string> {
  const answer = await answerOf(name, input, person, caseId)
  if ('refusal' in answer) throw new Error(`${name}: ${answer.refusal.code}`)
  return answer.receipt.id
}

async function refusalOf(name: string, input: object, person: string, caseId: string): Promise<string> {
  const answer = await answerOf(name, input, person, caseId)
  return 'refusal' in answer ? answer.refusal.code : 'done'
}

const registered = (unit: string, name: string) =>
  run(
    'register',
    {
      channel: 'phone',
      unit: town.units[unit],
      title: '重复扣费',
      content: `${name}说扣了两次`,
      name,
      phone: '13812345678',
    },
    'chief',
  )

async function duplicates(one = 'east', other = 'east'): Promise<[leading: string, merged: string]> {
  const [leading, merged] = [await registered(one, '李一'), await registered(other, '王二')]
  await run('link', { other: leading, kind: 'duplicate' }, 'chief', merged)
  return [leading, merged]
}

async function findings(): Promise<unknown[]> {
  const found: unknown[] = []
  const wish = { onFinding: (finding: unknown) => found.push(finding), onProgress: () => {} }
  await verifyTrail(fresh.house, fresh.database.ownerUrl, wish)
  return found
}

const facts = (id: string) => read<ToldFact>(fresh.house.pool, asSystem, selectFacts(id))
const stateOf = async (id: string): Promise<CaseState> => foldCase(await facts(id))
const typesOf = async (id: string) => (await facts(id)).map(({ type }) => type)
const reason = '同一件事登记了两次'

async function pageOf(id: string, person: string) {
  const organisation = await fresh.house.directory.now()
  if (!organisation) throw new Error('founded')
  return readCase(fresh.house, organisation, { person: town.people[person] ?? '', language: 'zh' }, id)
}

describe('a merge', () => {
  it('is told by both trails, and is undone in both', async () => {
    const [leading, merged] = await duplicates()
    await run('merge', { other: leading, reason }, 'chief', merged)
    expect([(await typesOf(leading)).at(-1), await typesOf(merged)]).toEqual([
      'CaseTakenIn',
      expect.arrayContaining(['CaseMerged', 'ObligationCancelled']),
    ])
    expect((await pageOf(leading, 'chief'))?.links).toMatchObject([{ other: merged, kind: 'taken-in' }])
    expect((await pageOf(merged, 'chief'))?.links[0]).toMatchObject({ other: leading, kind: 'merged-into' })
    await run('undo-merge', { reason }, 'chief', merged)
    expect([(await stateOf(merged)).status, (await stateOf(leading)).takenIn]).toEqual(['open', []])
    expect(await findings()).toEqual([])
  })

  it('is news to the handler of the case that leads, and so is its undoing', async () => {
    const [leading, merged] = await duplicates()
    const conditions = ['clear-and-specific', 'in-scope', 'eligible-complainant']
    await run('accept', { conditions }, 'chief', leading)
    await run('assign', { handler: town.people.east }, 'chief', leading)
    await run('merge', { other: leading, reason }, 'chief', merged)
    await run('undo-merge', { reason }, 'chief', merged)
    const text = 'select type, person_id from notice where case_id = any($1) order by at, version'
    const told = await read(fresh.house.pool, asSystem, { text, values: [[leading, merged]] })
    const news = (type: string) => ({ type, person_id: town.people.east })
    expect(told).toEqual(['CaseAssigned', 'CaseTakenIn', 'CaseReleased'].map(news))
  })

  it('writes nothing where the other case cannot be seen, is none, or has other walls', async () => {
    const [leading, merged] = await duplicates('west', 'east')
    const before = await typesOf(merged)
    await run('link', { other: town.units.root ?? '', kind: 'duplicate' }, 'chief', merged)
    expect(await refusalOf('merge', { other: leading, reason }, 'east', merged)).toBe('triage.no-such-other')
    expect(await refusalOf('merge', { other: town.units.root, reason }, 'east', merged)).toBe('triage.no-such-other')
    await run('name-respondent', { staff: town.people.accused, reason }, 'chief', leading)
    expect(await refusalOf('merge', { other: leading, reason }, 'chief', merged)).toBe('triage.walls-differ')
    expect((await typesOf(merged)).filter((type) => type !== 'CasesLinked')).toEqual(
      before.filter((type) => type !== 'CasesLinked'),
    )
  })

  it('walls both off from whoever is named in one of them later', async () => {
    const [leading, merged] = await duplicates()
    await run('merge', { other: leading, reason }, 'chief', merged)
    await run('name-respondent', { staff: town.people.accused, reason }, 'chief', leading)
    expect([walledOff(await stateOf(leading)), walledOff(await stateOf(merged))]).toEqual([
      [town.people.accused],
      [town.people.accused],
    ])
    expect([await pageOf(leading, 'accused'), await pageOf(merged, 'accused')]).toEqual([undefined, undefined])
    expect(await findings()).toEqual([])
  })

  it('lets each complainant follow the own case, with nothing of the other', async () => {
    const [leading, merged] = await duplicates('west', 'east')
    await run('merge', { other: leading, reason }, 'chief', merged)
    const organisation = await fresh.house.directory.now()
    if (!organisation) throw new Error('founded')
    const view = await readPortalCase(fresh.house, organisation, merged, 'zh-CN')
    expect(view).toMatchObject({ step: 'looking-into', standing: 'merged', deadlines: [] })
    expect(view.unit).toBe(organisation.units.get(town.units.west ?? '')?.name)
    expect(view.told[0]?.kind).toBe('merged')
    expect(view.possible).toContain('add-statement')
    const said = JSON.stringify(view)
    for (const secret of ['李一', leading, (await stateOf(leading)).number]) expect(said).not.toContain(secret)
  })

  it('of two that are merged into each other at once happens one way', async () => {
    const [one, other] = await duplicates()
    await run('link', { other, kind: 'duplicate' }, 'chief', one)
    const both = await Promise.all([
      refusalOf('merge', { other: one, reason }, 'chief', other),
      refusalOf('merge', { other, reason }, 'chief', one),
    ])
    expect(both.filter((code) => code === 'done')).toHaveLength(1)
    expect([(await stateOf(one)).status, (await stateOf(other)).status].sort()).toEqual(['merged', 'open'])
  })
})

describe('a split', () => {
  const second = { title: '账单也错了', content: '四月账单多算一项', reason: '两件事' }

  it('opens a case of the same complainant, received at the same moment, behind the same walls', async () => {
    const first = await registered('east', '赵三')
    await run('name-respondent', { staff: town.people.accused, reason }, 'chief', first)
    await run('split', { ...second, unit: town.units.west }, 'chief', first)
    const whole = await stateOf(first)
    const [part = ''] = whole.parts
    const state = await stateOf(part)
    expect([state.partOf, state.submittedAt, state.status]).toEqual([first, whole.submittedAt, 'open'])
    expect(walledOff(state)).toEqual([town.people.accused])
    const shown = await pageOf(part, 'west')
    expect(shown?.registration).toMatchObject({ title: second.title, content: second.content })
    expect(shown?.parties[0]).toMatchObject({ name: '赵三', phone: '138****5678' })
    expect(shown?.links).toMatchObject([{ other: first, kind: 'part-of', number: null }])
    expect(await findings()).toEqual([])
  })

  it('shows number and query code of the part to whoever splits, and again to a retry', async () => {
    const first = await registered('east', '钱二')
    const command = commandNamed('split') as Command
    const input = command.input.parse({ ...second, unit: town.units.west })
    const key = { scope: 'test', key: randomUUID(), bodyHash: Buffer.from('split') }
    const call = { command, input, caller: town.as('chief'), caseId: first, key }
    const [told, again] = [await handleCommand(fresh.house, call), await handleCommand(fresh.house, call)]
    if ('refusal' in told || 'refusal' in again) throw new Error('refused')
    expect(again).toEqual({ receipt: told.receipt, replayed: true })
    const { number, receipt } = told.receipt.part ?? { number: '', receipt: '' }
    const { pool, ring } = fresh.house
    const text = 'select case_by_code($1, $2) as id'
    const values = [number, ring.digest('query-code', ring.queryCode(receipt))]
    expect(await read(pool, asSystem, { text, values })).toEqual([{ id: (await stateOf(first)).parts[0] }])
  })

  it('is undone by merging the part back', async () => {
    const first = await registered('east', '孙四')
    await run('split', { ...second, unit: town.units.east }, 'chief', first)
    const [part = ''] = (await stateOf(first)).parts
    await run('merge', { other: first, reason }, 'chief', part)
    expect([(await stateOf(part)).status, (await stateOf(first)).takenIn.map((one) => one.case)]).toEqual([
      'merged',
      [part],
    ])
  })

  it('that is refused opens nothing', async () => {
    const first = await registered('east', '周五')
    const count = async () => (await read(fresh.house.pool, asSystem, { text: 'select from case_row' })).length
    const before = await count()
    const input = { ...second, unit: town.units.west, evidence: [7] }
    expect(await refusalOf('split', input, 'chief', first)).toBe('evidence.unknown')
    expect(await count()).toBe(before)
  })
})
