import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { freshHouse } from '../server/testing/fresh-house.ts'
import { tamperDrill } from './tamper/drill.ts'
import { openStore } from './tamper/store.ts'

it('whatever somebody with all rights over database and disk changes before a checkpoint is found and named', async () => {
  const place = await mkdtemp(join(tmpdir(), 'huiyin-tamper-'))
  const fresh = await freshHouse()
  const post = { post: 'specialist', unit: 'root' }
  const town = await fresh.found({ packs: ['enterprise'], people: { eve: [post], max: [post] } })
  const store = await openStore(
    { ...fresh.house, checkpoints: [place] },
    {
      ...fresh.database,
      person: town.people.eve ?? '',
    },
  )
  const report = await tamperDrill(store, 80, 1)
  expect(report).toMatchObject({ undetected: [], unnamed: [] })
  await store.close()
  await fresh.close()
  await rm(place, { recursive: true })
}, 240_000)
