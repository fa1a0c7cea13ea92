import { join } from 'node:path'
import { authorityTable } from '../core/policy/authority-table.ts'
import { loadPacks } from '../server/policy/load-packs.ts'
import { failpoints } from './generators/failpoints.ts'
import { lifecycle } from './generators/lifecycle.ts'
import { openapi } from './generators/openapi.ts'
import { packSchema } from './generators/pack-schema.ts'

/** A file made from other files and kept in the repository, so that a change of it shows in review. */
export type Generator = {
  /** path from the root; `.generated.` in its name keeps lint and length away from it */
  file: string
  /** the whole text the file should hold now; the same sources give the same text */
  generate(): Promise<string>
}

const packs = await loadPacks(join(import.meta.dirname, '..', 'policy-packs'))

/** `npm run generate` writes them, and the guard `generated` fails while one is out of date. */
export const generators: Generator[] = [
  { file: 'docs/generated/openapi.generated.json', generate: openapi },
  { file: 'docs/generated/pack.schema.generated.json', generate: packSchema },
  { file: 'docs/generated/lifecycle.generated.md', generate: lifecycle },
  { file: 'docs/generated/failpoints.generated.json', generate: failpoints },
  ...packs.map((pack) => ({
    file: `docs/generated/authority-${pack.id}.generated.md`,
    generate: async () => authorityTable(pack),
  })),
]
