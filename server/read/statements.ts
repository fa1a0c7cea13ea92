import type { Workbench } from '../../api/cases.ts'
import type { Statement } from '../db/pool.ts'
import type { House } from '../house.ts'
import { questionPlace } from '../statement-requests.ts'

/** A request for a statement as its respondent may see it. */
export type AskedOfMe = { id: string; question: Buffer; until: string; asked_at: string }

/** What a person is asked and has not answered yet: the question and its day, and nothing of the case. */
export function selectStatements(person: string): Statement {
  const text = `select id, question, until::text as until, asked_at from statement_request
    where person_id = $1 and given_at is null order by until, id limit 20`
  return { name: 'statements-asked', text, values: [person] }
}

/** The requests with their questions opened. */
export function showStatements({ ring }: House, rows: readonly AskedOfMe[]): Workbench['statements'] {
  return rows.map(({ id, question, until, asked_at }) => ({
    id,
    question: ring.openRow(questionPlace(id), question),
    until,
    askedAt: asked_at,
  }))
}
