import { randomUUIDv7 } from 'node:crypto'
import type { Resembling, SimilarAnswer, SimilarQuery } from '../../api/similar.ts'
import type { Said } from '../../core/search/fields.ts'
import { fold } from '../../core/search/fold.ts'
import { likelyLink } from '../../core/understanding/likely-link.ts'
import { type Band, bandsOf, likeness, shinglesOf } from '../../core/understanding/min-hash.ts'
import type { Letters } from '../../core/understanding/normalise.ts'
import { sharedPhrases } from '../../core/understanding/shared-phrases.ts'
import type { Client, Statement } from '../db/pool.ts'
import { inTransaction, read } from '../db/transaction.ts'
import type { House } from '../house.ts'
import { contactDigests } from '../registration-rows.ts'
import { toldOf } from '../search/build-segment.ts'
import { openSearched, readSearched, type SearchedBox } from '../search/originals.ts'
import { topsOf } from '../search/plan.ts'
import type { Segment } from '../search/segment-rows.ts'
import { bandBlock, termDigests } from '../search/term-digests.ts'
import { type Alike, mostAlike } from '../search/walk-alike.ts'
import { comparedLetters } from '../understanding/letters.ts'
import { rowColumns, type StoredRow, showRows } from './case-rows.ts'
import { selectSegments, selectTops } from './case-words.ts'

/** So many cases of the same person are shown, the latest; and so many that are alike. */
const ofPerson = 20
const ofText = 8
/** Of so many that share the most bands those are opened that the reader may see, the first of them; of so many days before. */
const candidates = 400
const opened = 16
/** So many candidates are looked up at first: mostly as many as are needed may be seen. */
const lookedAtFirst = 24
const days = 365
/** Less than this is chance. */
const leastLikeness = 0.08

/**
 * What a complaint that is being told resembles: the latest cases of whoever has this phone or e-mail, open and ended, and
 * the cases of the last year that tell of the same, as far as the reader may see them; each with the reason.
 */
export async function readSimilar(house: House, person: string, asked: SimilarQuery): Promise<SimilarAnswer> {
  const letters = await comparedLetters()
  const digests = contactDigests(house.ring, {
    ...(asked.phone && { phone: asked.phone }),
    ...(asked.email && { email: asked.email }),
  })
  const { own, reading } = await inTransaction(house.pool, { person }, async (client) => {
    const [, segments, tops] = await Promise.all([
      client.query('set transaction isolation level repeatable read'),
      selectSegments(client),
      selectTops(client, person),
    ])
    const since = Temporal.Instant.from(house.now())
      .subtract({ hours: 24 * days })
      .toString()
    const recent = segments.filter(({ newest }) => newest >= since)
    const [alike, ofPerson] = await Promise.all([
      alikeCases(client, house, recent, { bands: bandsIn(asked, letters), tops }),
      client.query<{ id: string }>(selectOwn(digests.map(({ digest }) => digest))),
    ])
    const own = ofPerson.rows.map(({ id }) => id)
    const ids = [...new Set([...own, ...alike])]
    // Read while the disk writes down who reads them; nothing is given out before.
    const reading = readCases(house, person, ids)
    reading.catch(() => {})
    return { result: { own, reading }, writes: ids.length > 0 ? [noteRead(house, person, ids)] : [] }
  })
  const { rows, boxes } = await reading
  return ranked(house, { rows, own, said: openSearched(boxes, house.ring), asked, letters })
}

function selectOwn(digests: readonly Buffer[]): Statement {
  const text = `select c.id from case_row c where c.id in (select d.case_id from contact_digest d where d.digest = any($1::bytea[])) order by c.received_at desc limit ${ofPerson}`
  return { name: 'similar-own', text, values: [digests] }
}

function bandsIn({ text = '' }: SimilarQuery, letters: Letters): Band[] {
  return bandsOf(shinglesOf(fold(text, letters).units))
}

/** The ids of cases that share the most bands, as far as the reader may see them. */
async function alikeCases(
  client: Client,
  { ring }: House,
  segments: readonly Segment[],
  { bands, tops }: { readonly bands: readonly Band[]; readonly tops: readonly string[] | undefined },
): Promise<string[]> {
  const digests = termDigests(ring)
  const found = await mostAlike({ client, ring }, segments, [...digests(bands.map(bandBlock))], {
    tops: topsOf(tops, digests),
    most: candidates,
  })
  const seen = await seenOf(client, found.slice(0, lookedAtFirst))
  if (seen.length >= opened || found.length <= lookedAtFirst) return seen.slice(0, opened)
  return [...seen, ...(await seenOf(client, found.slice(lookedAtFirst)))].slice(0, opened)
}

/** The ids of those that the reader may see, in their order. */
async function seenOf(client: Client, found: readonly Alike[]): Promise<string[]> {
  if (found.length === 0) return []
  const text = 'select d.case_id from search_docs($1, $2) d join case_row c on c.id = d.case_id order by d.n'
  const values = [found.map(({ segment }) => segment), found.map(({ ordinal }) => ordinal)]
  const { rows } = await client.query<{ case_id: string }>({ name: 'similar-docs', text, values })
  return rows.map(({ case_id }) => case_id)
}

type Read = { readonly rows: readonly StoredRow[]; readonly boxes: readonly SearchedBox[] }

/** Row-level security decides which of them the reader learns of. */
async function readCases({ pool }: House, person: string, ids: readonly string[]): Promise<Read> {
  const text = `select ${rowColumns} from case_row p where p.id = any($1::uuid[]) order by p.received_at desc`
  const [rows, boxes] = await Promise.all([
    ids.length > 0 ? read<StoredRow>(pool, { person }, { name: 'similar', text, values: [ids] }) : [],
    readSearched(pool, { person }, ids),
  ])
  return { rows, boxes }
}

function noteRead(house: House, person: string, ids: readonly string[]): Statement {
  const text = "insert into read_log (id, at, person_id, what, case_ids) values ($1, $2, $3, 'similar', $4::uuid[])"
  return { name: 'similar-read', text, values: [randomUUIDv7(), house.now(), person, ids] }
}

type Found = {
  readonly rows: readonly StoredRow[]
  readonly own: readonly string[]
  readonly said: ReadonlyMap<string, readonly Said[]>
  readonly asked: SimilarQuery
  readonly letters: Letters
}

/** Those of the same person as they came, then the most alike of the others. */
async function ranked(house: House, found: Found): Promise<SimilarAnswer> {
  const { rows, own, said, asked, letters } = found
  const mine = shinglesOf(fold(asked.text ?? '', letters).units)
  const shared = new Map(
    rows.map(({ id }) => [id, likeness(mine, shinglesOf(fold(toldOf(said.get(id) ?? []), letters).units))]),
  )
  const alikeOf = ({ id }: StoredRow) => shared.get(id) ?? 0
  const others = rows
    .filter((row) => !own.includes(row.id) && alikeOf(row) >= leastLikeness)
    .sort((one, other) => alikeOf(other) - alikeOf(one))
  const shown = [...rows.filter(({ id }) => own.includes(id)), ...others.slice(0, ofText)]
  return { rows: await showRows(house, shown), why: shown.map((row) => resemblanceOf(house, row, alikeOf(row), found)) }
}

function resemblanceOf(house: House, row: StoredRow, alike: number, { own, said, asked, letters }: Found): Resembling {
  const { id, received_at, status } = row
  const theirs = said.get(id) ?? []
  const text = toldOf(theirs)
  const phrases = sharedPhrases(fold(asked.text ?? '', letters), fold(text, letters), text)
  const both = (field: 'product' | 'place') =>
    sameValue(
      asked[field],
      theirs.filter((one) => one.field === field),
      letters,
    )
  const one = {
    likeness: Math.round(alike * 100) / 100,
    samePerson: own.includes(id),
    sameProduct: both('product'),
    samePlace: both('place'),
    daysApart: Math.floor(Math.abs(Date.parse(house.now()) - Date.parse(received_at)) / 86_400_000),
  }
  const link = likelyLink({ ...one, ended: status === 'closed' || status === 'archived' }) ?? null
  return { id, ...one, phrases, link }
}

function sameValue(typed: string | undefined, theirs: readonly Said[], letters: Letters): boolean {
  const spelt = (text: string) => String.fromCharCode(...fold(text, letters).units)
  const mine = spelt(typed ?? '')
  return mine !== '' && theirs.some(({ text }) => spelt(text) === mine)
}
