import { offerFile } from '../../../core/1-intake/offer-file.ts'
import type { Command } from '../../../core/case/command.ts'
import { isRefusal, type Refusal, refuse } from '../../../core/shared/refusal.ts'
import { read } from '../../db/transaction.ts'
import { handleCommand } from '../../handle-command.ts'
import type { House } from '../../house.ts'
import { whyComplainantMayNot } from '../../read/may-act.ts'
import { complainantOf } from '../../read/portal-case.ts'
import { addBytes, beginUpload, byComplainant } from '../../vault/uploads.ts'
import { founded } from '../case-routes.ts'
import { mayTry } from './tries.ts'

const offering = offerFile as unknown as Command
const mebibyte = 2 ** 20
/** The largest file that a complainant may add, and all of a case together, in bytes: some minutes of a phone's video. */
export const offeredLimit = 200 * mebibyte
const inAll = 1000 * mebibyte
/** Files that are begun from one network. */
const perNetwork = { limit: 120, seconds: 3600 }

/** Why the complainant cannot add a file now. */
export async function whyNotOffer(house: House, caseId: string, network: string): Promise<Refusal | undefined> {
  const no = await whyComplainantMayNot(house, await founded(house), caseId, offering)
  if (no) return no
  if ((await bytesOffered(house, caseId)) >= inAll)
    return refuse('evidence.too-much-offered', { mebibytes: inAll / mebibyte })
  return (await mayTry(house, `offer-from|${network}`, perNetwork)) ? undefined : refuse('upload.too-often')
}

/** What is on the list already, and what is on its way. */
async function bytesOffered({ pool }: House, caseId: string): Promise<number> {
  const text = `select coalesce((select sum((data -> 'file' ->> 'size')::float8) from fact where stream_id = $1 and type = 'EvidenceAdded' and data ->> 'offeredBy' is not null), 0)
    + coalesce((select sum(size)::float8 from upload where case_id = $1 and party is not null), 0) as bytes`
  const [row] = await read<{ bytes: number }>(
    pool,
    { person: '', caseId },
    { name: 'bytes-offered', text, values: [caseId] },
  )
  return row?.bytes ?? 0
}

/** Puts a file that arrived on the list of evidence of the own case. */
export async function offerUpload(house: House, caseId: string, upload: string): Promise<Refusal | undefined> {
  const caller = complainantOf(caseId)
  const answer = await handleCommand(house, { command: offering, caseId, input: { upload }, caller })
  return 'refusal' in answer ? answer.refusal : undefined
}

/** The same for a file that came as a whole. */
export async function offerBytes(
  house: House,
  caseId: string,
  { name, bytes }: { readonly name: string; readonly bytes: Buffer },
): Promise<Refusal | undefined> {
  const bringer = byComplainant(caseId)
  const begun = await beginUpload(house, bringer, caseId, { size: bytes.length, name, limit: offeredLimit })
  if (isRefusal(begun)) return begun
  async function* all() {
    yield bytes
  }
  const stand = await addBytes(house, begun, 0, all(), () => {})
  return isRefusal(stand) ? stand : offerUpload(house, caseId, begun.id)
}
