import { type FileHandle, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Client } from '../../db/pool.ts'
import { asSystem, inTransaction } from '../../db/transaction.ts'
import { failpoint } from '../../failpoint.ts'
import type { House } from '../../house.ts'
import { makeFolder } from '../../vault/places.ts'
import type { StoredCheckpoint } from './checkpoint.ts'
import { bytesOf, type Entry, entryBytes } from './entry.ts'
import { checkpointOf, textOf } from './note.ts'
import { selectEntries } from './stored-nodes.ts'

/**
 * A copy of the log outside the database, in a directory: `entries`, 52 bytes each; `checkpoints`, one signed note after
 * the other; `checkpoint`, the last of them. It holds no personal value, and it is what shows that the database was changed.
 */
export type Outside = { readonly directory: string }

/** The copies of this organisation's log: in each place a directory of its own; none before it was founded. */
export async function outsidesOf({ directory, checkpoints }: House): Promise<Outside[]> {
  const organisation = await directory.now()
  return organisation ? checkpoints.map((place) => ({ directory: join(place, organisation.id) })) : []
}

const pageSize = 10_000

/** A file of the copy; `absent` where there is none. */
async function readOr<T>(path: string, absent: T): Promise<Buffer | T> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return absent
    throw error
  })
}

/** The last checkpoint that a directory holds, as it was signed; undefined where it holds none. */
export async function lastNoteOutside({ directory }: Outside): Promise<string | undefined> {
  return (await readOr(join(directory, 'checkpoint'), undefined))?.toString()
}

/** All entries that a directory holds, 52 bytes each, and all its notes, oldest first. */
export async function readOutside({ directory }: Outside): Promise<{ entries: Buffer; notes: string[] }> {
  const [entries, notes] = await Promise.all([
    readOr(join(directory, 'entries'), Buffer.alloc(0)),
    readOr(join(directory, 'checkpoints'), Buffer.alloc(0)),
  ])
  const whole = entries.subarray(0, entries.length - (entries.length % entryBytes))
  return {
    entries: whole,
    notes: notes
      .toString()
      .split(/(?<=\n— [^\n]*\n)\n/)
      .filter(Boolean),
  }
}

/**
 * Brings the copy to a checkpoint: first the entries, then the note, each on the disk before the next begins, so that a
 * note never speaks of entries that are not there. What a crash left half written is written over. One process at a time
 * does it, and none takes a copy back that another has brought further.
 *
 * @throws what the file system says; the next round tries again
 */
export async function publish({ pool }: House, outside: Outside, checkpoint: StoredCheckpoint): Promise<void> {
  if ((await lastNoteOutside(outside)) === checkpoint.note) return
  await inTransaction(pool, asSystem, async (client) => {
    await client.query("select pg_advisory_xact_lock(hashtext('huiyin-checkpoints'))")
    if ((await sizeOutside(outside)) < checkpoint.size) await append(client, outside, checkpoint)
    return { result: undefined }
  })
}

/** How many entries the last checkpoint of a directory speaks of. */
async function sizeOutside(outside: Outside): Promise<number> {
  const note = await lastNoteOutside(outside)
  return (note && checkpointOf(textOf(note))?.size) || 0
}

async function append(client: Client, { directory }: Outside, checkpoint: StoredCheckpoint): Promise<void> {
  failpoint('publish.before')
  await makeFolder(directory)
  await withFile(join(directory, 'entries'), 'a+', (file) => appendEntries(client, file, checkpoint.size))
  failpoint('publish.entries-synced')
  await withFile(join(directory, 'checkpoints'), 'a', (file) => file.appendFile(`${checkpoint.note}\n`))
  failpoint('publish.notes-synced')
  const draft = join(directory, 'checkpoint.new')
  await withFile(draft, 'w', (file) => file.writeFile(checkpoint.note))
  failpoint('publish.draft-synced')
  await rename(draft, join(directory, 'checkpoint'))
  failpoint('publish.renamed')
  await withFile(directory, 'r', async () => {})
  failpoint('publish.done')
}

async function appendEntries(client: Client, file: FileHandle, size: number): Promise<void> {
  let from = Math.floor((await file.stat()).size / entryBytes)
  await file.truncate(from * entryBytes)
  while (from < size) {
    const { rows } = await client.query<Entry>(selectEntries(from, Math.min(size, from + pageSize)))
    if (rows.length === 0) throw new Error('the log is shorter than its checkpoint')
    await file.appendFile(Buffer.concat(rows.map(bytesOf)))
    failpoint('publish.entries-written')
    from += rows.length
  }
}

/** Works on a file and lets it reach the disk. */
async function withFile(path: string, flags: string, work: (file: FileHandle) => Promise<void>): Promise<void> {
  const file = await open(path, flags, 0o600)
  try {
    await work(file)
    failpoint('publish.before-sync')
    await file.sync()
  } finally {
    await file.close()
  }
}
