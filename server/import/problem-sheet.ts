import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import { neutral } from '../documents/write-excel.ts'

/** A workbook of one sheet that is begun with its first row. */
export type ProblemSheet = {
  add(row: number, texts: readonly string[]): void
  /** @returns whether there is a sheet; it is complete then */
  end(): Promise<boolean>
}

type Heading = { readonly name: string; readonly columns: readonly string[] }

/** A spreadsheet takes no longer text in a cell. */
const longestText = 32_000
const widths = [8, 16, 40, 60]

/**
 * Rows are written as they come, so that a file full of problems takes no memory. What stood in a file stands here too:
 * only its owner may read it. It has its name once it is complete.
 */
export function problemSheet(path: string, heading: Heading): ProblemSheet {
  let book: Promise<Book> | undefined
  return {
    add(row, texts) {
      book ??= openBook(`${path}.part`, heading)
      book = book.then((open) => open.add([row, ...texts.map((text) => neutral(text.slice(0, longestText)))]))
    },
    async end() {
      if (!book) return false
      await (await book).end()
      await rename(`${path}.part`, path)
      return true
    },
  }
}

type Book = { add(cells: readonly (string | number)[]): Book; end(): Promise<void> }

async function openBook(path: string, { name, columns }: Heading): Promise<Book> {
  const { WorkbookWriter } = await import('@cj-tech-master/excelts')
  await rm(path, { force: true })
  const file = createWriteStream(path, { mode: 0o600, flags: 'wx' })
  const book = new WorkbookWriter({ stream: file })
  const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = widths.map((width) => ({ width }))
  const open: Book = {
    add(cells) {
      sheet.addRow([...cells]).commit()
      return open
    },
    async end() {
      sheet.commit()
      await book.commit()
      await finished(file)
    },
  }
  return open.add(columns)
}
