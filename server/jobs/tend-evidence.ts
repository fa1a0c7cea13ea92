import type { Logger } from 'pino'
import { asSystem, read } from '../db/transaction.ts'
import { failpoint } from '../failpoint.ts'
import type { House } from '../house.ts'
import { openSealed, type Part, type Sealed } from '../vault/chunks.ts'
import { draw } from '../vault/picture.ts'
import { pathOf, removeFile, writeSealed } from '../vault/places.ts'
import { scanBytes, type Verdict } from '../vault/scan.ts'
import { dropExpired, holderOf } from '../vault/uploads.ts'
import { nowAndThen } from './now-and-then.ts'

/** How often the files are looked after, how many at a time, and after how many minutes a silent scanner is asked again. */
const everyMs = 2_000
const batch = 20
const againMinutes = 5
/** Of a larger file no picture is made: it would have to lie in memory. */
const mostDrawn = 64 * 2 ** 20

type Row = {
  readonly id: string
  readonly case_id: string
  readonly scan: 'waiting' | 'clean' | 'infected' | 'not-scanned'
  readonly found: string | null
  readonly picture: 'waiting' | 'made' | 'none' | 'failed'
  readonly unit_id: string
  /** For whom the case is walled off. */
  readonly hidden: readonly string[]
  readonly epoch: number
  readonly wrapped: Buffer
}

const selectWaiting = `select f.id, f.case_id, f.scan, f.found, f.picture, c.unit_id, k.epoch, k.wrapped,
    array(select w.person_id from wall w where w.case_id = f.case_id) as hidden
  from evidence_file f join case_row c on c.id = f.case_id join data_key k on k.stream_id = f.case_id and k.holder = 'evidence:' || f.id
  where f.scan = 'waiting' or f.picture = 'waiting'
    or f.scan = 'not-scanned' and $1 and f.found <> 'too-large' and f.tended_at < $2::timestamptz - make_interval(mins => $3)
  order by f.tended_at nulls first limit $4`

/**
 * Has new files scanned and pictures made of them, asks again about files that could not be scanned, and forgets uploads
 * that nobody used. Whatever fails leaves the original alone and is told with it.
 *
 * @returns what went wrong; the other files were looked after all the same
 */
export async function tendEvidence(house: House): Promise<Error[]> {
  await dropExpired(house)
  const values = [house.vault.scanner !== undefined, house.now(), againMinutes, batch]
  const rows = await read<Row>(house.pool, asSystem, { name: 'evidence-to-tend', text: selectWaiting, values })
  const failures: Error[] = []
  for (const row of rows) await tend(house, row).catch((error: Error) => failures.push(error))
  return failures
}

async function tend(house: House, row: Row): Promise<void> {
  const { id, case_id: caseId, unit_id: unit } = row
  const key = house.ring.unwrap(caseId, holderOf(id), row.epoch, row.wrapped)
  const of: Sealed = { key, caseId, file: id, part: 'original' }
  const verdict = row.scan === 'clean' || row.scan === 'infected' ? row : await scan(house, of)
  failpoint('tend.scanned')
  const picture = await pictureOf(house, of, verdict, row.picture)
  failpoint('tend.drawn')
  const text = 'update evidence_file set scan = $2, found = $3, picture = $4, tended_at = $5 where id = $1'
  const found = 'found' in verdict ? verdict.found : null
  const values = [id, verdict.scan, found, picture, house.now()]
  await read(house.pool, asSystem, { name: 'tended', text, values })
  failpoint('tend.noted')
  house.live.tell({ caseId, unit, notified: [], hidden: row.hidden })
}

async function scan({ vault }: House, of: Sealed): Promise<Verdict> {
  if (!vault.scanner) return { scan: 'not-scanned', found: 'no-scanner' }
  return scanBytes(vault.scanner, openSealed(pathOf(vault.folder, of.file, 'original'), of))
}

/** Nothing is drawn of a file in which something was found, and what was drawn of it goes. */
async function pictureOf(house: House, of: Sealed, { scan }: Pick<Row, 'scan'>, before: Row['picture']) {
  if (scan === 'infected') {
    await removeFile(house.vault.folder, of.file, ['cleaned', 'preview'])
    return 'none'
  }
  if (before !== 'waiting') return before
  return drawAll(house, of).then(
    () => 'made' as const,
    () => 'failed' as const,
  )
}

async function drawAll({ vault }: House, of: Sealed): Promise<void> {
  const drawn = await draw(await wholeOf(openSealed(pathOf(vault.folder, of.file, 'original'), of)))
  for (const part of ['cleaned', 'preview'] as const satisfies Part[])
    await writeSealed(pathOf(vault.folder, of.file, part), { ...of, part }, drawn[part])
}

async function wholeOf(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of bytes) {
    pieces.push(piece)
    length += piece.length
    if (length > mostDrawn) throw new Error('too large to be drawn')
  }
  return Buffer.concat(pieces)
}

/** Looks after the files until stopped. @returns stops it and waits for the round under way */
export function startTending(house: House, logger: Logger): () => Promise<void> {
  const report = (error: Error & { code?: string }) =>
    logger.warn({ fault: error.name, code: error.code }, 'files of evidence could not be looked after; tried again')
  const round = async () => (await tendEvidence(house)).forEach(report)
  return nowAndThen({ everyMs }, round, report)
}
