const endOfDirectory = 0x06054b50
const entryOfDirectory = 0x02014b50

/**
 * To how many bytes a zip archive says that it unfolds, by its directory: a workbook is one, and a small one may unfold to
 * more than a machine holds.
 *
 * @returns undefined where it has no directory that can be read; the reader of workbooks says so in its own words
 */
export function unfoldedBytes(zip: Buffer): number | undefined {
  const end = zip.lastIndexOf(Buffer.from('504b0506', 'hex'))
  if (end < 0 || end + 22 > zip.length || zip.readUInt32LE(end) !== endOfDirectory) return undefined
  let at = zip.readUInt32LE(end + 16)
  let bytes = 0
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== entryOfDirectory) return undefined
    bytes += zip.readUInt32LE(at + 24)
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return bytes
}
