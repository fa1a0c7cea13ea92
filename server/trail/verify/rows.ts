import type { ImprovementState } from '../../../core/7-improvement/state.ts'
import { type Owed, owedIn } from '../../../core/case/owed.ts'
import type { CaseState } from '../../../core/case/state.ts'
import { walledOff } from '../../../core/case/wall.ts'
import { canonical } from '../../../core/shared/canonical.ts'
import { pinnedBy } from '../../case-now.ts'
import { caseRowOf } from '../../case-row.ts'
import { improvementRowOf } from '../../improvement/row.ts'
import type { StoredPolicies } from '../../policies.ts'
import type { Fault } from './finding.ts'
import type { FileRow, OwedRow, RequestRow, RowOfCase, WallRow } from './pages.ts'

/** What stands beside the row of a case: for whom it is walled off, what was asked of them, which files it has, who owes what. */
export type Beside = {
  readonly walled: readonly string[]
  readonly requests: CaseState['statements']
  readonly files: readonly string[]
  readonly owed: readonly Owed[]
}

/** A stream of which all facts have gone by. */
type Folded = {
  readonly id: string
  readonly kind: string
  readonly row: RowOfCase | undefined
  readonly beside: Beside
  readonly files: ReadonlyMap<string, unknown>
  readonly version: number
  readonly isWhole: boolean
  readonly state: CaseState
  readonly improvement: ImprovementState
  readonly lastRecordedAt: string
  readonly unreadable?: string
}

/** So many missing facts at the end of one stream are named one by one; its row may have been forged. */
const mostCut = 100

/** The rows beside that of a case, as its fold tells the same. */
export function besideOf(
  walls: readonly WallRow[] = [],
  requests: readonly RequestRow[] = [],
  files: readonly FileRow[] = [],
  owed: readonly OwedRow[] = [],
): Beside {
  return {
    files: files.map(({ id }) => id).sort(),
    walled: walls.map(({ person_id }) => person_id).sort(),
    requests: requests.map(({ case_id: _, ...one }) => one),
    owed: owed.map(({ case_id: _, due, ...one }) => ({ ...one, ...(due && { due }) })),
  }
}

/** What the row of a stream, and those beside it, do not say as its facts say it. */
export async function rowFaults(policies: StoredPolicies, stream: Folded): Promise<Fault[]> {
  const { row, version } = stream
  if (!row) return [{ what: 'row-missing' }]
  const cut = Array.from(
    { length: Math.min(Math.max(0, row.version - version), mostCut) },
    (_, index) => version + index + 1,
  )
  if (cut.length > 0) return cut.map((one) => ({ version: one, what: 'tail-missing' }))
  if (!stream.isWhole) return []
  if (stream.unreadable !== undefined) return [{ what: 'unreadable', detail: { why: stream.unreadable } }]
  try {
    const expected = await expectedRow(policies, stream)
    const differ = Object.entries(expected).filter(([column, value]) => canonical(row[column]) !== canonical(value))
    const columns = [...differ.map(([column]) => column), ...rowsBeside(stream)].join(', ')
    return columns === '' ? [] : [{ what: 'row-differs', detail: { columns } }]
  } catch (error) {
    return [{ what: 'unreadable', detail: { why: (error as Error).message } }]
  }
}

/** Which of the tables beside the row of a case do not say what its facts say: who is shut out, and what is asked of whom. */
function rowsBeside({ kind, state, beside, files }: Folded): string[] {
  if (kind !== 'case') return []
  const same = (one: unknown, other: unknown) => canonical(one) === canonical(other)
  return [
    ...(same([...walledOff(state)].sort(), beside.walled) ? [] : ['wall']),
    ...(same(state.statements, beside.requests) ? [] : ['statement_request']),
    ...(same([...files.keys()].sort(), beside.files) ? [] : ['evidence_file']),
    ...(same(inOrder(owedIn(state)), inOrder(beside.owed)) ? [] : ['owed']),
  ]
}

function inOrder(owed: readonly Owed[]): readonly Owed[] {
  const place = ({ kind, number }: Owed) => `${kind} ${number}`
  return [...owed].sort((a, b) => (place(a) < place(b) ? -1 : 1))
}

async function expectedRow(
  policies: StoredPolicies,
  { id, kind, state, improvement, lastRecordedAt }: Folded,
): Promise<object> {
  if (kind === 'improvement') return improvementRowOf(id, improvement, lastRecordedAt)
  const { packs, calendar } = await pinnedBy({ policies }, state)
  return caseRowOf(id, state, packs, calendar.calendar, lastRecordedAt)
}
