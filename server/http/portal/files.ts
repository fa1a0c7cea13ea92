import type { FastifyReply } from 'fastify'
import type { FileSaid } from '../../../api/portal.ts'
import { type Refusal, refuse } from '../../../core/shared/refusal.ts'
import { safeName } from '../../vault/file-name.ts'
import { sentenceOf } from '../../words.ts'
import { showCase } from './case.ts'
import { type Brought, filesIn } from './multipart.ts'
import { offerBytes, whyNotOffer } from './offered.ts'
import { networkOf } from './tries.ts'
import type { Visit } from './visit.ts'

/** Takes the files of a plain form of the case page, and says of each that was not taken why. */
export async function takeFiles(visit: Visit, caseId: string): Promise<FastifyReply> {
  const brought = filesIn(visit.request)
  const refused = await offerAll(visit, caseId)
  if (brought.length > 0 && refused.length === 0) return visit.reply.redirect('/portal/case?done=files#files', 303)
  return showCase(visit, caseId, { files: refused, taken: brought.length - refused.length }, 422)
}

/** Puts the files that came with a form on the list of the case. @returns those that were not taken, with the reason */
export async function offerAll(visit: Visit, caseId: string): Promise<FileSaid[]> {
  const said: FileSaid[] = []
  for (const one of filesIn(visit.request)) {
    const no = await offerOne(visit, caseId, one)
    if (no) said.push({ name: safeName(one.name), why: sentenceOf(no, visit.language) })
  }
  return said
}

async function offerOne({ house, request }: Visit, caseId: string, brought: Brought): Promise<Refusal | undefined> {
  if ('why' in brought) return brought.why
  if (brought.bytes.length === 0) return refuse('upload.empty')
  return (await whyNotOffer(house, caseId, networkOf(request.ip))) ?? offerBytes(house, caseId, brought)
}
