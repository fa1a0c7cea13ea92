import { z } from 'zod'
import { OfficeHours } from '../calendar/calendar-shape.ts'
import { CountingRule } from '../calendar/counting-rule.ts'
import { linkKinds } from '../case/events.ts'
import { asMessage } from '../shared/words.ts'
import { intake } from './intake-shape.ts'
import { investigation } from './investigation-shape.ts'
import { letters } from './letter-shape.ts'
import { people } from './people-shape.ts'
import { proposals } from './proposal-shape.ts'
import { receipts } from './receipts.ts'
import { reports } from './report-shape.ts'
import { allowance, code, dated, ending, factType, isoDay, limitText, named, source, words } from './shape-parts.ts'

/**
 * The shape of a regime pack: one rule document as data. Strict throughout: an unknown key, a missing unit or a
 * missing source is refused when the pack is loaded, with file and line (server/policy/load-packs.ts). What one file says
 * of another is checked in pack-problems.ts.
 */

const lintRules = ['late-before', 'two-limits', 'shadowed-grade', 'never-grade', 'channel-gap', 'told-nobody'] as const
export type LintRule = (typeof lintRules)[number]
const crossRules = ['registration-apart', 'grade-twice', 'report-days'] as const
export type CrossRule = (typeof crossRules)[number]

/**
 * A contradiction that the documents themselves hold: which rule of the linter, where, and why the pack keeps it. One
 * between packs is recorded in either of them: its reason is about both, and nobody who adds a pack has to change, and so
 * give a new version to, those that stand already.
 */
const exception = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.enum(lintRules), at: code, reason: words }),
  z.strictObject({
    rule: z.enum(crossRules),
    at: code,
    /** The clauses of other packs, or others of this one: `bank.register`. */
    with: z
      .array(
        z
          .string()
          .regex(
            /^[a-z0-9-]+\.[a-z0-9-]+$/,
            asMessage({ zh: '其他制度包的条款写作 `bank.register`', en: 'a clause of a pack is `bank.register`' }),
          ),
      )
      .min(1),
    reason: words,
  }),
])

const manifest = z.strictObject({
  id: code,
  name: words,
  document: z.string().min(1),
  version: z
    .string()
    .regex(/^\d+\.\d+$/, asMessage({ zh: '版本写作两个数：1.0', en: 'a version is two numbers: 1.0' })),
  effective: isoDay,
  about: words,
  /** The pack whose files lie below those of this one: what is not said here is said there. */
  extends: code.optional(),
  /** True where it is made from a public regulation; otherwise it is a scheme that an organisation gives itself. */
  regulation: z.boolean().optional(),
  /** True for a pack that only others build on; nobody adopts it. */
  abstract: z.boolean().optional(),
  /** How its periods end, and whose days they are; by the Civil Code and in the office's zone where left out. */
  counting: CountingRule.extend({ zone: OfficeHours.shape.zone.optional(), source }).optional(),
  exceptions: z.array(exception).optional(),
})

const taxonomy = z.strictObject({
  axes: z.record(
    code,
    z.strictObject({
      name: words,
      required: z.boolean(),
      source,
      values: z.record(code, z.strictObject({ name: words })),
    }),
  ),
})

/**
 * How many different people brought forward the same within a time: complaints joined by these links, each window
 * holding the complaint itself. Conditions see it as `people.name`.
 */
const count = z.strictObject({
  links: z.array(z.enum(linkKinds)).min(1),
  within: allowance.refine(
    (text) => / (day|month)s?$/.test(text),
    asMessage({ zh: '统计的期间以日或月计', en: 'a window is so many days or months' }),
  ),
  /** Posts that are told when complaints nobody has joined yet seem to reach a grade by this count. */
  tell: z.array(code).min(1).optional(),
  source,
})

export const grades = z.strictObject({
  counts: z
    .record(
      z.string().regex(
        /^[a-z][a-z0-9_]{0,63}$/,
        asMessage({
          zh: '人数统计的名称由小写字母、数字和 _ 组成',
          en: 'a count has lower-case letters, digits and _',
        }),
      ),
      count,
    )
    .optional(),
  /** From the gravest to the lightest. The first whose condition holds is proposed; the last needs none. */
  order: z.array(z.strictObject({ id: code, name: words, when: z.string().optional(), source })).min(1),
  lowering: z.strictObject({ needs_reason: z.boolean(), source }),
})

/**
 * A step of a duty's warning ladder: at a share of its time, or a time after it was missed; `0%` is its beginning and
 * `100%` the breach itself. Without a source the step stands in no document and is the product's own.
 */
const warning = z
  .strictObject({
    at: z
      .string()
      .regex(/^(\d|[1-9]\d|100)%$/, asMessage({ zh: '比例是 0% 至 100%', en: 'a share is 0% to 100%' }))
      .optional(),
    after: allowance.optional(),
    tell: z.array(code).min(1),
    /** The grade to which this step raises the complaint, where it is not as grave already. */
    raise: code.optional(),
    /** The post to one of whose holders this step assigns the complaint, where none of them has it already. */
    assign: code.optional(),
    /** The posts to which this step calls for a bulletin: a person writes it, a duty of the pack may want it in time. */
    bulletin: z.array(code).min(1).optional(),
    source: source.optional(),
  })
  .refine(
    (one) => (one.at === undefined) !== (one.after === undefined),
    asMessage({
      zh: '预警写在时限的某个比例 `at`，或到期之后 `after`，两者取一',
      en: 'a warning stands either `at` a share or `after` the due moment',
    }),
  )

/**
 * What stops the clock for a while: facts that pause it, facts that let it run on, and what must hold meanwhile, so
 * that asking one's own unit does not stop a complainant's clock, and one answer of two does not start it.
 */
const pause = z.strictObject({
  on: z.array(factType).min(1),
  until: z.array(factType).min(1),
  while: z.string().optional(),
  source,
})

/** A limit for what came in by some channels, or at some times; what is left out means all. */
const limit = z.strictObject({
  channels: z.array(code).min(1).optional(),
  received: z.array(z.enum(receipts)).min(1).optional(),
  allow: ending(limitText),
  source,
})
export type Limit = z.infer<typeof limit>

/** More time for a duty, asked for by one and approved by another: `to` is the whole time then allowed. */
const extension = z.strictObject({ to: allowance, approve: z.array(code).min(1), source })
export type Extension = z.infer<typeof extension>

const dutyShape = z.strictObject({
  duty: words,
  starts_on: factType,
  stops_on: z.array(factType).min(1),
  /** What must hold beside the stopping fact; then the latest such fact counts, not the first. */
  stops_if: z.string().optional(),
  /** Runs only while this holds; where it comes to hold, it runs from its starting fact. */
  only_if: z.string().optional(),
  /** Facts after which nobody needs the duty any more; a duty missed before stays missed. */
  falls_away_on: z.array(factType).optional(),
  pause: pause.optional(),
  /** Extensions one after the other, each longer than the one before; no more than these. */
  extend: z.array(extension).min(1).optional(),
  /** Facts that let the whole time run anew; what was missed before stays missed. */
  restarts_on: z.array(factType).min(1).optional(),
  /** One limit for all, or several of which the first that fits counts; where none fits, nothing is owed. */
  allow: ending(limitText).optional(),
  limits: z.array(limit).min(1).optional(),
  warn: z.array(warning).min(1),
  source,
})
export const duty = dutyShape.refine(
  ({ allow, limits }) => (allow === undefined) !== (limits === undefined),
  asMessage({ zh: '义务的时限写 `allow` 或 `limits`，两者取一', en: 'a duty has either `allow` or `limits`' }),
)
export type Duty = z.infer<typeof duty>

export const obligations = z.record(code, duty)

const ceiling = z.union(
  [dated(z.number().int().positive()), z.literal('all')],
  asMessage({ zh: '审批金额按日期写，或写 `all`（不限）', en: 'a limit is written by day, or `all`' }),
)

const authority = z.strictObject({
  posts: z.record(code, named),
  authorities: z.record(
    z.string().regex(
      /^may-[a-z-]+$/,
      asMessage({
        zh: '权限的名称以 may- 开头，由小写字母和连字符组成',
        en: 'an authority is called may-…, in lower-case letters and dashes',
      }),
    ),
    z.strictObject({ posts: z.array(code), source }),
  ),
  money: z.strictObject({
    currency: z.literal('CNY'),
    /** Approval limits per post in yuan: a post approves what lies below its figure; `all` has no limit. */
    tiers: z.array(z.strictObject({ post: code, below: ceiling, source })).min(1),
  }),
})

const feedback = z.strictObject({
  /** The ways by which a complainant is told. */
  channels: z.record(code, named),
  survey: z.strictObject({
    dimensions: z.record(code, named),
    /** Scores run from 1 to 10; these are the least that count as satisfied and as basically satisfied. */
    satisfied: z.int().min(1).max(10),
    basically_satisfied: z.int().min(1).max(10),
    source,
    round: z.strictObject({ every: z.enum(['month', 'quarter', 'half-year', 'year']), source }).optional(),
  }),
  review: z.strictObject({ within: allowance, source }),
  rights: z.array(z.strictObject({ text: words, source })).min(1),
})

export const retention = z.strictObject({ years: dated(z.int().min(1).max(100)), source })

const percent = z.int().min(1).max(100)
const share = { name: words, at_least: percent, source }

/** What the document wants reached over many cases; no case breaks one. */
const targets = z.record(
  code,
  z.discriminatedUnion('measure', [
    /** Share of the cases that meet a duty of this pack in time. */
    z.strictObject({ measure: z.literal('in-time'), duty: code, ...share }),
    /** Share of the cases solved, of the surveyed complainants satisfied, of the registrations without an error. */
    z.strictObject({ measure: z.enum(['solved', 'satisfied', 'accurate']), ...share }),
    /** Usual length from receipt to answer. */
    z.strictObject({ measure: z.literal('handling-time'), name: words, within: allowance, source }),
  ]),
)

/** A pack as its files hold it, one key a file. */
export const pack = z.strictObject({
  manifest,
  taxonomy,
  intake,
  grades,
  obligations,
  authority,
  feedback,
  retention,
  targets,
  reports: reports.optional(),
  people: people.optional(),
  letters: letters.optional(),
  investigation: investigation.optional(),
  proposals: proposals.optional(),
})
export type Pack = z.infer<typeof pack>
/** The files of a pack's folder, without `.yaml`. */
export const packFiles = Object.keys(pack.shape) as (keyof Pack)[]

/** Whether a pack has to have a file; of what the others hold, many documents say nothing. */
export function isNeeded(file: keyof Pack): boolean {
  return !pack.shape[file].safeParse(undefined).success
}
