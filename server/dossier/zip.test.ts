import { expect, it } from 'vitest'
import { fileOf } from './contents.ts'
import { directory, fileHeader, type ZipFile, zip, zipSize } from './zip.ts'

const huge = 5_000_000_000
const film: ZipFile = { ...fileOf('film', Buffer.alloc(0)), size: huge }
const note = fileOf('note', Buffer.from('note'))

it('says in 64 bits what 32 cannot hold, and nothing else so', () => {
  expect(fileHeader(note, 0).length).toBe(30 + 4)
  const before = fileHeader(film, 0)
  expect([before.readUInt16LE(4), before.readUInt32LE(18), before.readUInt32LE(22)]).toEqual([
    45,
    2 ** 32 - 1,
    2 ** 32 - 1,
  ])
  expect([before.readUInt16LE(34), before.readUInt16LE(36), before.readBigUInt64LE(38)]).toEqual([1, 16, BigInt(huge)])
  const list = directory([film, note], 0)
  const [ofFilm, ofNote] = [list.subarray(0, 46 + 4 + 20), list.subarray(70, 70 + 46 + 4 + 12)]
  expect([ofFilm.readBigUInt64LE(54), ofFilm.readUInt32LE(42)]).toEqual([BigInt(huge), 0])
  expect([ofNote.readUInt32LE(24), ofNote.readUInt32LE(42)]).toEqual([4, 2 ** 32 - 1])
  expect(ofNote.readBigUInt64LE(54)).toBe(BigInt(huge + before.length))
  const [end, locator] = [list.subarray(132), list.subarray(132 + 56)]
  expect([end.readUInt32LE(0), end.readBigUInt64LE(32), end.readBigUInt64LE(40)]).toEqual([0x06064b50, 2n, 132n])
  expect(Number(end.readBigUInt64LE(48))).toBe(huge + before.length + 34 + 4)
  expect([locator.readUInt32LE(0), Number(locator.readBigUInt64LE(8))]).toEqual([
    0x07064b50,
    huge + before.length + 38 + 132,
  ])
  expect(zipSize([film, note])).toBe(huge + before.length + 38 + list.length)
})

it('ends in an error where a file gives other than it said', async () => {
  const short = { ...note, size: 5 }
  const all = async () => {
    for await (const _ of zip([short], '2026-01-01T00:00:00.000Z'));
  }
  await expect(all()).rejects.toThrow('4 bytes instead of 5')
})
