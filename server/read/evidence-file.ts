import { randomUUIDv7 } from 'node:crypto'
import type { EvidenceItem } from '../../api/evidence.ts'
import { type Refusal, refuse } from '../../core/shared/refusal.ts'
import type { Statement } from '../db/pool.ts'
import { read, readAll } from '../db/transaction.ts'
import type { House } from '../house.ts'
import type { ToldFact } from '../trail/envelope.ts'
import { type LockedBox, openBoxes, openData, selectBoxes, selectFacts } from '../trail/read.ts'
import { openSealed, type Part } from '../vault/chunks.ts'
import { pathOf } from '../vault/places.ts'
import { holderOf } from '../vault/uploads.ts'

type File = NonNullable<EvidenceItem['file']>
type FileRow = Pick<File, 'scan' | 'picture'> & { readonly epoch: number; readonly wrapped: Buffer }
type Asked = { readonly person: string; readonly ofCase: string; readonly file: string }

/** Bytes on their way out. The first of them were opened already, so what is damaged is refused and not begun. */
export type Outgoing = {
  readonly bytes: AsyncGenerator<Buffer>
  /** The same bytes once more. */
  readonly again: () => AsyncGenerator<Buffer>
  readonly size?: number
  readonly name?: string
}

/** A picture that was made of a file; that it was looked at is written down first. */
export async function readPicture(
  house: House,
  asked: Asked,
  part: Exclude<Part, 'original'>,
): Promise<Outgoing | Refusal> {
  const [row] = await read<FileRow>(house.pool, scopeOf(asked), selectFile(asked))
  if (row?.picture !== 'made' || row.scan === 'infected') return refuse('evidence.file-unknown')
  await read(house.pool, scopeOf(asked), logReading(house, asked, part))
  return opened(house, asked, row, part)
}

/**
 * A file as it was brought, bit for bit; that it was taken out is written down first. One in which something was found
 * stays; one that was not scanned goes out to whoever says why.
 */
export async function readOriginal(house: House, asked: Asked, reason?: string): Promise<Outgoing | Refusal> {
  const statements = [selectFile(asked), selectFacts(asked.ofCase), selectBoxes(asked.ofCase)]
  const [[row], facts, boxes] = await readAll<[FileRow, ToldFact, LockedBox]>(house.pool, scopeOf(asked), statements)
  if (!row) return refuse('evidence.file-unknown')
  if (row.scan === 'infected') return refuse('evidence.infected')
  if (row.scan !== 'clean' && !reason) return refuse('evidence.not-scanned')
  await read(
    house.pool,
    scopeOf(asked),
    logReading(house, asked, row.scan === 'clean' ? 'original' : 'unscanned', reason),
  )
  const told = openBoxes(boxes, house.ring)
  const files = facts
    .filter(({ type }) => type === 'EvidenceAdded')
    .map((fact) => openData(fact, told).file as Partial<File> | undefined)
  const { name, size } = files.find((file) => file?.id === asked.file) ?? {}
  const outgoing = await opened(house, asked, row, 'original')
  return 'bytes' in outgoing ? { ...outgoing, name: name ?? 'file', ...(size && { size }) } : outgoing
}

/** The person alone: a scope that names the case would open it to anybody. */
function scopeOf({ person }: Asked) {
  return { person }
}

function selectFile({ ofCase, file }: Asked): Statement {
  const text = `select f.scan, f.picture, k.epoch, k.wrapped from evidence_file f join data_key k on k.stream_id = f.case_id and k.holder = $3 where f.id = $2 and f.case_id = $1`
  return { name: 'evidence-file', text, values: [ofCase, file, holderOf(file)] }
}

function logReading(house: House, { person, ofCase, file }: Asked, what: string, reason?: string): Statement {
  const entry = randomUUIDv7()
  const box = reason === undefined ? null : house.ring.sealRow(`read_log|reason|${entry}`, reason)
  const text = `insert into read_log (id, at, person_id, what, case_ids, reason_box) values ($1, $2, $3, $4, array[$5::uuid], $6)`
  return { name: 'log-file', text, values: [entry, house.now(), person, `evidence:${what}:${file}`, ofCase, box] }
}

async function opened(
  { ring, vault }: House,
  { ofCase: caseId, file }: Asked,
  { epoch, wrapped }: FileRow,
  part: Part,
): Promise<Outgoing | Refusal> {
  const key = ring.unwrap(caseId, holderOf(file), epoch, wrapped)
  const again = () => openSealed(pathOf(vault.folder, file, part), { key, caseId, file, part })
  const bytes = again()
  const first = await bytes.next().catch(() => undefined)
  return first?.value ? { bytes: behind(first.value, bytes), again } : refuse('evidence.damaged')
}

async function* behind(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield first
    yield* rest
  } finally {
    await rest.return(undefined)
  }
}
