import type { Client, Pool, Statement } from '../db/pool.ts'
import { asSystem, inTransaction, read } from '../db/transaction.ts'
import { failpoint } from '../failpoint.ts'
import { buildSegment, type SearchedCase } from './build-segment.ts'
import { openSearched, type SearchedBox, selectSearched } from './originals.ts'
import { storeSegment } from './segment-rows.ts'
import type { Shelf } from './shelf.ts'

/** So many cases go into one new segment at most. */
const batch = 500
/** A case that failed so often is left until something else is said in it. */
const tries = 20

type Todo = { readonly id: string; readonly case_id: string; readonly tries: number }

/**
 * Takes cases of which something new was written into the index. What waits is taken away with what was made of it in one
 * transaction: a crash loses nothing, and the next start goes on. Two processes take different cases.
 *
 * @returns how many cases were taken, and why others were not
 */
export async function indexWaiting(shelf: Shelf): Promise<{ taken: number; failures: Error[] }> {
  return indexSome(shelf, batch).then(
    (taken) => ({ taken, failures: [] }),
    () => indexOneByOne(shelf),
  )
}

/** One case that cannot be read must not keep the others from being found. */
async function indexOneByOne(shelf: Shelf): Promise<{ taken: number; failures: Error[] }> {
  const failures: Error[] = []
  let taken = 0
  const text = 'select from search_todo where tries < $1 limit $2'
  const statement = { name: 'search-waiting', text, values: [tries, batch] }
  const waiting = await read(shelf.pool, asSystem, statement).catch(() => [])
  for (const _ of waiting) {
    const done = await indexSome(shelf, 1).catch(async (error: Error) => {
      failures.push(error)
      await setBack(shelf.pool)
      return 1
    })
    if (done === 0) break
    taken += done
  }
  return { taken, failures }
}

async function setBack(pool: Pool): Promise<void> {
  const text =
    'update search_todo set tries = tries + 1 where id = (select id from search_todo order by tries, id limit 1)'
  await read(pool, asSystem, { name: 'search-set-back', text })
}

async function indexSome(shelf: Shelf, most: number): Promise<number> {
  return inTransaction(shelf.pool, asSystem, async (client) => {
    const readAt = shelf.now()
    const todo = (await client.query<Todo>(takeTodo(most))).rows
    failpoint('search.taken')
    const ids = [...new Set(todo.map(({ case_id }) => case_id))]
    const cases = await searchedCases(client, ids, shelf)
    failpoint('search.read')
    const stored = cases.length > 0 ? storeSegment(buildSegment(cases, shelf, readAt)) : []
    failpoint('search.built')
    return { result: todo.length, writes: todo.length > 0 ? [...stored, doneTodo(todo)] : [] }
  })
}

function takeTodo(most: number): Statement {
  const text =
    'select id, case_id, tries from search_todo where tries < $2 order by tries, id limit $1 for update skip locked'
  return { name: 'search-todo', text, values: [most, tries] }
}

function doneTodo(todo: readonly Todo[]): Statement {
  const text = 'delete from search_todo where id = any($1::bigint[])'
  return { name: 'search-done', text, values: [todo.map(({ id }) => id)] }
}

type CaseRow = { id: string; number: string; received_at: string; units: string[] }

/** Units are few and deep trees rare: the branch of each case is asked for with it. */
const selectCases = `select c.id, c.number, c.received_at, array(
    with recursive above(id, parent) as (select u.id, u.parent from unit u where u.id = c.unit_id union all select u.id, u.parent from unit u join above a on u.id = a.parent)
    select id::text from above) as units
  from case_row c where c.id = any($1::uuid[])`

/** Cases with all that is searched of them, as their sealed values say now. */
export async function searchedCases(client: Client, ids: readonly string[], { ring }: Shelf): Promise<SearchedCase[]> {
  if (ids.length === 0) return []
  const [rows, boxes] = await Promise.all([
    client.query<CaseRow>({ name: 'search-cases', text: selectCases, values: [ids] }),
    client.query<SearchedBox>(selectSearched(ids)),
  ])
  const said = openSearched(boxes.rows, ring)
  return rows.rows.map(({ id, number, received_at, units }) => ({
    caseId: id,
    number,
    receivedAt: received_at,
    units,
    said: said.get(id) ?? [],
  }))
}
