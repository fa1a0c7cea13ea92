import { z } from 'zod'
import { packTexts } from '../core/organisation/revisions.ts'
import { pack } from '../core/policy/pack-shape.ts'
import { source } from '../core/policy/shape-parts.ts'
import { words } from './words.ts'

const by = z.strictObject({ id: z.uuid(), name: z.string() })

/** A pack in the list: what it is, and which version new complaints come under. */
const packEntry = z.strictObject({
  id: z.string(),
  name: words,
  document: z.string(),
  regulation: z.boolean(),
  adopted: z.boolean(),
  hash: z.string(),
  /** The day from which the organisation's own version is in force; null where the program's own is. */
  since: z.iso.date().nullable(),
  duties: z.int(),
  /** Versions that wait for a second person. */
  pending: z.int(),
})
export const packList = z.strictObject({ packs: z.array(packEntry) })

/** A proposed version of a pack and what became of it. */
export const revisionEntry = z.strictObject({
  id: z.uuid(),
  pack: z.string(),
  hash: z.string(),
  base: z.string(),
  from: z.iso.date(),
  status: z.enum(['proposed', 'in-force', 'returned', 'withdrawn']),
  reason: z.string().nullable(),
  proposed: z.strictObject({ by, at: z.iso.datetime() }),
  settled: z.strictObject({ by, at: z.iso.datetime(), reason: z.string().nullable() }).nullable(),
})
export type RevisionEntry = z.infer<typeof revisionEntry>

/** A clause of a pack that another one contradicts: whose, what it is called and what it says; nothing where it takes the rest. */
const side = z.strictObject({ pack: z.string(), name: words, at: z.string(), called: words, says: words, source })
/** Two clauses by which nobody can go at once, and why they are kept; null where no pack says so. */
const contradiction = z.strictObject({ rule: z.string(), sides: z.tuple([side, side]), reason: words.nullable() })
export type Contradiction = z.infer<typeof contradiction>

/** A pack to be read, in the version that new complaints come under. */
export const packPage = z.strictObject({
  ...packEntry.shape,
  content: pack,
  revisions: z.array(revisionEntry),
  /** Between a clause of this pack, the first of the two, and one of a pack that could be adopted beside it. */
  contradictions: z.array(contradiction),
})

/** The files of the latest version as they are written; a revision begins with them. */
export const writtenPack = z.strictObject({ hash: z.string(), texts: packTexts() })
export const rewritten = z.strictObject({ texts: packTexts() })

/** What differs between two versions; a missing value did not stand there. */
const change = z.strictObject({
  clause: z.string(),
  at: z.string(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
})
const finding = z.strictObject({ rule: z.string(), at: z.string(), others: z.array(z.string()) })

/** What the loader and the linter say of a version. `hash` is null where it cannot be read. */
export const checkedPack = z.strictObject({
  hash: z.string().nullable(),
  problems: z.array(z.strictObject({ file: z.string(), line: z.int(), column: z.int(), text: words })),
  changes: z.array(change),
  findings: z.array(finding),
})
export type CheckedPack = z.infer<typeof checkedPack>

/** The golden cases that come out otherwise than they say. */
export const testedPack = z.strictObject({
  examples: z.int(),
  failed: z.array(
    z.strictObject({
      file: z.string(),
      name: words,
      step: z.int(),
      what: words,
      /** Where in the expectation of the step it stands. */
      path: z.array(z.string()),
      expected: z.string(),
      found: z.string(),
    }),
  ),
})
export type TestedPack = z.infer<typeof testedPack>

/** What the second person sees of a proposed version before putting it in force. */
export const revisionPage = z.strictObject({
  ...revisionEntry.shape,
  name: words,
  checked: checkedPack,
  tested: testedPack,
  /** The files that differ, as written; null where a version lacks one. */
  files: z.array(z.strictObject({ file: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
})
