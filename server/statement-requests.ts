import { randomUUIDv7 } from 'node:crypto'
import type { Derived } from '../core/case/events.ts'
import { isSecret } from '../core/shared/fields.ts'
import type { KeyRing } from './crypto/key-ring.ts'
import type { Statement } from './db/pool.ts'

/** Keeps what respondents are asked where they see it and nothing else; in the transaction of the facts. */
export function statementRequests(
  caseId: string,
  facts: readonly Derived[],
  recordedAt: string,
  ring: KeyRing,
): Statement[] {
  return facts.flatMap(({ event }) => {
    if (event.type === 'StatementAsked') return [insertRequest(caseId, event, recordedAt, ring)]
    return event.type === 'StatementGiven' ? [settleRequest(caseId, event.ordinal, recordedAt)] : []
  })
}

/** What ties the box of a question to its row. */
export function questionPlace(id: string): string {
  return `statement_request|question|${id}`
}

type Asked = {
  readonly ordinal: number
  readonly staff: string
  readonly until: string
  readonly question: unknown
}

function insertRequest(caseId: string, asked: Asked, at: string, ring: KeyRing): Statement {
  const { ordinal, staff, until, question } = asked
  if (!isSecret(question)) throw new Error('a question is kept before it is sealed')
  const id = randomUUIDv7()
  const box = ring.sealRow(questionPlace(id), question.secret)
  const text = `insert into statement_request (id, case_id, request, person_id, question, until, asked_at)
    values ($1, $2, $3, $4, $5, $6, $7)`
  return { name: 'insert-statement-request', text, values: [id, caseId, ordinal, staff, box, until, at] }
}

function settleRequest(caseId: string, ordinal: number, at: string): Statement {
  const text = 'update statement_request set given_at = $3 where case_id = $1 and request = $2'
  return { name: 'settle-statement-request', text, values: [caseId, ordinal, at] }
}
