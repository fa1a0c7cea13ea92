import type { z } from 'zod'
import { type Registration, register } from '../../core/1-intake/register.ts'
import { recordedAnswer } from '../../core/5-feedback/answer.ts'
import type { Words } from '../../core/shared/words.ts'
import { type Columns, meaningOf, plain } from './columns.ts'
import type { Cell, Field, RowProblem } from './fields.ts'
import { type DayEdge, readMoment } from './moments.ts'
import { isEmpty, type TableRow } from './table.ts'

type Channels = Readonly<Record<string, { readonly name: Words }>>

/** What the values of a row are read against. */
export type Setting = {
  readonly columns: Columns
  readonly zone: string
  readonly dateFormat: string | undefined
  /** Of the leading pack, with the code for rows that name none. */
  readonly channels: { readonly known: Channels; readonly otherwise: string }
  readonly answerChannels: { readonly known: Channels; readonly otherwise: string }
  /** The id of the unit that gets the complaints. */
  readonly unit: string
  /** ISO; nothing can have happened after it. */
  readonly now: string
}

/** A complaint as a row holds it, ready for the commands. */
export type ImportRecord = {
  readonly row: number
  readonly id: string
  readonly receivedAt: string
  readonly registration: Registration
  readonly answer?: { readonly at: string; readonly input: z.infer<typeof recordedAnswer.input> }
  /** What the file says, by which a row that was changed later is noticed. */
  readonly content: unknown
}

type Reader = {
  readonly problems: RowProblem[]
  text(field: Field): string | undefined
  say(field: Field, code: string, params?: RowProblem['params']): undefined
  value(field: Field): Cell
}

/** Reads a row; all that is wrong with it is said at once. */
export function readRecord(row: TableRow, setting: Setting): ImportRecord | readonly RowProblem[] {
  if ('unreadable' in row)
    return [{ row: row.number, field: undefined, value: '', code: row.unreadable, params: row.params }]
  const reader = readerOf(row, setting.columns)
  const [id, receivedAt] = [needed(reader, 'id'), momentOf(reader, 'receivedAt', setting, 'start')]
  if (isEmpty(reader.value('receivedAt'))) reader.say('receivedAt', 'import.missing')
  const registration = registrationOf(reader, setting, receivedAt)
  const answer = answerOf(reader, setting, receivedAt)
  if (reader.problems.length > 0 || !id || !receivedAt || !registration) return reader.problems
  const content = contentOf(registration, answer, [receivedAt, reader.text('answeredAt')])
  return { row: row.number, id, receivedAt, registration, content, ...(answer && { answer }) }
}

/** Neither the unit, which the file does not name, nor the moment up to which a day of today reaches. */
function contentOf(
  { unit: _, ...registration }: Registration,
  answer: ImportRecord['answer'],
  moments: unknown,
): unknown {
  return { registration, answer: answer?.input ?? null, moments }
}

function readerOf(row: { number: number; cells: Readonly<Record<string, Cell>> }, columns: Columns): Reader {
  const problems: RowProblem[] = []
  const value = (field: Field) => {
    const [first, ...more] = (columns.get(field) ?? []).map((column) => row.cells[column])
    return more.length === 0 ? first : [first, ...more].map(textOf).join('|')
  }
  return {
    problems,
    value,
    text: (field) => textOf(value(field)),
    say(field, code, params) {
      problems.push({ row: row.number, field, value: textOf(value(field)) ?? '', code, ...(params && { params }) })
    },
  }
}

function textOf(value: Cell): string | undefined {
  if (isEmpty(value)) return undefined
  return value instanceof Date ? value.toISOString() : String(value).trim()
}

function needed(reader: Reader, field: Field): string | undefined {
  return reader.text(field) ?? reader.say(field, 'import.missing')
}

function momentOf(reader: Reader, field: Field, setting: Setting, edge: DayEdge): string | undefined {
  const value = reader.value(field)
  if (isEmpty(value)) return undefined
  const { zone, dateFormat: format, now } = setting
  const read = (at: DayEdge) => readMoment(value, { zone, format, edge: at })
  const moment = edge === 'end' ? endOfDay(read('start'), read('end'), now) : read('start')
  if (moment === undefined) return reader.say(field, 'import.no-moment')
  return moment > now ? reader.say(field, 'import.in-future') : moment
}

/** A day named without a time reaches to its end, or up to now where it is not over yet. */
function endOfDay(start: string | undefined, end: string | undefined, now: string): string | undefined {
  return start !== undefined && end !== undefined && start <= now && now < end ? now : end
}

function registrationOf(reader: Reader, setting: Setting, receivedAt: string | undefined): Registration | undefined {
  const content = needed(reader, 'content')
  const happenedAt = momentOf(reader, 'happenedAt', setting, 'start')
  if (happenedAt && receivedAt && happenedAt > receivedAt) reader.say('happenedAt', 'import.after-receipt')
  const plainFields = [
    'name',
    'phone',
    'email',
    'address',
    'identity',
    'request',
    'product',
    'place',
    'respondent',
    'reference',
  ] as const
  const input = {
    ...Object.fromEntries(plainFields.map((field) => [field, reader.text(field)])),
    title: reader.text('title') ?? startOf(content ?? '-'),
    content: content ?? '-',
    kind: wordOf(reader, 'kind'),
    channel: channelOf(reader, 'channel', setting.channels),
    groupSize: numberOf(reader, 'groupSize'),
    amountAsked: moneyOf(reader),
    happenedAt,
    unit: setting.unit,
  }
  return parsed(reader, register.input, input)
}

function answerOf(reader: Reader, setting: Setting, receivedAt: string | undefined): ImportRecord['answer'] {
  const [text, at] = [reader.text('answer'), momentOf(reader, 'answeredAt', setting, 'end')]
  if (text === undefined && isEmpty(reader.value('answeredAt'))) return undefined
  if (text === undefined) return reader.say('answer', 'import.missing')
  if (isEmpty(reader.value('answeredAt'))) return reader.say('answeredAt', 'import.missing')
  if (at && receivedAt && at < receivedAt) return reader.say('answeredAt', 'import.before-receipt')
  const solved = wordOf(reader, 'solved')
  const input = parsed(reader, recordedAnswer.input, {
    channel: channelOf(reader, 'answerChannel', setting.answerChannels),
    text,
    cause: reader.text('cause'),
    solved: solved === undefined ? undefined : solved === 'yes',
  })
  return at && input ? { at, input } : undefined
}

/** A row without a title goes by the first words of its complaint. */
function startOf(content: string): string {
  const [line = ''] = content.split(/[\r\n]/, 1)
  const letters = [...line]
  return letters.length <= 40 ? line : `${letters.slice(0, 40).join('')}…`
}

function wordOf(reader: Reader, field: 'kind' | 'solved'): string | undefined {
  const word = reader.text(field)
  return word === undefined ? undefined : (meaningOf(field, word) ?? reader.say(field, 'import.unknown-word'))
}

function channelOf(reader: Reader, field: 'channel' | 'answerChannel', channels: Setting['channels']): string {
  const word = reader.text(field)
  if (word === undefined) return channels.otherwise
  const spelt = (text: string) => plain(text.replace(/[（(].*$/, ''))
  const named = Object.entries(channels.known).find(([code, { name }]) =>
    [code, name.zh, name.en].some((one) => spelt(one) === spelt(word)),
  )?.[0]
  const usual = named === undefined ? meaningOf('channel', word) : undefined
  const found = named ?? (usual !== undefined && usual in channels.known ? usual : undefined)
  if (!found)
    reader.say(field, 'import.unknown-channel', { known: Object.values(channels.known).map(({ name }) => name) })
  return found ?? channels.otherwise
}

function numberOf(reader: Reader, field: Field): number | undefined {
  const text = reader.text(field)
  if (text === undefined) return undefined
  return /^\d{1,9}$/.test(text) ? Number(text) : reader.say(field, 'import.no-number')
}

function moneyOf(reader: Reader) {
  const text = reader.text('amountAsked')?.replace(/[,，\s¥￥元]/g, '')
  if (text === undefined) return undefined
  if (!/^\d{1,11}(\.\d{1,2})?$/.test(text)) return reader.say('amountAsked', 'import.no-number')
  return { minor: Math.round(Number(text) * 100), currency: 'CNY' as const }
}

/** What a command's own input does not take is said in the words of a row. */
function parsed<I extends z.ZodType>(reader: Reader, schema: I, input: unknown): z.infer<I> | undefined {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  for (const issue of result.error.issues) {
    const field = (issue.path[0] === 'text' ? 'answer' : issue.path[0]) as Field
    if (issue.code === 'too_big') reader.say(field, 'import.too-long', { most: Number(issue.maximum) })
    else if (issue.code === 'invalid_format') reader.say(field, 'import.control-characters')
    else reader.say(field, 'import.invalid')
  }
  return undefined
}
