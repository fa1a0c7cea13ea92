/** What a row of an imported file may hold, in the order in which a person would fill it in. */
export const fields = [
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
  'amountAsked',
  'happenedAt',
  'answer',
  'answeredAt',
  'answerChannel',
  'cause',
  'solved',
] as const
export type Field = (typeof fields)[number]

/** Without these a row is no complaint that could be found again, read and timed. */
export const neededFields: readonly Field[] = ['id', 'content', 'receivedAt']

/** One value as a file gives it. A date of a spreadsheet carries its wall time in its UTC parts. */
export type Cell = string | number | boolean | Date | null | undefined

/** Why a row, or one value of it, cannot be taken; `code` names the sentence in the words of the command line. */
export type RowProblem = {
  /** Line or row of the file, as an editor or a spreadsheet counts it. */
  readonly row: number
  readonly field: Field | undefined
  readonly value: string
  readonly code: string
  readonly params?: Readonly<Record<string, unknown>>
}

/** The file as a whole cannot be imported; nothing of it was. */
export class ImportRefused extends Error {
  readonly code: string
  readonly params: Readonly<Record<string, unknown>>
  constructor(code: string, params: Readonly<Record<string, unknown>> = {}) {
    super(code)
    this.code = code
    this.params = params
  }
}
