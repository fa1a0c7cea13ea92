import type { Guard } from './guard.ts'
import { documented } from './guards/documented.ts'
import { envReaders } from './guards/env-readers.ts'
import { generated } from './guards/generated.ts'
import { holes } from './guards/holes.ts'
import { imports } from './guards/imports.ts'
import { length } from './guards/length.ts'
import { packs } from './guards/packs.ts'
import { purity } from './guards/purity.ts'
import { seals } from './guards/seals.ts'
import { sqlStrings } from './guards/sql-strings.ts'
import { style } from './guards/style.ts'
import { types } from './guards/types.ts'
import { unused } from './guards/unused.ts'
import { words } from './guards/words.ts'

/** All guards, the slow ones first so that they run while the quick ones take turns. A new guard needs a line here and its fixtures. */
export const guards: Guard[] = [
  unused,
  types,
  imports,
  style,
  purity,
  envReaders,
  sqlStrings,
  length,
  documented,
  words,
  generated,
  seals,
  holes,
  packs,
]
