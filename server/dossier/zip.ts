import { buffer } from 'node:stream/consumers'
import yazl from 'yazl'
import type { DossierFile } from './contents.ts'

/** Nothing is compressed and nothing said twice, so that a verifier can hold every byte of the archive against its files. */
const plain = { compress: false, forceDosTimestamp: true, mode: 0o100644 }

/** An archive of some files, in their order; the same files and moment give the same bytes. */
export async function zip(files: readonly DossierFile[], at: string): Promise<Buffer> {
  const archive = new yazl.ZipFile()
  for (const { name, body } of files) archive.addBuffer(body, name, { ...plain, mtime: new Date(at) })
  archive.end()
  return buffer(archive.outputStream)
}
