import { describe, expect, it } from 'vitest'
import { decoded, encodingOf } from './encoding.ts'
import { readCsv } from './read-csv.ts'
import { readJsonl } from './read-jsonl.ts'
import type { Table } from './table.ts'

async function* inPieces<T>(pieces: readonly T[]): AsyncGenerator<T> {
  yield* pieces
}

/** Cut at every place, so that no reader relies on where the pieces end. */
const letterByLetter = (text: string) => inPieces([...text])
const rowsOf = async (table: Promise<Table>) => Array.fromAsync((await table).rows)
const cellsOf = async (table: Promise<Table>) => (await rowsOf(table)).map((row) => ('cells' in row ? row.cells : row))

describe('CSV', () => {
  const messy = '编号,内容\n1,"第一行\n第二行，""引号"""\n\n2,5" 水管\r\n 3 ,"尾" \n'

  it('keeps lines and quotes inside of values', async () => {
    const cells = [
      { 编号: '1', 内容: '第一行\n第二行，"引号"' },
      { 编号: '2', 内容: '5" 水管' },
      { 编号: '3', 内容: '尾' },
    ]
    expect(await cellsOf(readCsv(inPieces([messy])))).toEqual(cells)
    expect(await cellsOf(readCsv(letterByLetter(messy)))).toEqual(cells)
  })

  it('counts rows as a spreadsheet does', async () => {
    expect((await rowsOf(readCsv(inPieces([messy])))).map((row) => row.number)).toEqual([2, 4, 5])
  })

  it.each([';', '\t'])('takes %j between values where the header has it', async (one) => {
    expect(await cellsOf(readCsv(inPieces([`a${one}b\n1,2${one}3\n`])))).toEqual([{ a: '1,2', b: '3' }])
  })

  it('names a row whose values do not fit the header, and reads on', async () => {
    const rows = await rowsOf(readCsv(inPieces(['a,b\n1,2,3\n4\n5,6,,\n'])))
    expect(rows).toEqual([
      { number: 2, unreadable: 'import.row-too-long', params: { held: 3, columns: 2 } },
      { number: 3, cells: { a: '4', b: undefined } },
      { number: 4, cells: { a: '5', b: '6' } },
    ])
  })

  it('gives every row before a quote that is never closed, and says where it is', async () => {
    for (const pieces of [inPieces(['a,b\n1,2\n3,4\n5,"6\n7,8\n']), letterByLetter('a,b\n1,2\n3,4\n5,"6\n7,8\n')]) {
      const rows = await rowsOf(readCsv(pieces))
      expect(rows.map((row) => ('cells' in row ? row.cells.a : row))).toEqual([
        '1',
        '3',
        { number: 4, unreadable: 'import.rest-unreadable' },
      ])
    }
  })

  it('gives up a record without end before it fills the memory', async () => {
    const endless = async function* () {
      yield 'a,b\n1,2\n3,"'
      for (let i = 0; i < 100; i++) yield `${'x'.repeat(50_000)}\n`
    }
    const rows = await rowsOf(readCsv(endless()))
    expect(rows.map((row) => ('unreadable' in row ? row.unreadable : row.number))).toEqual([
      2,
      'import.rest-unreadable',
    ])
  })

  it.each(['', '\n\n', ' , \n1,2'])('needs a header: %j', async (text) => {
    await expect(readCsv(inPieces([text]))).rejects.toMatchObject({ code: 'import.no-header' })
  })
})

describe('JSONL', () => {
  it('reads an object a line; columns are all names of the first rows', async () => {
    const text = '{"a":1,"b":"二"}\n\n{"a":3,"c":{"d":[4]}}\nnot json\n[5]\n{"a":null}'
    for (const pieces of [inPieces([text]), letterByLetter(text)]) {
      const table = await readJsonl(pieces)
      expect(table.columns).toEqual(['a', 'b', 'c'])
      expect(await Array.fromAsync(table.rows)).toEqual([
        { number: 1, cells: { a: 1, b: '二' } },
        { number: 3, cells: { a: 3, c: '{"d":[4]}' } },
        { number: 4, unreadable: 'import.no-json' },
        { number: 5, unreadable: 'import.no-json' },
        { number: 6, cells: { a: null } },
      ])
    }
  })
})

describe('an encoding', () => {
  const gb18030 = Buffer.from([0xb1, 0xe0, 0xba, 0xc5])
  const split = (bytes: Buffer) => () => inPieces([...bytes].map((byte) => Buffer.from([byte])))

  it.each([
    ['utf-8', Buffer.from('编号')],
    ['utf-8', Buffer.from('\uFEFF编号')],
    ['gb18030', gb18030],
  ] as const)('%s is found out', async (encoding, bytes) => {
    expect(await encodingOf(split(bytes))).toBe(encoding)
    expect((await Array.fromAsync(decoded(split(bytes)(), encoding))).join('')).toBe('编号')
  })

  it('utf-16 goes by its mark', async () => {
    const bytes = Buffer.from('\uFEFF编号', 'utf16le')
    expect(await encodingOf(() => inPieces([bytes]))).toBe('utf-16le')
    expect((await Array.fromAsync(decoded(inPieces([bytes]), 'utf-16le'))).join('')).toBe('编号')
  })

  it('that is none is refused', async () => {
    await expect(encodingOf(split(Buffer.from([0x61, 0xff, 0xff])))).rejects.toMatchObject({ code: 'import.encoding' })
  })
})
