import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { writeExcel } from '../documents/write-excel.ts'
import { problemInWords } from '../import/problem-words.ts'
import { readExcel } from '../import/read-excel.ts'

/** Peers wrote what a stranger typed into cells that a spreadsheet runs (hole 30). */

const starts = [
  '=',
  '+',
  '-',
  '@',
  '|',
  '＝',
  '＋',
  '－',
  '＠',
  '｜',
  '\t=',
  '\r=',
  '\n=',
  '\0=',
  ' =',
  '"=',
  "'=",
  '  "+',
  '\u00a0=',
]
const bodies = ['1+1', 'HYPERLINK("http://x","y")', "cmd|' /C calc'!A0", 'IMPORTXML("http://x")']

it('no value of a bad row is run by the sheet that tells of it', async () => {
  const values = starts.flatMap((start) => bodies.map((body) => start + body))
  const rows = values.map((value, at) =>
    problemInWords({ row: at, field: 'content', value, code: 'import.invalid' }, 'zh-CN'),
  )
  async function* each() {
    for (const { row, field, value, reason } of rows) yield [String(row), field ?? '', value, reason]
  }
  const book = await writeExcel({ name: 'x', heading: ['行', '项目', '原值', '原因'], rows: each() })
  const sheet = await readExcel(Readable.from([book]))
  const told = (await Array.fromAsync(sheet.rows)).map((row) => ('cells' in row ? String(row.cells.原值) : ''))
  expect(told).toHaveLength(values.length)
  expect(told.filter((value) => !value.startsWith("'"))).toEqual([])
})
