import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CaseQuery, caseQuery } from '../../api/cases.ts'
import type { Registration } from '../../core/1-intake/register.ts'
import { commandNamed } from '../../core/case/commands.ts'
import { fold, placesOf } from '../../core/search/fold.ts'
import { wordsOf } from '../../core/search/wanted.ts'
import type { Letters } from '../../core/understanding/normalise.ts'
import { asSystem, inTransaction, read } from '../db/transaction.ts'
import { handleCommand } from '../handle-command.ts'
import { searchCases } from '../read/case-search.ts'
import { type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import { indexAll } from '../testing/index-all.ts'
import type { Town } from '../testing/town.ts'
import { comparedLetters } from '../understanding/letters.ts'
import { forgetCase } from './forget-case.ts'
import { indexWaiting } from './index-waiting.ts'
import { mergeOnce } from './merge-segments.ts'
import { type Shelf, shelfOf } from './shelf.ts'

/** What a case says, kept by the test: what the searches are held against. */
type Told = { readonly id: string; unit: string; at: string; texts: string[]; phone?: string; walled?: string }

const clock = standingClock('2026-03-02T01:00:00.000Z')
let fresh: FreshHouse
let town: Town
let letters: Letters
let shelf: Shelf
const all: Told[] = []

beforeAll(async () => {
  fresh = await freshHouse({ now: clock.now })
  const supervisor = (unit: string) => [{ post: 'supervisor', unit }]
  town = await fresh.found({
    packs: ['enterprise'],
    units: { east: null, hall: 'east', west: null },
    people: {
      agent: [{ post: 'agent', unit: 'root' }],
      root: supervisor('root'),
      east: supervisor('east'),
      hall: supervisor('hall'),
      both: [...supervisor('hall'), ...supervisor('west')],
      director: [{ post: 'director', unit: 'root' }],
      blind: [],
    },
  })
  letters = await comparedLetters()
  shelf = { ...(await shelfOf(fresh.house)), longest: { list: 24, block: 16 } }
  await fillTown()
})
afterAll(() => fresh.close())

/** Words come back again and again, in other orders and with other signs between, so that most pairs stand everywhere. */
// biome-ignore format: a table
const parts = ['宽带', '寬帶', '故障', '退款', '退', '款', '客服', '态度', '態度', '无人', '接听', 'WiFi', '3', '00', '，', '。', ' ']
const said = fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 12 }).map((all) => `话${all.join('')}`)

async function run(name: string, input: object, caseId?: string, person = 'agent') {
  const command = commandNamed(name)
  if (!command) throw new Error(name)
  const answer = await handleCommand(fresh.house, {
    command,
    input: command.input.parse(input),
    caller: town.as(person),
    ...(caseId && { caseId }),
  })
  if ('refusal' in answer) throw new Error(`${name} ${JSON.stringify(answer.refusal)}`)
  return answer.receipt
}

async function register(given: Partial<Registration> & { unit: string }): Promise<Told> {
  clock.pass({ minutes: 7 })
  const input = { channel: 'phone', title: '标题', content: '内容', ...given }
  const { id, number } = await run('register', input)
  const { title, content, name, address, product, reference } = input
  const told: Told = {
    id,
    unit: given.unit,
    at: clock.now(),
    texts: [number, title, content, name, address, product, reference].filter((one) => one !== undefined),
    ...(given.phone && { phone: given.phone }),
  }
  all.push(told)
  return told
}

async function fillTown() {
  const units = [town.units.east, town.units.hall, town.units.west, town.units.root] as string[]
  const texts = fc.sample(fc.tuple(said, said, said), { numRuns: 90, seed: 7 })
  for (const [n, [title, content, more]] of texts.entries()) {
    const phone = `1381234${String(n).padStart(4, '0')}`
    const rest = { product: more, phone, name: `王${n}`, reference: `消转〔2026〕${n} 号` }
    const told = await register({ unit: units[n % 4] ?? '', title, content, ...rest })
    if (n % 5 === 0) {
      await run('add-statement', { text: `补充${more}${title}` }, told.id)
      told.texts.push(`补充${more}${title}`)
    }
    if (n % 9 === 0) await indexAll(fresh.house, shelf)
    if (n % 9 === 0 && n > 0) {
      const earlier = all[n - 9] as Told
      await run('add-statement', { text: `后来${content}` }, earlier.id)
      earlier.texts.push(`后来${content}`)
    }
  }
  const [, , moved] = all as [Told, Told, Told]
  moved.unit = town.units.hall ?? ''
  await run('accept', { conditions: ['clear-and-specific', 'in-scope', 'eligible-complainant'] }, moved.id, 'root')
  await run('forward', { unit: moved.unit, reason: '归口' }, moved.id, 'root')
  const [first] = all as [Told]
  await run('name-respondent', { staff: town.people.east, reason: '被点名' }, first.id, 'root')
  first.walled = 'east'
  await indexAll(fresh.house, shelf)
}

const sights: Readonly<Record<string, readonly string[]>> = {
  root: ['root', 'east', 'hall', 'west'],
  east: ['east', 'hall'],
  hall: ['hall'],
  both: ['hall', 'west'],
  blind: [],
}

/** The plain way: every case, every text. The newest first. */
function plainly(person: string, typed: string): string[] {
  const words = wordsOf(typed, letters)
  const seen = (sights[person] ?? []).map((unit) => town.units[unit])
  return all
    .filter(({ unit, walled }) => seen.includes(unit) && walled !== person)
    .filter(({ texts, phone }) =>
      words.every(
        ({ phrase, digits }) =>
          texts.some((text) => placesOf(phrase, fold(text, letters)).length > 0) ||
          (digits !== undefined && phone?.endsWith(digits)),
      ),
    )
    .sort((one, other) => (one.at < other.at ? 1 : -1))
    .map(({ id }) => id)
}

async function searched(person: string, typed: string, more: Partial<CaseQuery> = {}) {
  const found: string[] = []
  let after: string | undefined
  let total = 0
  do {
    const query = caseQuery.parse({ sort: 'received', descending: true, limit: 7, ...more, ...(after && { after }) })
    const words = { ...query, filter: { ...query.filter, words: typed } }
    const page = await searchCases(fresh.house, town.people[person] ?? '', words)
    found.push(...page.rows.map(({ id }) => id))
    total = page.total
    after = page.next ?? undefined
  } while (after)
  return { found, total }
}

/** Pieces of what was said, joined ones, numbers, ends of phones. */
const typed = fc
  .oneof(
    fc.tuple(fc.nat(), fc.nat(), fc.nat(60), fc.integer({ min: 1, max: 6 })).map(([one, which, from, length]) => {
      const { texts } = all[one % all.length] as Told
      const text = texts[which % texts.length] ?? ''
      return text.slice(from % text.length, (from % text.length) + length)
    }),
    fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 3 }).map((some) => some.join('')),
    fc
      .array(fc.constantFrom('宽带', '退款', '態度', '王7', '3'), { minLength: 2, maxLength: 3 })
      .map((some) => some.join(' ')),
    fc.nat(99).map((n) => String(n).padStart(4, '0')),
  )
  .filter((text) => wordsOf(text, letters).length > 0)

async function agrees(runs: number) {
  await fc.assert(
    fc.asyncProperty(typed, fc.constantFrom(...Object.keys(sights)), async (text, person) => {
      const expected = plainly(person, text)
      expect(await searched(person, text)).toEqual({ found: expected, total: expected.length })
    }),
    { numRuns: runs, seed: 11 },
  )
}

describe('a search', () => {
  it('finds what a plain look through everything finds, whoever asks', async () => {
    await agrees(150)
  }, 120_000)

  it('finds the same once few segments were made of many', async () => {
    const count = async () => (await read(fresh.house.pool, asSystem, { text: 'select from search_segment' })).length
    const many = await count()
    for (let more = true; more; ) more = await mergeOnce(shelf)
    expect(await count()).toBeLessThan(many)
    expect(await mergeOnce(shelf)).toBe(false)
    await agrees(150)
  }, 120_000)

  it('orders by due moment, by number and by relevance, and keeps to the other filters', async () => {
    const expected = plainly('root', '退款')
    for (const sort of ['due', 'number', 'relevance'] as const)
      expect((await searched('root', '退款', { sort })).found.sort()).toEqual([...expected].sort())
    const numbered = (await searched('root', '退款', { sort: 'number', descending: false })).found
    expect(numbered).toEqual([...expected].reverse())
    const relevant = (await searched('root', '退款', { sort: 'relevance' })).found
    const heads = relevant.map((id) => inHead(id, '退款'))
    expect(heads).toEqual(heads.toSorted((one, other) => Number(other) - Number(one)))
    const inHall = await searched('root', '退款', { filter: { units: [town.units.hall ?? ''] } })
    expect(inHall.found).toEqual(expected.filter((id) => all.find((one) => one.id === id)?.unit === town.units.hall))
    expect((await searched('root', '退款', { filter: { statuses: ['archived'] } })).found).toEqual([])
  })

  /** In number or title, by the same rule as anywhere. */
  function inHead(id: string, text: string): boolean {
    const [phrase = new Uint16Array()] = wordsOf(text, letters).map((word) => word.phrase)
    const { texts = [] } = all.find((one) => one.id === id) ?? {}
    return texts.slice(0, 2).some((one) => placesOf(phrase, fold(one, letters)).length > 0)
  }

  it('shows where the words stand, and no contact in full', async () => {
    const told = await register({
      unit: town.units.west ?? '',
      title: '寬帶退費',
      content: `先说别的事情，说了很久很久很久很久，然后才说到宽带断网，回电13900001111。${'其后再无。'.repeat(30)}`,
      address: '示范市金丝雀路七号楼二单元',
      phone: '13955557777',
    })
    await indexAll(fresh.house, shelf)
    const page = async (words: string) =>
      (
        await searchCases(
          fresh.house,
          town.people.root ?? '',
          caseQuery.parse({ filter: { words }, sort: 'received', descending: true }),
        )
      ).hits.find(({ id }) => id === told.id)
    const hit = await page('宽带')
    expect(hit?.title).toEqual([[0, 2]])
    const { text = '', places = [], field } = hit?.snippet ?? {}
    expect([field, places.map(([from, to]) => text.slice(from, to))]).toEqual(['content', ['宽带']])
    expect(text).toMatch(/^….*139\*+11.*…$/)
    expect((await page('二单元'))?.snippet).toEqual({ field: 'address', text: '示范市金丝雀***', places: [] })
    expect((await page('7777'))?.snippet).toEqual({ field: 'phone', text: '139****7777', places: [] })
  })

  it('finds nothing of a case that was forgotten, and no page keeps it', async () => {
    const told = await register({ unit: town.units.west ?? '', title: '独一无二的鲲鹏', content: '鲲鹏' })
    await indexAll(fresh.house, shelf)
    expect((await searched('root', '鲲鹏')).found).toEqual([told.id])
    await inTransaction(fresh.house.pool, asSystem, async () => ({ result: undefined, writes: forgetCase(told.id) }))
    expect(await searched('root', '鲲鹏')).toEqual({ found: [], total: 0 })
    for (let more = true; more; ) more = await mergeOnce(shelf)
    const kept = await read(fresh.house.pool, asSystem, {
      text: `select from search_doc where case_id = $1 or case_id is null union all select from search_page p where not exists (select from search_segment s where s.id = p.segment)
        union all select from search_block b where not exists (select from search_segment s where s.id = b.segment)`,
      values: [told.id],
    })
    expect(kept).toEqual([])
  })

  it('goes on past a case that cannot be read', async () => {
    const broken = await register({ unit: town.units.west ?? '', title: '坏掉的封存' })
    const sound = await register({ unit: town.units.west ?? '', title: '完好的麒麟' })
    await read(fresh.house.pool, asSystem, {
      text: `insert into search_todo (case_id) values ($1)`,
      values: [broken.id],
    })
    const foreign = { ...shelf, ring: { ...shelf.ring, unwrap: failingFor(broken.id) } }
    const { failures } = await indexWaiting(foreign)
    expect(failures.length).toBeGreaterThan(0)
    expect((await searched('root', '麒麟')).found).toEqual([sound.id])
    await indexAll(fresh.house, shelf)
    expect((await searched('root', '坏掉的封存')).found).toEqual([broken.id])
  })

  function failingFor(stream: string): Shelf['ring']['unwrap'] {
    return (of, ...rest) => {
      if (of === stream) throw new Error('does not open')
      return shelf.ring.unwrap(of, ...rest)
    }
  }

  it('leaves its tables to its functions', async () => {
    for (const table of ['search_segment', 'search_doc', 'search_page', 'search_block', 'search_todo'])
      expect(
        await read(fresh.house.pool, { person: town.people.root ?? '' }, { text: `select from ${table} limit 1` }),
      ).toEqual([])
  })
})
