import { z } from 'zod'

/** What a row of an imported file may hold, in the order in which a person would fill it in. */
export const importFields = [
  'id',
  'title',
  'content',
  'receivedAt',
  'kind',
  'channel',
  'name',
  'phone',
  'email',
  'address',
  'identity',
  'groupSize',
  'request',
  'product',
  'place',
  'respondent',
  'reference',
  'amountAsked',
  'happenedAt',
  'answer',
  'answeredAt',
  'answerChannel',
  'cause',
  'solved',
] as const
export type ImportField = (typeof importFields)[number]

/** Bytes and rows of a file that is imported from a screen; larger ones go by the command line. */
export const importLimits = { bytes: 20 * 2 ** 20, rows: 100_000 } as const

const column = z.string().min(1).max(200)
const code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/)

/** Which column holds which field; an id may be made of several. */
export const importMapping = z.strictObject({
  id: z.array(column).min(1).max(5),
  columns: z.partialRecord(z.enum(importFields.filter((field) => field !== 'id')), column),
  dateFormat: z.string().max(40).optional(),
  /** Channels of rows that name none: of the complaint, and of the answer. */
  channel: code.optional(),
  answerChannel: code.optional(),
})
export type ImportMapping = z.infer<typeof importMapping>

/** How a file is to be taken. */
export const importWish = z.strictObject({
  mapping: importMapping,
  /** Rows are known by source and id: a second file of one source may hold rows of the first. */
  source: z.string().trim().min(1).max(120),
  unit: z.uuid(),
  /** Recorded history: answers are taken, and what the record does not hold reads "not recorded". Otherwise new complaints. */
  history: z.boolean(),
})
export type ImportWish = z.infer<typeof importWish>

export const importStates = ['uploaded', 'running', 'stopped', 'done', 'failed'] as const

const counts = z.strictObject({
  rows: z.int(),
  registered: z.int(),
  answered: z.int(),
  alreadyPresent: z.int(),
  changed: z.int(),
  errors: z.int(),
})

/** What is told of an import in a list. */
const importLine = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  /** Bytes. */
  size: z.int(),
  state: z.enum(importStates),
  createdAt: z.string(),
  endedAt: z.string().nullable(),
  counts,
})
export const importList = z.array(importLine)

export const importView = importLine.extend({
  columns: z.array(z.string()),
  /** The first rows, each value as text in the order of the columns. */
  sample: z.array(z.array(z.string())),
  /** What the names of the columns suggest, or what was chosen last for a file of the same columns. */
  proposal: z.strictObject({
    from: z.enum(['names', 'kept']),
    mapping: importMapping.partial({ id: true }),
    source: z.string(),
    unit: z.uuid().nullable(),
    history: z.boolean(),
  }),
  /** Share of the file that was read, 0 to 1. */
  read: z.number(),
  /** How many rows stand on the sheet of problems. */
  problems: z.int(),
  /** Why the file as a whole could not be taken. */
  refused: z.strictObject({ code: z.string(), sentence: z.string() }).nullable(),
})
export type ImportView = z.infer<typeof importView>

/** A row that cannot be taken, and why, in the words of the reader. */
const problem = z.strictObject({ row: z.int(), field: z.string().nullable(), value: z.string(), reason: z.string() })

export const importCheck = z.strictObject({
  rows: z.int(),
  /** Rows that would become cases. */
  good: z.int(),
  alreadyPresent: z.int(),
  changed: z.int(),
  errors: z.int(),
  /** The first of them. */
  problems: z.array(problem),
})
export type ImportCheck = z.infer<typeof importCheck>

/** A line of the answer to a check: how many rows were read of so many percent, the result, or that it broke. */
export const importStep = z.union([
  z.strictObject({ cases: z.int(), all: z.int() }),
  z.strictObject({ result: z.union([importCheck, z.strictObject({ refused: z.string() })]) }),
  z.strictObject({ failed: z.literal(true) }),
])
export type ImportStep = z.infer<typeof importStep>
