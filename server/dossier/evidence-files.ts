import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { isRefusal, type Refusal, refuse } from '../../core/shared/refusal.ts'
import type { House } from '../house.ts'
import { readOriginal } from '../read/evidence-file.ts'
import { safeName } from '../vault/file-name.ts'
import type { DossierFile, ToldStream } from './contents.ts'

/** All files of evidence together, in bytes; a dossier is put together in memory. */
const most = 256 * 2 ** 20

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
 * @returns refused where a file is not what was brought any more, or all together are too large
 */
export async function evidenceFiles(
  house: House,
  caseId: string,
  streams: readonly ToldStream[],
  { person, reason }: Taker,
): Promise<DossierFile[] | Refusal> {
  const files: DossierFile[] = []
  const wanted = filesIn(streams)
  if (wanted.reduce((sum, { size }) => sum + size, 0) > most) return refuse('dossier.too-large', { most })
  for (const { id, hash, number, name } of wanted) {
    const original = await readOriginal(house, { person, ofCase: caseId, file: id }, reason)
    if (isRefusal(original)) {
      if (original.code === 'evidence.damaged') return original
      continue
    }
    const body = await buffer(original.bytes).catch(() => undefined)
    if (!body || createHash('sha256').update(body).digest('hex') !== hash) return refuse('evidence.damaged')
    files.push({ name: `evidence/${String(number).padStart(2, '0')}_${safeName(name)}`, body })
  }
  return files
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
