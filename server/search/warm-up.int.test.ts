import pg from 'pg'
import { expect, it } from 'vitest'
import { asSystem, inTransaction, readAll } from '../db/transaction.ts'
import { freshHouse } from '../testing/fresh-house.ts'
import { byIndex, lookedUp, warmUp } from './warm-up.ts'

it('reads each by its own index where it cannot read the files', async () => {
  const { house, close } = await freshHouse()
  await warmUp(house.pool)
  for (const { relation, text } of lookedUp) {
    const answers = await readAll(house.pool, asSystem, [byIndex, { text: `explain ${text}` }])
    expect(JSON.stringify(answers.at(-1))).toContain(
      relation === 'search_doc' ? 'Index Scan using search_doc_pkey' : `Index Only Scan using ${relation}`,
    )
  }
  await close()
})

it('reads the files where the server can', async () => {
  const { house, database, close } = await freshHouse()
  const client = new pg.Client({ connectionString: database.superUrl })
  await client.connect()
  await client.query('create extension pg_prewarm; create extension pg_buffercache')
  const names = lookedUp.map(({ relation }) => relation)
  await client.query('select pg_buffercache_evict_relation(name::regclass) from unnest($1::text[]) name', [names])
  const lacking = async () => {
    const { rows } = await client.query(
      `select name from unnest($1::text[]) name where pg_relation_size(name) > 8192 * (
        select count(*) from pg_buffercache b where b.relfilenode = pg_relation_filenode(name) and relforknumber = 0
          and reldatabase = (select oid from pg_database where datname = current_database()))`,
      [names],
    )
    return rows.map(({ name }) => name)
  }
  expect(await lacking()).toEqual(names.filter((name) => name !== 'search_doc'))
  await warmUp(house.pool, AbortSignal.abort())
  expect(await lacking()).not.toEqual([])
  await warmUp(house.pool)
  expect(await lacking()).toEqual([])
  await client.end()
  await close()
})

it('changes no setting for who comes after', async () => {
  const { house, close } = await freshHouse()
  await warmUp(house.pool)
  const shown = await inTransaction(house.pool, asSystem, async (client) => ({
    result: (await client.query('show enable_sort')).rows,
  }))
  expect(shown).toEqual([{ enable_sort: 'on' }])
  await close()
})
