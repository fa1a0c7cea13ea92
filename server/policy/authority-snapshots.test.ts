import { join } from 'node:path'
import { expect, it } from 'vitest'
import { authorityTable } from '../../core/policy/authority-table.ts'
import { loadPacks } from './load-packs.ts'

const root = join(import.meta.dirname, '../..')
const packs = await loadPacks(join(root, 'policy-packs'))

it.each(packs.map((pack) => [pack.id, pack] as const))(
  'who may do what under %s is what was reviewed',
  async (id, pack) => {
    await expect(authorityTable(pack)).toMatchFileSnapshot(join(root, `docs/generated/authority-${id}.md`))
  },
)
