import { z } from 'zod'
import { parseIntervals } from '../../calendar/calendar-shape.ts'
import { usualHours } from '../../calendar/question.ts'
import { allCommands } from '../../case/commands.ts'
import { asMessage } from '../../shared/words.ts'

const words = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })
/** By the office's clock; seconds may follow. */
const moment = z.string().refine(
  isMoment,
  asMessage({
    zh: '时刻按机构的钟写作 2026-02-13 17:59，且须确有这一刻',
    en: 'a moment is written by the clock of the office: 2026-02-13 17:59',
  }),
)
const hours = z
  .string()
  .refine(
    (text) => parseIntervals(text) !== undefined,
    asMessage({ zh: '工作时间写作 09:00-12:00,13:30-18:00', en: 'office hours are written 09:00-12:00,13:30-18:00' }),
  )

/** What an example expects of a duty; what it does not name may be anything. */
const duty = z.strictObject({
  start: moment.optional(),
  due: moment.optional(),
  status: z.enum(['none', 'running', 'paused', 'met', 'met-late', 'missed', 'cancelled']).optional(),
  /** Moments of the warnings by their step, and who is told: `75%: { at: …, tell: [handler] }`. */
  warn: z
    .record(z.string(), z.strictObject({ at: moment.optional(), tell: z.array(z.string()).optional() }))
    .optional(),
  breach: z.array(z.string()).optional(),
})

const expectation = z.strictObject({
  refused: z.string().optional(),
  grade: z.string().optional(),
  stage: z.string().optional(),
  status: z.string().optional(),
  approvers: z.array(z.string()).optional(),
  /** The duty that leads the case. */
  leads: z.string().optional(),
  duties: z.record(z.string(), duty).optional(),
  /** What the pack's own rules propose for what was told at registration, as the case now stands; what is not named may be anything. */
  proposes: z
    .strictObject({ axes: z.record(z.string(), z.string()), grade: z.string(), unit: z.string() })
    .partial()
    .optional(),
})

/** Somebody runs a command, or other complaints are joined with this one; without either only time passes. */
const step = z.strictObject({
  at: moment,
  /** All other complaints of the same cause that are joined from now on, each with its receipt and whose it is; `self` is this one's. */
  joined: z.array(z.strictObject({ at: moment, person: z.string().min(1) })).optional(),
  do: z.enum(allCommands.map(({ name }) => name)).optional(),
  /** A post of the pack, `complainant`, or one of the people of the examples by id (run.ts); somebody with every post where left out. */
  by: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
  expect: expectation.optional(),
})

/** A golden case of a pack: given facts at pinned times, and what must come of them; or the reports of given days. */
const example = z.strictObject({
  name: words,
  /** The clauses of the document that it shows; none where it shows what the pack designs. */
  clauses: z.array(z.string()),
  hours: hours.default(usualHours),
  steps: z.array(step).default([]),
  /** All reports of the pack that fall on a day, by their names: none is said as well. */
  reports: z.record(z.iso.date(), z.array(z.string())).default({}),
})
export type Example = z.infer<typeof example>
export type ExampleStep = Example['steps'][number]
export type Expectation = z.infer<typeof expectation>

/** The examples of one file. */
export const exampleFile = z
  .array(
    example.refine(
      ({ steps, reports }) => steps.length + Object.keys(reports).length > 0,
      asMessage({ zh: '这个范例什么也没有说明', en: 'an example shows nothing' }),
    ),
  )
  .min(1)

function isMoment(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2})?$/.test(text)) return false
  try {
    return Temporal.PlainDateTime.from(text.replace(' ', 'T'), { overflow: 'reject' }) !== undefined
  } catch {
    return false
  }
}
