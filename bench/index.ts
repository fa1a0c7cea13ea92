import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { caseQuery } from '../api/cases.ts'
import { register } from '../core/1-intake/register.ts'
import { openPool } from '../server/db/pool.ts'
import { asSystem, read } from '../server/db/transaction.ts'
import { handleCommand } from '../server/handle-command.ts'
import { startSearchKeeper } from '../server/jobs/keep-search.ts'
import { searchCases } from '../server/read/case-search.ts'
import { indexWaiting } from '../server/search/index-waiting.ts'
import { mergeOnce } from '../server/search/merge-segments.ts'
import { openSearched, type SearchedBox, selectSearched } from '../server/search/originals.ts'
import { type Shelf, shelfOf } from '../server/search/shelf.ts'
import { complaint } from './complaint.ts'
import { percentile, rounded } from './figures.ts'
import { fillSearch } from './fill-search.ts'
import { type Furnished, inHouse } from './stage.ts'
import { textsFrom } from './texts.ts'

const cases = 10_000
const fresh = 40

/**
 * Cases a second that the index takes in, from their sealed values to stored pages; what making few segments of many costs
 * besides; bytes a case. Beside it the least: reading and opening what is indexed. Then how long after the write of a case the
 * product's own thread has made it to be found.
 */
export function index(): Promise<object> {
  return inHouse(async (furnished) => {
    const { house, database, clerk, units } = furnished
    const superUrl = Object.assign(new URL(database.superUrl), {
      pathname: new URL(database.ownerUrl).pathname,
    }).toString()
    const pool = openPool(superUrl, 4)
    const unitOf = (n: number) => units[n % units.length] ?? ''
    const ids = await fillSearch({ house, pool, clerk, unitOf, texts: textsFrom(5) }, cases)
    await pool.query('insert into search_todo (case_id) select unnest($1::uuid[])', [ids])
    await pool.end()
    const shelf = await shelfOf(house)
    const floor = await opening(shelf)
    const taken = await secondsOf(async () => {
      while ((await indexWaiting(shelf)).taken > 0);
    })
    const merged = await secondsOf(async () => {
      while (await mergeOnce(shelf));
    })
    const text =
      'select sum(length(box))::float8 as bytes from (select box from search_page union all select box from search_block) p'
    const [size] = await read<{ bytes: number }>(house.pool, asSystem, { text })
    return {
      bench: 'index',
      cases,
      perSecond: rounded(cases / taken.wall, 0),
      msEach: rounded((taken.wall * 1000) / cases),
      cpuMsEach: rounded((taken.cpu * 1000) / cases),
      mergeMsEach: rounded((merged.wall * 1000) / cases),
      perSecondWithMerging: rounded(cases / (taken.wall + merged.wall), 0),
      bytesEach: rounded((size?.bytes ?? 0) / cases, 0),
      floorMsEach: rounded((floor.wall * 1000) / cases),
      foundAfterMs: await foundAfter(furnished),
    }
  })
}

async function secondsOf(work: () => Promise<unknown>): Promise<{ wall: number; cpu: number }> {
  const begun = performance.now()
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return { wall: (performance.now() - begun) / 1000, cpu: (user + system) / 1e6 }
}

function opening({ pool, ring }: Shelf): Promise<{ wall: number; cpu: number }> {
  return secondsOf(async () => {
    const ids = await read<{ case_id: string }>(pool, asSystem, { text: 'select case_id from search_todo order by id' })
    for (let from = 0; from < ids.length; from += 500) {
      const some = ids.slice(from, from + 500).map(({ case_id }) => case_id)
      openSearched(await read<SearchedBox>(pool, asSystem, selectSearched(some)), ring)
    }
  })
}

async function foundAfter({ house, database, clerk, units }: Furnished): Promise<object> {
  const stop = startSearchKeeper(database.appUrl, house, pino({ level: 'warn' }))
  const took: number[] = []
  for (let n = 0; n < fresh; n++) {
    const word = `凤${String.fromCharCode(0x4e00 + n)}凰`
    const input = register.input.parse({ ...complaint(units[0] ?? ''), title: word })
    await handleCommand(house, { command: register as never, input, caller: { kind: 'staff', id: clerk } })
    const begun = performance.now()
    const query = caseQuery.parse({ filter: { words: word }, sort: 'received', descending: true })
    while ((await searchCases(house, clerk, query)).rows.length === 0) await sleep(20)
    // The first waits for the thread to start.
    if (n > 0) took.push(performance.now() - begun)
    await sleep(50 + ((n * 37) % 400))
  }
  await stop()
  took.sort((one, other) => one - other)
  return {
    p50: rounded(percentile(took, 0.5), 0),
    p95: rounded(percentile(took, 0.95), 0),
    worst: rounded(took.at(-1) ?? 0, 0),
  }
}
