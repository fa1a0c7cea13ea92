import { z } from 'zod'
import { asMessage } from '../shared/words.ts'
import { allowance, code, ending, named, source, words } from './shape-parts.ts'

/** Words for the phone; a hole that nobody fills would be read out. */
const spoken = words.refine(
  ({ zh, en }) =>
    [...`${zh}${en}`.matchAll(/\{([^}]*)\}?/g)].every(([, hole]) => hole === 'organisation' || hole === 'name'),
  asMessage({
    zh: '话术中只能用 {organisation} 和 {name}',
    en: 'a script has no holes but {organisation} and {name}',
  }),
)

/** A way by which complaints come, and what its rules ask. */
const channel = z.strictObject({
  ...named.shape,
  /** They are posted in public: the link is asked for, and where `answered_there` the reply stands beside it. */
  posted: z.strictObject({ answered_there: z.boolean().default(false), source }).optional(),
  /** A book or a box: how often it is read or opened, and by how many people together; each time is written down. */
  opened: z.strictObject({ every: ending(allowance), people: z.int().min(1).max(2).default(1), source }).optional(),
  /** Posts that give no reply here and only promise to pass the matter on. */
  pass_on_only: z.strictObject({ posts: z.array(code).min(1), source }).optional(),
  /** The answer is given once the investigation is concluded, and not before. */
  after_investigation: z.strictObject({ source }).optional(),
})

/** How complaints come in: channels, conditions, what is asked for, what is said on the phone. */
export const intake = z.strictObject({
  channels: z.record(code, channel),
  conditions: z.record(code, z.strictObject({ text: words, source })),
  /** What surrounds a complaint and is recorded beside it, for conditions to look at; none where left out. */
  circumstances: z
    .partialRecord(z.enum(['lawsuit', 'media', 'outside-help', 'our-fault']), z.strictObject({ source }))
    .optional(),
  /** Fields that a registration must hold in the end; what is missing is asked for, not refused. */
  asked: z.partialRecord(
    z.enum(['name', 'contact', 'address', 'happened-at', 'place', 'product', 'respondent', 'request']),
    /** How it is asked for on the phone; in the house's own words where left out. */
    z.strictObject({ source, prompt: words.optional() }),
  ),
  /**
   * What is said on the phone at the beginning, to repeat what was understood, and at the end. `{organisation}` and `{name}`
   * stand for the house and whoever speaks.
   */
  script: z.strictObject({ greeting: spoken, repeat: spoken.optional(), closing: spoken, source }).optional(),
})
