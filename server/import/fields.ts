import { type ImportField, importFields } from '../../api/imports.ts'

export const fields = importFields
export type { ImportField as Field } from '../../api/imports.ts'

/** Without these a row is no complaint that could be found again, read and timed. */
export const neededFields: readonly ImportField[] = ['id', 'content', 'receivedAt']

/** One value as a file gives it. A date of a spreadsheet carries its wall time in its UTC parts. */
export type Cell = string | number | boolean | Date | null | undefined

/** Why a row, or one value of it, cannot be taken; `code` names the sentence in the words of the command line. */
export type RowProblem = {
  /** Line or row of the file, as an editor or a spreadsheet counts it. */
  readonly row: number
  readonly field: ImportField | undefined
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
