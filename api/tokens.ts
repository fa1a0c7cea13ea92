import { z } from 'zod'
import { tokenScopes } from '../core/organisation/state.ts'

const scopes = z.array(z.enum(tokenScopes)).min(1)

/** A key that another system comes in with, as its administrators see it; never the key itself. */
export const tokenList = z.array(
  z.strictObject({
    id: z.uuid(),
    name: z.string(),
    scopes,
    /** The last day of the office on which it holds. */
    until: z.string(),
    over: z.boolean(),
    usedAt: z.string().nullable(),
    /** Uses within the last day, and how many of them were refused. */
    uses: z.int(),
    refused: z.int(),
  }),
)
export type TokenLine = z.infer<typeof tokenList>[number]

export const newToken = z.strictObject({
  name: z.string().trim().min(1).max(80),
  scopes: scopes.max(tokenScopes.length),
  until: z.iso.date(),
})
/** Shown once. */
export const issuedToken = z.strictObject({ id: z.uuid(), token: z.string() })

/** How a complaint that another system brought stands: codes only. */
const standing = z.strictObject({
  number: z.string(),
  status: z.string(),
  stage: z.string(),
  receivedAt: z.string(),
  /** When the duty that comes next is due; null where none runs. */
  dueAt: z.string().nullable(),
})
export const tokenCases = z.strictObject({ complaints: z.array(standing), next: z.string().nullable() })
export const tokenStanding = standing
export type TokenStanding = z.infer<typeof standing>

/** Where complaints may go, and by which channels they come. */
export const tokenCatalogue = z.strictObject({
  units: z.array(z.strictObject({ id: z.uuid(), parent: z.uuid().nullable(), name: z.string() })),
  channels: z.array(z.strictObject({ id: z.string(), name: z.strictObject({ zh: z.string(), en: z.string() }) })),
})
export const tokenReceipt = z.strictObject({ number: z.string(), queryCode: z.string() })
/** A complaint as its complainant may see it: what was brought, and what was told since. */
export const tokenComplaint = standing.extend({
  own: z.array(z.strictObject({ field: z.string(), text: z.string().nullable() })),
  told: z.array(
    z.strictObject({
      at: z.string(),
      kind: z.string(),
      parts: z.array(z.strictObject({ label: z.string(), text: z.string().nullable() })),
    }),
  ),
})
