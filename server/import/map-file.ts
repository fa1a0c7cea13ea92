import { readFile } from 'node:fs/promises'
import { parseDocument } from 'yaml'
import { z } from 'zod'
import { type Field, fields, ImportRefused } from './fields.ts'
import { patternOf } from './moments.ts'

const column = z.string().min(1).max(200)
const code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/)

const shape = z.strictObject({
  /** The name under which rows of this origin are known; rows are told apart by source and id. */
  source: z.string().min(1).max(120).optional(),
  /** One column, or several that make the id together. */
  id: z.union([column, z.array(column).min(1).max(5)]),
  columns: z.partialRecord(z.enum(fields.filter((field) => field !== 'id') as [Field, ...Field[]]), column),
  zone: z.string().refine(isZone, 'no time zone').optional(),
  dateFormat: z.string().refine(isFormat, 'no date format').optional(),
  /** Channels of rows that name none: of the complaint, and of the answer. */
  channel: code.optional(),
  answerChannel: code.optional(),
})

/** How the columns of a file are to be read, as `--map` gives it. */
export type MapFile = z.infer<typeof shape>

/**
 * Reads a mapping file.
 *
 * @throws ImportRefused with every fault in it
 */
export async function readMapFile(path: string): Promise<MapFile> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new ImportRefused('import.no-file', { file: path, why: error.code })
  })
  const document = parseDocument(text)
  if (document.errors.length > 0)
    throw new ImportRefused('import.map-wrong', { file: path, faults: document.errors.map((one) => one.message) })
  const parsed = shape.safeParse(document.toJS())
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new ImportRefused('import.map-wrong', { file: path, faults })
}

function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}

function isFormat(format: string): boolean {
  try {
    const source = patternOf(format).source
    return ['year', 'month', 'day'].every((part) => source.includes(`<${part}>`))
  } catch {
    return false
  }
}
