/** A sheet with a heading row; cells are texts. */
export type Sheet = {
  readonly name: string
  readonly heading: readonly string[]
  readonly rows: AsyncIterable<readonly string[]>
}

/**
 * An Excel workbook of one sheet. Cells that a spreadsheet could take for a formula are neutralised by an apostrophe.
 * The library is loaded on first use, since most processes never write a workbook.
 */
export async function writeExcel(sheet: Sheet): Promise<Buffer> {
  const { Workbook } = await import('@cj-tech-master/excelts')
  const book = new Workbook()
  const page = book.addWorksheet(sheet.name, { views: [{ state: 'frozen', ySplit: 1 }] })
  page.addRow([...sheet.heading])
  page.getRow(1).font = { bold: true }
  for await (const row of sheet.rows) page.addRow(row.map(neutral))
  page.columns.forEach((column, index) => {
    column.width = widths[index] ?? 18
  })
  return Buffer.from(await book.xlsx.writeBuffer())
}

const widths = [16, 48]

/** Text that no spreadsheet runs: `= + - @`, their full-width twins, and control characters at the start are defused. */
export function neutral(text: string): string {
  return /^[\s'"]*[=+\-@|＝＋－＠｜]/.test(text) || /^[\t\r\n\0]/.test(text) ? `'${text}` : text
}
