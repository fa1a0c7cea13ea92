import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { openLine } from '../../db/pool.ts'
import { openSealed, sealedSize } from '../../vault/chunks.ts'
import { spent } from '../../vault/give-back.ts'
import { pathOf } from '../../vault/places.ts'
import type { StoredFact } from '../envelope.ts'
import type { DataKey } from '../write.ts'
import type { Fault } from './finding.ts'

/** Where files of evidence lie, and whether their bytes are read or only their sizes looked at. */
export type FileLook = { readonly folder: string; readonly content: boolean }

/** A file of evidence as a fact names it. */
export type NamedFile = {
  readonly version: number
  readonly evidence: number
  readonly id: string
  readonly size: number
  readonly hash: string
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The file that a fact brought; undefined where it brought none. */
export function fileIn({ type, version, data }: StoredFact): NamedFile | undefined {
  const { file, evidence } = data as { file?: Omit<NamedFile, 'version' | 'evidence'>; evidence?: number }
  if (type !== 'EvidenceAdded' || !file) return undefined
  const { id, size, hash } = file
  return { version, evidence: evidence ?? 0, id, size, hash }
}

/** What is wrong with a file: it is gone, cut, does not open as what it should be, or is another one than was brought. */
export async function fileFault(
  { folder, content }: FileLook,
  caseId: string,
  file: NamedFile,
  key: DataKey | undefined,
): Promise<Fault | undefined> {
  const { id, size, version, evidence } = file
  const fault = (what: Fault['what']): Fault => ({ version, what, detail: { evidence } })
  // A forged fact may name anything; only an id is a place in the vault.
  const path = uuid.test(id) ? pathOf(folder, id, 'original') : undefined
  const onDisk = path && (await stat(path).catch(() => undefined))
  if (!onDisk) return fault('file-missing')
  if (onDisk.size !== sealedSize(size)) return fault('file-size')
  if (!content) return undefined
  const digest = key && (await digestOf(path, { key: key.key, caseId, file: id, part: 'original' }))
  if (!digest) return fault('file-closed')
  return digest === file.hash ? undefined : fault('file-differs')
}

async function digestOf(path: string, of: Parameters<typeof openSealed>[1]): Promise<string | undefined> {
  const hash = createHash('sha256')
  try {
    for await (const piece of spent(openSealed(path, of))) hash.update(piece)
    return hash.digest('hex')
  } catch {
    return undefined
  }
}

/** A file of the vault is put there a moment before its row is written, and removed a moment after. */
const settledMs = 1000

/** What lies in the vault and belongs to no evidence and no upload, by its path below the vault. */
export async function looseFiles(ownerUrl: string, folder: string): Promise<string[]> {
  const loose = await unknown(ownerUrl, await filesIn(folder))
  if (loose.length === 0) return []
  await setTimeout(settledMs)
  const still = new Set(await filesIn(folder))
  return unknown(
    ownerUrl,
    loose.filter((path) => still.has(path)),
  )
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .sort()
}

/** Those that are no part of a file that a row names. */
async function unknown(ownerUrl: string, paths: readonly string[]): Promise<string[]> {
  if (paths.length === 0) return []
  const client = await openLine(ownerUrl)
  try {
    const text = 'select id from evidence_file union all select id from upload'
    const known = new Set((await client.query<{ id: string }>(text)).rows.map(({ id }) => id))
    const parts = /^([0-9a-f]{2})\/([0-9a-f-]{34}\1)(\.cleaned|\.preview)?(\.part)?$/
    return paths.filter((path) => !known.has(parts.exec(path)?.[2] ?? ''))
  } finally {
    await client.end()
  }
}
