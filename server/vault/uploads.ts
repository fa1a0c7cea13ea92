import { randomUUIDv7 } from 'node:crypto'
import { theComplainant } from '../../core/case/parties.ts'
import { type Refusal, refuse } from '../../core/shared/refusal.ts'
import type { Client } from '../db/pool.ts'
import { asSystem, read, type Scope } from '../db/transaction.ts'
import { failpoint } from '../failpoint.ts'
import type { House } from '../house.ts'
import { append, bytesOf, type Incoming, type Progress, recover } from './append.ts'
import { openSealed } from './chunks.ts'
import { safeName } from './file-name.ts'
import { typeOf } from './file-type.ts'
import { makeDraft, pathOf, removeFile } from './places.ts'
import { inTurn, type Underway } from './vault.ts'

/** An upload nobody makes evidence of is forgotten after so many days; who brings files has so many at most. */
const keptDays = 7
const mostOpen = 20

export type UploadRow = {
  readonly id: string
  readonly case_id: string
  readonly size: number
  readonly name_box: Buffer
  readonly epoch: number
  readonly wrapped: Buffer
  readonly hash: Buffer | null
  readonly type: string | null
  readonly expires_at: string
}

/** Who brings a file: a member of staff, or a party of the case. */
export type Bringer = { readonly scope: Scope; readonly person: string | null; readonly party: string | null }

/** A member of staff, for a case that the person sees. */
export function byStaff(person: string): Bringer {
  return { scope: { person }, person, party: null }
}

/** The complainant, for the own case alone. */
export function byComplainant(caseId: string): Bringer {
  return { scope: { person: '', caseId }, person: null, party: theComplainant }
}

const columns = 'id, case_id, size::float8 as size, name_box, epoch, wrapped, hash, type, expires_at'

/** Under which holder the key of a file stands among those of its case. */
export const holderOf = (file: string) => `evidence:${file}`
export const namePlace = (id: string) => `upload|name_box|${id}`

/**
 * Begins an upload for a case that its bringer sees.
 *
 * @param size  in bytes, 1 or more
 * @param limit the largest size that is taken, in bytes; that of the vault where left out
 * @returns its row, or why not
 */
export async function beginUpload(
  house: House,
  { scope, person, party }: Bringer,
  caseId: string,
  { size, name, limit = house.vault.limit }: { readonly size: number; readonly name: string; readonly limit?: number },
): Promise<UploadRow | Refusal> {
  if (size > limit) return refuse('upload.too-large', { mebibytes: Math.floor(limit / 2 ** 20) })
  const id = randomUUIDv7()
  const { epoch, wrapped } = house.ring.newKey(caseId, holderOf(id))
  const box = house.ring.sealRow(namePlace(id), safeName(name))
  const expires = Temporal.Instant.from(house.now())
    .add({ hours: keptDays * 24 })
    .toString()
  const text = `insert into upload (id, case_id, person_id, party, size, name_box, epoch, wrapped, expires_at)
    select $1, c.id, $3, $4, $5, $6, $7, $8, $9 from case_row c
    where c.id = $2 and (select count(*) from upload where person_id = $3 or (case_id = $2 and party = $4)) < $10 returning ${columns}`
  const values = [id, caseId, person, party, size, box, epoch, wrapped, expires, mostOpen]
  failpoint('upload.before-draft')
  await makeDraft(pathOf(house.vault.folder, id, 'original'))
  failpoint('upload.before-row')
  const [row] = await read<UploadRow>(house.pool, scope, { name: 'begin-upload', text, values })
  failpoint('upload.begun')
  if (row) return row
  await removeFile(house.vault.folder, id)
  return refuse('upload.too-many', { most: mostOpen })
}

/** An upload of this bringer for this case; undefined where there is none. */
export async function findUpload(
  house: House,
  { scope, person, party }: Bringer,
  caseId: string,
  id: string,
): Promise<UploadRow | undefined> {
  const text = `select ${columns} from upload where id = $1 and case_id = $2 and (person_id = $3 or party = $4) and expires_at > $5 and may_see(case_id)`
  const values = [id, caseId, person, party, house.now()]
  return (await read<UploadRow>(house.pool, scope, { name: 'find-upload', text, values }))[0]
}

/** How far an upload came, in bytes: what is on the disk and was found right. */
export async function standOf(house: House, row: UploadRow): Promise<number> {
  return inTurn(
    house.vault,
    row.id,
    () => {},
    async (underway) => {
      const incoming = incomingOf(house, row)
      return bytesOf(await progressOf(house, row, incoming, underway))
    },
  )
}

/**
 * Adds bytes to an upload from an offset on.
 *
 * @param cut ends the request when another one takes over
 * @returns how far it came; or that it stands elsewhere
 */
export async function addBytes(
  house: House,
  row: UploadRow,
  offset: number,
  body: AsyncIterable<Buffer>,
  cut: () => void,
): Promise<number | Refusal> {
  return inTurn(house.vault, row.id, cut, async (underway) => {
    const incoming = incomingOf(house, row)
    const progress = await progressOf(house, row, incoming, underway)
    const stand = bytesOf(progress)
    if (stand !== offset) return refuse('upload.wrong-offset', { offset: stand })
    if (stand === row.size) return stand
    failpoint('upload.before-append')
    await append(incoming, progress, body)
    if (progress.whole) await noteWhole(house, row, incoming, progress.whole)
    failpoint('upload.appended')
    return bytesOf(progress)
  })
}

/** Forgets an upload with its bytes. */
export async function dropUpload(house: House, { scope }: Bringer, { id }: UploadRow): Promise<void> {
  await inTurn(
    house.vault,
    id,
    () => {},
    async () => {
      failpoint('upload.before-drop')
      await read(house.pool, scope, { text: 'delete from upload where id = $1', values: [id] })
      failpoint('upload.row-dropped')
      await removeFile(house.vault.folder, id)
      failpoint('upload.dropped')
    },
  )
  house.vault.underway.delete(id)
}

/** Forgets what nobody made evidence of in time. A command that takes one at this moment has it locked, and keeps it. */
export async function dropExpired(house: House): Promise<number> {
  const text = `delete from upload where id in (select id from upload where expires_at <= $1 for update skip locked limit 100) returning id`
  const rows = await read<{ id: string }>(house.pool, asSystem, { name: 'drop-expired', text, values: [house.now()] })
  for (const { id } of rows) {
    house.vault.underway.delete(id)
    await removeFile(house.vault.folder, id)
  }
  return rows.length
}

/**
 * The upload that the input of a command names, where all of it is there; locked until the transaction ends.
 *
 * @param caller whose upload it has to be; what came by mail is the door's, what came by the portal the complainant's
 */
export async function takeUpload(
  client: Client,
  caller: string,
  caseId: string,
  input: unknown,
): Promise<UploadRow | undefined> {
  const { upload } = input as { upload?: string }
  if (!upload) return undefined
  const text = `select ${columns} from upload where id = $1 and case_id = $2 and (person_id::text = $3 or (person_id is null and party is null and $3 = 'mail') or (party is not null and $3 = 'complainant:' || case_id)) and hash is not null for update`
  const values = [upload, caseId, caller]
  return (await client.query<UploadRow>({ name: 'take-upload', text, values })).rows[0]
}

export function nameOf({ ring }: Pick<House, 'ring'>, { id, name_box }: UploadRow): string {
  return ring.openRow(namePlace(id), name_box)
}

function incomingOf({ ring, vault }: House, { id, case_id, size, epoch, wrapped }: UploadRow): Incoming {
  const key = ring.unwrap(case_id, holderOf(id), epoch, wrapped)
  return { folder: vault.folder, of: { key, caseId: case_id, file: id, part: 'original' }, size }
}

async function progressOf(house: House, row: UploadRow, incoming: Incoming, underway: Underway): Promise<Progress> {
  if (underway.progress) return underway.progress
  const progress = await recover(incoming)
  underway.progress = progress
  if (progress.whole && !row.hash) await noteWhole(house, row, incoming, progress.whole)
  return progress
}

/** Digest and type of a file that lies under its name. */
async function noteWhole(house: House, row: UploadRow, { folder, of }: Incoming, whole: string): Promise<void> {
  const start = openSealed(pathOf(folder, of.file, 'original'), of)
  const first = await start.next()
  await start.return(undefined)
  const type = await typeOf(first.value ?? Buffer.alloc(0), nameOf(house, row))
  const text = `update upload set hash = decode($2, 'hex'), type = $3 where id = $1`
  failpoint('upload.before-digest')
  await read(house.pool, asSystem, { name: 'note-whole', text, values: [row.id, whole, type] })
  failpoint('upload.digest-noted')
}
