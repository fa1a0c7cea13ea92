import { expect, it } from 'vitest'
import { asSystem, inTransaction, readAll } from '../db/transaction.ts'
import { freshHouse } from '../testing/fresh-house.ts'
import { byIndex, lookedUp, warmUp } from './warm-up.ts'

it('reads each by its own index', async () => {
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

it('changes no setting for who comes after', async () => {
  const { house, close } = await freshHouse()
  await warmUp(house.pool)
  const shown = await inTransaction(house.pool, asSystem, async (client) => ({
    result: (await client.query('show enable_sort')).rows,
  }))
  expect(shown).toEqual([{ enable_sort: 'on' }])
  await close()
})
