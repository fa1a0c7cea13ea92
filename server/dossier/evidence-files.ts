import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { isRefusal, type Refusal, refuse } from '../../core/shared/refusal.ts'
import type { House } from '../house.ts'
import { type Outgoing, readOriginal } from '../read/evidence-file.ts'
import { safeName } from '../vault/file-name.ts'
import { spent } from '../vault/give-back.ts'
import type { DossierFile, ToldStream } from './contents.ts'

type Named = {
  readonly id: string
  readonly hash: string
  readonly size: number
  readonly number: number
  readonly name: string
}
type Taker = { readonly person: string; readonly reason?: string | undefined }

/**
 * The files of evidence of a case as they were brought, each once. One in which something was found stays behind, one that
 * was not scanned goes along for a reason alone; what stays behind is still named by its fact.
 *
 * Each is read twice, once to see that it is what was brought, and once on its way out: so a dossier is refused before its
 * first byte, and none of them lies in memory.
 *
 * @returns refused where a file is not what was brought any more
 */
export async function evidenceFiles(
  house: House,
  caseId: string,
  streams: readonly ToldStream[],
  { person, reason }: Taker,
): Promise<DossierFile[] | Refusal> {
  const files: DossierFile[] = []
  const wanted = filesIn(streams)
  for (const { id, hash, number, name } of wanted) {
    const original = await readOriginal(house, { person, ofCase: caseId, file: id }, reason)
    if (isRefusal(original)) {
      if (original.code === 'evidence.damaged') return original
      continue
    }
    const sums = await sumsOf(original.bytes).catch(() => undefined)
    if (sums?.sha256.toString('hex') !== hash) return refuse('evidence.damaged')
    const called = `evidence/${String(number).padStart(2, '0')}_${safeName(name)}`
    files.push({ name: called, ...sums, bytes: original.again })
  }
  return files
}

/** What is known of a file once it went by. */
async function sumsOf(bytes: Outgoing['bytes']): Promise<Omit<DossierFile, 'name' | 'bytes'>> {
  const sha256 = createHash('sha256')
  let [size, crc] = [0, 0]
  for await (const piece of spent(bytes)) {
    sha256.update(piece)
    crc = crc32(piece, crc)
    size += piece.length
  }
  return { size, crc, sha256: sha256.digest() }
}

/** Each file once, under the number of the first piece of evidence that it belongs to. */
function filesIn(streams: readonly ToldStream[]): Named[] {
  const found = new Map<string, Named>()
  for (const { facts, openings } of streams)
    for (const { type, version, data } of facts) {
      const { file, evidence } = data as { file?: Omit<Named, 'number' | 'name'>; evidence?: number }
      if (type !== 'EvidenceAdded' || !file || found.has(file.hash)) continue
      const name = openings[version]?.find(({ path }) => path === '/file/name')?.value ?? ''
      found.set(file.hash, { ...file, number: evidence ?? 0, name })
    }
  return [...found.values()]
}
