import { Readable } from 'node:stream'
import { readExcel } from '../import/read-excel.ts'

/** What a workbook holds, to be compared. */
export async function rowsIn(book: Buffer): Promise<unknown> {
  const { columns, rows } = await readExcel(Readable.from([book]))
  return { columns, rows: await Array.fromAsync(rows) }
}
