import type { CaseEventOf } from '../../core/case/events.ts'
import { readAll, type Scope } from '../db/transaction.ts'
import type { Organisation } from '../directory.ts'
import type { House } from '../house.ts'
import { portalRead } from '../read/portal-case.ts'
import type { StoredFact } from '../trail/envelope.ts'
import { lastCheckpoint, originOf } from '../trail/log/checkpoint.ts'
import { signNote, verifierKey } from '../trail/log/note.ts'
import { type Proof, proveStreams } from '../trail/log/proofs.ts'
import { type LockedBox, openingsOf, selectBoxes, selectStored } from '../trail/read.ts'
import { disclosed } from './contents.ts'

/**
 * What a complainant keeps: the registration as it was recorded, with what they said, signed by the house at once; and, as
 * soon as the log was signed with it, the proof that it stands there. Whoever has it can show that it was received, when,
 * and with which words, whatever becomes of the house. That it was taken is written down.
 *
 * @param scope the one case
 * @throws Error where there is no such case: a session was opened on it
 */
export async function provedReceipt(house: House, organisation: Organisation, caseId: string, scope: Scope) {
  const statements = [selectStored(caseId), selectBoxes(caseId), portalRead(house, caseId, 'receipt')]
  const [[fact], boxes] = await readAll<[StoredFact, LockedBox, object]>(house.pool, scope, statements)
  if (!fact) throw new Error('a session is opened on a case that exists')
  const origin = originOf(organisation)
  const { number } = fact.data as CaseEventOf<'CaseRegistered'>
  const promised = [origin, 'receipt', number, Buffer.from(fact.hash, 'hex').toString('base64'), fact.recordedAt, '']
  return {
    format: 'huiyin-receipt/1',
    origin,
    number,
    key: verifierKey(origin, house.ring.signer.publicKey),
    fact,
    openings: disclosed(fact, openingsOf(boxes, house.ring).get(fact.version) ?? [], true),
    promise: signNote(promised.join('\n'), origin, house.ring.signer),
    proof: await proofOf(house, fact),
  }
}

/** Nothing before the first checkpoint with it: the promise alone stands for that minute. */
async function proofOf(house: House, { streamId, version }: StoredFact) {
  const checkpoint = await lastCheckpoint(house)
  const proofs: readonly Proof[] = checkpoint ? await proveStreams(house, [streamId], checkpoint) : []
  const found = proofs.find((proof) => proof.version === version)
  if (!checkpoint || !found) return null
  const path = found.path.map((hash) => hash.toString('base64'))
  return { checkpoint: checkpoint.note, position: found.position, path }
}
