import { deflateRawSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { writeExcel } from '../documents/write-excel.ts'
import type { ImportRefused } from './fields.ts'
import { openFile } from './open-file.ts'
import { unfoldedBytes } from './unfolded.ts'

async function* rows() {
  yield ['1', '吵']
}

/** An archive of one file that is nothing but zeros. */
function bomb(bytes: number): Buffer {
  const packed = deflateRawSync(Buffer.alloc(1000))
  const name = Buffer.from('xl/sharedStrings.xml')
  const sizes = Buffer.alloc(12)
  sizes.writeUInt32LE(packed.length, 4)
  sizes.writeUInt32LE(bytes, 8)
  const lengths = Buffer.from([name.length, 0, 0, 0])
  const local = Buffer.concat([
    Buffer.from('504b0304140000000800000000000000', 'hex').subarray(0, 14),
    sizes,
    lengths,
    name,
    packed,
  ])
  const entry = Buffer.concat([
    Buffer.from('504b01021400140000000800', 'hex'),
    Buffer.alloc(4),
    sizes,
    lengths,
    Buffer.alloc(14),
    name,
  ])
  const end = Buffer.alloc(22)
  end.write('504b0506', 'hex')
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(entry.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, entry, end])
}

const codeOf = async (file: Buffer) => {
  try {
    for await (const _ of (await openFile(file)).rows);
    return 'read'
  } catch (error) {
    return (error as ImportRefused).code
  }
}

describe('a file that is held in memory', () => {
  it('is read where it unfolds to what a table is', async () => {
    const book = await writeExcel({ name: 'x', heading: ['编号', '内容'], rows: rows() })
    expect(unfoldedBytes(book)).toBeGreaterThan(1000)
    expect(await codeOf(book)).toBe('read')
    expect(await codeOf(gzipSync('编号,内容\n1,吵\n'))).toBe('read')
  })

  it('is refused where it unfolds to more than a machine holds', async () => {
    expect(unfoldedBytes(bomb(900_000_000))).toBe(900_000_000)
    expect(await codeOf(bomb(900_000_000))).toBe('import.too-large')
    const long = gzipSync(Buffer.alloc(201 * 2 ** 20, 'a,b\n'))
    expect(long.length).toBeLessThan(2 ** 20)
    expect(await codeOf(long)).toBe('import.too-large')
  })
})
