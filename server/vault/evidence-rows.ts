import type { Uploaded } from '../../core/case/command.ts'
import type { Statement } from '../db/pool.ts'
import type { House } from '../house.ts'
import type { StoredFact } from '../trail/envelope.ts'
import { isDrawable } from './file-type.ts'
import { holderOf, nameOf, type UploadRow } from './uploads.ts'

type Fact = Pick<StoredFact, 'type' | 'data' | 'streamId'>

/** A finished upload as a decision sees it. */
export function uploadedOf(house: House, row: UploadRow): Uploaded {
  const { id, size, hash, type } = row
  if (!hash || !type) throw new Error('an upload is taken once all of it is there')
  return { id, size, hash: hash.toString('hex'), type, name: nameOf(house, row) }
}

/** What the facts about evidence leave in the tables beside the trail. */
export function evidenceStatements(facts: readonly Fact[], taken: UploadRow | undefined): Statement[] {
  return facts.flatMap(({ type, data, streamId }) => {
    if (type === 'EvidenceAdded') return [...fileStatements(streamId, data, taken), ...keepSample(streamId, data)]
    if (type === 'EvidenceDisposed') return [forgetSample(streamId, Number(data.evidence))]
    return []
  })
}

/** The file is the case's from here on. Bytes that the case has already are dropped with the next sweep of uploads. */
function fileStatements(caseId: string, { file }: Fact['data'], taken: UploadRow | undefined): Statement[] {
  if (!file || !taken) return []
  const { id, type } = file as { id: string; type: string }
  if (id !== taken.id) return [{ text: `update upload set expires_at = '-infinity' where id = $1`, values: [taken.id] }]
  const picture = isDrawable(type) ? 'waiting' : 'none'
  return [
    {
      name: 'keep-key',
      text: 'insert into data_key (stream_id, holder, epoch, wrapped) values ($1, $2, $3, $4)',
      values: [caseId, holderOf(id), taken.epoch, taken.wrapped],
    },
    {
      name: 'keep-file',
      text: 'insert into evidence_file (id, case_id, picture) values ($1, $2, $3)',
      values: [id, caseId, picture],
    },
    { name: 'end-upload', text: 'delete from upload where id = $1', values: [id] },
  ]
}

function keepSample(caseId: string, { evidence, keepUntil }: Fact['data']): Statement[] {
  if (!keepUntil) return []
  const text = 'insert into kept_sample (case_id, evidence, keep_until) values ($1, $2, $3)'
  return [{ name: 'keep-sample', text, values: [caseId, evidence, keepUntil] }]
}

function forgetSample(caseId: string, evidence: number): Statement {
  const text = 'delete from kept_sample where case_id = $1 and evidence = $2'
  return { name: 'forget-sample', text, values: [caseId, evidence] }
}
