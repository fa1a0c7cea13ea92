import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { failpoint } from '../failpoint.ts'
import { chunkBytes, type Part, type Sealed, sealChunk } from './chunks.ts'

/**
 * Where a part of a file lies. The name is the file's random id: it tells nothing of what is in it, not even that two
 * cases hold the same bytes.
 */
export function pathOf(folder: string, file: string, part: Part): string {
  const name = part === 'original' ? file : `${file}.${part}`
  return join(folder, file.slice(-2), name)
}

/** Where it is written before it is whole. */
export function draftOf(path: string): string {
  return `${path}.part`
}

/** Makes an empty file that survives a power cut from here on. */
export async function makeDraft(path: string): Promise<void> {
  const folder = dirname(path)
  await makeFolder(folder)
  const handle = await open(draftOf(path), 'w', 0o600)
  await handle.close()
  failpoint('vault.draft-made')
  await syncFolder(folder)
  failpoint('vault.draft-synced')
}

/** Makes a directory and those above it that are missing; each survives a power cut from here on. */
export async function makeFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 })
  for (let at = folder; made !== undefined && at.length >= made.length; at = dirname(at)) await syncFolder(dirname(at))
}

/** Gives a draft that was synced its name, for good. */
export async function publish(path: string): Promise<void> {
  failpoint('vault.before-rename')
  await rename(draftOf(path), path)
  failpoint('vault.renamed')
  await syncFolder(dirname(path))
  failpoint('vault.rename-synced')
}

/** Makes sure of a name that was given before a crash, which may have come between the name and its directory. */
export async function keepName(path: string): Promise<void> {
  await syncFolder(dirname(path))
}

/** Seals bytes that are at hand into a file; there is all of it or none. */
export async function writeSealed(path: string, of: Sealed, bytes: Buffer): Promise<void> {
  await makeDraft(path)
  const handle = await open(draftOf(path), 'w', 0o600)
  try {
    const last = Math.max(0, Math.ceil(bytes.length / chunkBytes) - 1)
    for (let index = 0; index <= last; index++) {
      const piece = bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes)
      await handle.writeFile(sealChunk(of, index, index === last ? 'last' : 'more', piece))
    }
    failpoint('picture.written')
    await handle.sync()
    failpoint('picture.synced')
  } finally {
    await handle.close()
  }
  await publish(path)
}

const allParts: readonly Part[] = ['original', 'cleaned', 'preview']

/** Removes parts of a file, all where none are named; what is not there is no matter. */
export async function removeFile(folder: string, file: string, parts = allParts): Promise<void> {
  const paths = parts.map((part) => pathOf(folder, file, part)).flatMap((path) => [path, draftOf(path)])
  await Promise.all(paths.map((path) => rm(path, { force: true })))
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}
