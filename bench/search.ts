import { isDeepStrictEqual } from 'node:util'
import { caseQuery } from '../api/cases.ts'
import { wordsOf } from '../core/search/wanted.ts'
import { read } from '../server/db/transaction.ts'
import type { House } from '../server/house.ts'
import { searchCases } from '../server/read/case-search.ts'
import { hitOf } from '../server/search/hits.ts'
import { openSearched, type SearchedBox, selectSearched } from '../server/search/originals.ts'
import { comparedLetters } from '../server/understanding/letters.ts'
import { asked } from './copies.ts'
import { percentile, rounded } from './figures.ts'
import type { Filled } from './fill-search.ts'
import { onSearchStage, type SearchStage } from './search-stage.ts'
import { textsFrom } from './texts.ts'

const lengths = [1, 2, 3, 4, 5, 6]
const wordsEach = 100
const newestFirst = { sort: 'received', descending: true, limit: 50 } as const

/**
 * A page of the 50 newest among a million sealed cases that have a word of 1 to 6 characters, with the count up to 500, under
 * row-level security: for a reader of all and for one of a unit with a thousandth; in milliseconds, p95 by length. Warm, and
 * each word once, other ones for each reader, on a database that was started anew with none of its files in memory. Beside it
 * the plain way: every case opened and looked through, measured on some and held against what the search finds among them.
 */
export function search(): Promise<object> {
  return onSearchStage(async (stage, again) => {
    const words = drawWords(stage, 1)
    const checks = await compare(stage)
    for (const reader of [stage.all, stage.few]) await timed(stage.house, reader, between(words, 0, 20))
    const warm = {
      all: summary(await timed(stage.house, stage.all, words)),
      few: summary(await timed(stage.house, stage.few, words)),
    }
    const size = await sizes(stage)
    const coldWords = drawWords(stage, 2)
    const cold = await again(async (house) => {
      await comparedLetters()
      return {
        all: summary(await timed(house, stage.all, between(coldWords, 0, 40))),
        few: summary(await timed(house, stage.few, between(coldWords, 40, 80))),
      }
    })
    const floor = rounded((checks.plainMsEach * stage.cases) / 1000, 0)
    return {
      bench: 'search',
      cases: stage.cases,
      warm,
      cold,
      ...checks,
      floorPlainScanSeconds: floor,
      ...size,
      ...stage.filling,
    }
  })
}

type Words = ReadonlyMap<number, readonly string[]>

/** Half as they stand in texts, so mostly common; a quarter of the vocabulary, so mostly rare; a quarter put together by chance. */
function drawWords({ some }: SearchStage, seed: number): Words {
  const texts = textsFrom(seed)
  const pick = <T>(all: readonly T[]) => all[Math.floor(texts.chance() * all.length)] as T
  const drawn = (how: 'common' | 'any', length: number) => {
    let word = ''
    while (word.length < length) word += texts.word(how)
    return word.slice(0, length)
  }
  const standing = (length: number): string => {
    const { text = '' } = pick(pick(some).said.filter(({ field }) => field === 'content'))
    const plain = text.replace(/[，。]/g, '')
    const from = Math.floor(texts.chance() * (plain.length - length))
    return plain.slice(from, from + length)
  }
  return new Map(
    lengths.map((length) => [
      length,
      Array.from({ length: wordsEach }, (_, n) =>
        n % 4 < 2 ? standing(length) : drawn(n % 4 === 2 ? 'any' : 'common', length),
      ),
    ]),
  )
}

type Took = ReadonlyMap<number, readonly number[]>

/** Of each length the words from one number on, up to before another. */
function between(words: Words, from: number, to: number): Words {
  return new Map([...words].map(([length, all]) => [length, all.slice(from, to)]))
}

async function timed(house: House, person: string, words: Words): Promise<Took> {
  const took = new Map<number, number[]>(lengths.map((length) => [length, []]))
  for (let n = 0; n < (words.get(1)?.length ?? 0); n++)
    for (const length of lengths) {
      const query = caseQuery.parse({ ...newestFirst, filter: { words: words.get(length)?.[n] } })
      const begun = performance.now()
      await searchCases(house, person, query)
      took.get(length)?.push(performance.now() - begun)
    }
  return took
}

function summary(took: Took): object {
  const of = (all: readonly number[], part: number) =>
    rounded(
      percentile(
        [...all].sort((a, b) => a - b),
        part,
      ),
      1,
    )
  const all = [...took.values()].flat()
  return {
    p50: of(all, 0.5),
    p95: of(all, 0.95),
    worst: of(all, 1),
    p95ByLength: Object.fromEntries([...took].map(([length, some]) => [length, of(some, 0.95)])),
  }
}

/** The plain way and the search, on cases that neighbour each other and on all that the reader of few sees. */
async function compare(stage: SearchStage): Promise<{ plainMsEach: number; compared: number; unlike: number }> {
  const words = drawWords(stage, 3)
  const [first, last] = [stage.window[0], stage.window.at(-1)]
  const window = {
    receivedFrom: first?.receivedAt,
    receivedUntil: new Date(Date.parse(last?.receivedAt ?? '') + 1).toISOString(),
  }
  let [plain, opened, compared, unlike] = [0, 0, 0, 0]
  for (const length of lengths)
    for (const word of (words.get(length) ?? []).slice(0, 10))
      for (const [reader, cases, within] of [
        [stage.all, stage.window, window],
        [stage.few, stage.ofFew, {}],
      ] as const) {
        const begun = performance.now()
        const expected = await plainly(stage.house, reader, cases, word)
        plain += performance.now() - begun
        opened += cases.length
        compared++
        if (!isDeepStrictEqual(await allPages(stage.house, reader, { words: word, ...within }), expected)) unlike++
      }
  return { plainMsEach: plain / opened, compared, unlike }
}

async function plainly(house: House, person: string, cases: readonly Filled[], word: string): Promise<string[]> {
  const letters = await comparedLetters()
  const words = wordsOf(word, letters)
  const ids = cases.map(({ id }) => id)
  const said = openSearched(await read<SearchedBox>(house.pool, { person }, selectSearched(ids)), house.ring)
  return cases
    .filter(({ id, number }) => hitOf({ id, number, said: said.get(id) ?? [] }, words, letters))
    .map(({ id }) => id)
    .reverse()
}

async function allPages(house: House, person: string, filter: object): Promise<string[]> {
  const found: string[] = []
  let after: string | null = ''
  while (after !== null) {
    const query = caseQuery.parse({ ...newestFirst, limit: 200, filter, ...(after && { after }) })
    const page = await searchCases(house, person, query)
    found.push(...page.rows.map(({ id }) => id))
    after = page.next
  }
  return found
}

async function sizes({ superUrl, cases }: SearchStage): Promise<object> {
  const text = `select (select count(*)::int from search_segment) as segments,
    (select sum(length(box))::float8 from search_page) + (select sum(length(box))::float8 from search_block) as bytes`
  const [row] = await asked(superUrl, text)
  return { segments: row?.segments, indexBytesEach: rounded(Number(row?.bytes) / cases, 0) }
}
