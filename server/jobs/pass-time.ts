import { randomUUID } from 'node:crypto'
import { runCommand } from '../../core/case/run-command.ts'
import { walledOff } from '../../core/case/wall.ts'
import { pinnedBy } from '../case-now.ts'
import { type CaseRowColumns, caseRowOf, updateCaseRows } from '../case-row.ts'
import type { Statement } from '../db/pool.ts'
import { asSystem, inTransaction } from '../db/transaction.ts'
import type { Organisation } from '../directory.ts'
import { foldCase } from '../fold-case.ts'
import { contextOf } from '../handle-command.ts'
import type { House } from '../house.ts'
import { justTime } from '../just-time.ts'
import { insertNotices, type NoticeRow, noticesOf } from '../notices.ts'
import { owedStatements } from '../owed.ts'
import { precedentStatements } from '../precedents.ts'
import type { StreamFact, ToldFact } from '../trail/envelope.ts'
import { selectFactsOf, streamEnd } from '../trail/read.ts'
import { chainFacts, storeFacts, type Written } from '../trail/write.ts'

const clock = { kind: 'system', id: 'clock' } as const

type Passed = {
  readonly written: Written
  readonly row: CaseRowColumns
  /** What the rules made of it for the rows beside: a grade that rose, a duty that fell away with it. */
  readonly beside: readonly Statement[]
  readonly notices: readonly NoticeRow[]
  readonly unit: string
  readonly hidden: readonly string[]
}

/**
 * Lets time pass for several cases in one transaction, by the command that everything goes through: read, decide and
 * record are those of one case, only the statements are shared.
 *
 * @throws where somebody wrote one of the streams meanwhile, and nothing of any is stored
 */
export async function letTimePassOf(house: House, cases: readonly string[]): Promise<void> {
  const organisation = await house.directory.now()
  if (!organisation || cases.length === 0) return
  const passed = await inTransaction(house.pool, asSystem, async (client) => {
    const { rows } = await client.query<StreamFact>(selectFactsOf(cases))
    const streams = Map.groupBy(rows, ({ streamId }) => streamId)
    const all = await Promise.all([...streams].map(([id, facts]) => passOne(house, organisation, id, facts)))
    const result = all.flatMap((one) => one ?? [])
    return { result, writes: result.length > 0 ? storing(result) : [] }
  })
  for (const { row, unit, notices, hidden } of passed)
    house.live.tell({ caseId: row.id, unit, notified: notices.map(({ person_id }) => person_id), hidden })
}

function storing(passed: readonly Passed[]): Statement[] {
  const notices = passed.flatMap((one) => one.notices)
  return [
    ...storeFacts(passed.map(({ written }) => written)),
    ...(notices.length > 0 ? [insertNotices(notices)] : []),
    ...passed.flatMap(({ beside }) => beside),
    updateCaseRows(passed.map(({ row }) => row)),
  ]
}

/** What time has brought about in one case; undefined where nothing. */
async function passOne(
  house: House,
  organisation: Organisation,
  id: string,
  facts: readonly ToldFact[],
): Promise<Passed | undefined> {
  const stored = foldCase(facts)
  const base = { state: stored, ...(await pinnedBy(house, stored)), now: house.now() }
  const outcome = runCommand(justTime, {}, contextOf(organisation, { caller: clock }, base, stored.unit))
  if (outcome.facts.length === 0) return undefined
  const recordedAt = house.now()
  const request = { requestId: randomUUID(), byKind: clock.kind, byId: clock.id, recordedAt }
  const written = chainFacts(streamEnd(id, 'case', facts, [], house.ring), outcome.facts, request, house.ring)
  const { state } = outcome
  return {
    written,
    row: caseRowOf(id, state, base.packs, base.calendar.calendar, recordedAt),
    beside: [...owedStatements(id, stored, state, recordedAt), ...precedentStatements(id, stored, state, recordedAt)],
    notices: noticesOf(written.stored, { state, packs: base.packs }, organisation),
    unit: state.unit,
    hidden: walledOff(state),
  }
}
