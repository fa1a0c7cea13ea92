import { randomUUIDv7 } from 'node:crypto'
import type { ImportMapping, ImportWish, importStates } from '../../api/imports.ts'
import { open, seal } from '../crypto/box.ts'
import type { Statement } from '../db/pool.ts'
import { read } from '../db/transaction.ts'
import type { House } from '../house.ts'
import type { RowProblem } from './fields.ts'
import type { ImportCounts } from './import-file.ts'

/** A file nobody runs is kept so many days, the problems of one that ended too. */
const keptDays = 30

export type JobRow = {
  readonly id: string
  readonly person_id: string
  readonly state: (typeof importStates)[number]
  readonly name_box: Buffer
  readonly size: number
  readonly epoch: number
  readonly wrapped: Buffer
  readonly head_box: Buffer | null
  readonly wish_box: Buffer | null
  readonly refused_box: Buffer | null
  readonly problems: number
  readonly counts: ImportCounts
  readonly read: number
  readonly created_at: string
  readonly ended_at: string | null
}
/** The columns of a file and its first rows as text. */
export type Head = { readonly columns: readonly string[]; readonly sample: readonly (readonly string[])[] }
/** A problem as it is kept: a value of a row, or a refusal of its registration. */
export type KeptProblem = Omit<RowProblem, 'params'> & { readonly params?: Readonly<Record<string, unknown>> }
export type Kept = Pick<ImportWish, 'source' | 'unit' | 'history'> & { readonly mapping: ImportMapping }

export const noCounts: ImportCounts = {
  rows: 0,
  registered: 0,
  answered: 0,
  alreadyPresent: 0,
  changed: 0,
  errors: 0,
}

const holder = 'import'
const filePlace = (id: string) => `import_job|file_box|${id}`
const place = (id: string, column: 'name' | 'head' | 'wish' | 'problems' | 'refused') =>
  `import_job|${column}_box|${id}`

/** Keeps a file that was sent, sealed. @returns its id */
export async function keepFile(
  house: House,
  person: string,
  { name, bytes, head }: { readonly name: string; readonly bytes: Buffer; readonly head: Head },
): Promise<string> {
  const { ring } = house
  const id = randomUUIDv7()
  const { key, epoch, wrapped } = ring.newKey(id, holder)
  const text = `insert into import_job (id, person_id, state, name_box, size, epoch, wrapped, file_box, head_box, counts, created_at, expires_at)
    values ($1, $2, 'uploaded', $3, $4, $5, $6, $7, $8, $9, $10, $11)`
  const boxes = [
    ring.sealRow(place(id, 'name'), name),
    seal(key, filePlace(id), bytes),
    ring.sealRow(place(id, 'head'), JSON.stringify(head)),
  ]
  const values = [id, person, boxes[0], bytes.length, epoch, wrapped, boxes[1], boxes[2], noCounts]
  await read(house.pool, { person }, { text, values: [...values, house.now(), expiryAfter(house.now())] })
  return id
}

/** When what begins or ends now is forgotten. */
function expiryAfter(now: string): string {
  return Temporal.Instant.from(now)
    .add({ hours: keptDays * 24 })
    .toString()
}

/** The imports of a person, the latest first. */
export function listJobs({ pool }: House, person: string): Promise<JobRow[]> {
  const text = `select id, person_id, state, name_box, size, epoch, wrapped, head_box, wish_box, refused_box, problems, counts, read, created_at, ended_at
    from import_job where person_id = $1 and name_box <> '' order by created_at desc limit 30`
  return read<JobRow>(pool, { person }, { name: 'list-imports', text, values: [person] })
}

/** An import of this person; undefined where there is none. */
export async function findJob({ pool }: House, person: string, id: string): Promise<JobRow | undefined> {
  const text = `select id, person_id, state, name_box, size, epoch, wrapped, head_box, wish_box, refused_box, problems, counts, read, created_at, ended_at
    from import_job where id = $1 and person_id = $2 and name_box <> ''`
  return (await read<JobRow>(pool, { person }, { name: 'find-import', text, values: [id, person] }))[0]
}

/** The bytes of the file; undefined once they were dropped. */
export async function fileOf({ pool, ring }: House, { id, epoch, wrapped }: JobRow): Promise<Buffer | undefined> {
  const text = 'select file_box from import_job where id = $1'
  const [row] = await read<{ file_box: Buffer | null }>(pool, { person: 'system' }, { text, values: [id] })
  return row?.file_box ? open(ring.unwrap(id, holder, epoch, wrapped), filePlace(id), row.file_box) : undefined
}

export function nameOf({ ring }: Pick<House, 'ring'>, { id, name_box }: JobRow): string {
  return ring.openRow(place(id, 'name'), name_box)
}

export function headOf(house: House, row: JobRow): Head {
  return opened<Head>(house, row.id, 'head', row.head_box) ?? { columns: [], sample: [] }
}

export function wishOf(house: House, row: JobRow): ImportWish | undefined {
  return opened<ImportWish>(house, row.id, 'wish', row.wish_box)
}

/** Why the file as a whole was refused. */
export type Refused = { readonly code: string; readonly params: Readonly<Record<string, unknown>> }

export function refusedOf(house: House, row: JobRow): Refused | undefined {
  return opened<Refused>(house, row.id, 'refused', row.refused_box)
}

/** What could not be taken, in the order of the file. */
export async function problemsOf(house: House, { id }: JobRow): Promise<KeptProblem[]> {
  const text = 'select problems_box from import_job where id = $1'
  const [row] = await read<{ problems_box: Buffer | null }>(house.pool, { person: 'system' }, { text, values: [id] })
  return opened<KeptProblem[]>(house, id, 'problems', row?.problems_box ?? null) ?? []
}

function opened<T>(
  { ring }: Pick<House, 'ring'>,
  id: string,
  column: 'head' | 'wish' | 'problems' | 'refused',
  box: Buffer | null,
) {
  return box ? (JSON.parse(ring.openRow(place(id, column), box)) as T) : undefined
}

/** Sets an import going, or going on; nothing where it runs already or is over. */
export async function setGoing(house: House, person: string, id: string, wish: ImportWish): Promise<boolean> {
  const box = house.ring.sealRow(place(id, 'wish'), JSON.stringify(wish))
  const text = `update import_job set state = 'running', wish_box = $3, worker = null, beat_at = null, ended_at = null, refused_box = null
    where id = $1 and person_id = $2 and state in ('uploaded', 'stopped', 'failed') and file_box is not null returning id`
  return (await read(house.pool, { person }, { text, values: [id, person, box] })).length > 0
}

/** Stops an import: rows under way are finished, what is in stays. */
export async function stopJob({ pool }: House, person: string, id: string): Promise<boolean> {
  const text = `update import_job set state = 'stopped' where id = $1 and person_id = $2 and state = 'running' returning id`
  return (await read(pool, { person }, { text, values: [id, person] })).length > 0
}

/** Forgets the file of an import that does not run, and what was found in it; that it was there stays where it brought rows. */
export async function forgetJob({ pool }: House, person: string, id: string): Promise<boolean> {
  const text = `${forgetting} where id = $1 and person_id = $2 and state <> 'running' returning id`
  return (await read(pool, { person }, { text, values: [id, person] })).length > 0
}

export const forgetting = `update import_job set name_box = '', file_box = null, head_box = null, wish_box = null, problems_box = null, refused_box = null`

/** The last words of a run. */
export type Ending = {
  readonly state: 'done' | 'failed'
  readonly counts: ImportCounts
  readonly problems: readonly KeptProblem[]
  readonly refused?: Refused
}

/** Writes down how an import ended; the file itself is needed no more where all of it was taken. */
export function endJob({ ring, now }: House, id: string, worker: string, ending: Ending): Statement {
  const { state, counts, problems, refused } = ending
  const text = `update import_job set state = $3, counts = $4, problems_box = $5, problems = $6, refused_box = $7, read = $8, ended_at = $9, expires_at = $10,
    file_box = case when $3 = 'done' then null else file_box end, worker = null where id = $1 and worker = $2`
  const rows = new Set(problems.map(({ row }) => row)).size
  const boxed = problems.length > 0 ? ring.sealRow(place(id, 'problems'), JSON.stringify(problems)) : null
  const why = refused ? ring.sealRow(place(id, 'refused'), JSON.stringify(refused)) : null
  const values = [id, worker, state, counts, boxed, rows, why, state === 'done' ? 1 : 0, now(), expiryAfter(now())]
  return { text, values }
}

const mappingPlace = (digest: Buffer) => `import_mapping|box|${digest.toString('hex')}`

function digestOfColumns({ ring }: House, found: readonly string[]): Buffer {
  return ring.digest('import-columns', JSON.stringify([...found].sort()))
}

/** How a file of these columns was taken last in this organisation. */
export async function keptFor(house: House, found: readonly string[]): Promise<Kept | undefined> {
  const digest = digestOfColumns(house, found)
  const text = 'select box from import_mapping where columns_digest = $1'
  const [row] = await read<{ box: Buffer }>(house.pool, { person: 'system' }, { text, values: [digest] })
  return row && (JSON.parse(house.ring.openRow(mappingPlace(digest), row.box)) as Kept)
}

/** Keeps how a file of these columns is taken, for the next one like it. */
export async function keepMapping(house: House, found: readonly string[], kept: Kept): Promise<void> {
  const digest = digestOfColumns(house, found)
  const box = house.ring.sealRow(mappingPlace(digest), JSON.stringify(kept))
  const text = `insert into import_mapping (columns_digest, box, changed_at) values ($1, $2, $3)
    on conflict (columns_digest) do update set box = excluded.box, changed_at = excluded.changed_at`
  await read(house.pool, { person: 'system' }, { text, values: [digest, box, house.now()] })
}
