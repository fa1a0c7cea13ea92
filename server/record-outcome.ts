import { randomUUID } from 'node:crypto'
import type { Beside } from '../core/case/command.ts'
import type { Outcome } from '../core/case/run-command.ts'
import type { CaseState } from '../core/case/state.ts'
import { walledOff } from '../core/case/wall.ts'
import { type Call, isOutside } from './call.ts'
import { linkStatements } from './case-links.ts'
import type { CaseNow } from './case-now.ts'
import { caseRowOf, insertCaseRow, updateCaseRows } from './case-row.ts'
import { sealTitle } from './case-title.ts'
import { smsStatements } from './channels/told-by-sms.ts'
import type { Work } from './db/transaction.ts'
import type { Organisation } from './directory.ts'
import { noticeStatements } from './doors/outgoing.ts'
import { failpoint } from './failpoint.ts'
import type { House } from './house.ts'
import { askedIn, type Change } from './live.ts'
import { insertNotices, noticesOf } from './notices.ts'
import { owedStatements } from './owed.ts'
import { precedentStatements } from './precedents.ts'
import type { Allotted, Answer, Receipt } from './receipt.ts'
import { registrationStatements } from './registration-rows.ts'
import { insertRequest } from './request-key.ts'
import { searchStatements } from './search/todo.ts'
import { statementRequests } from './statement-requests.ts'
import { type StreamEnd, writeFacts } from './trail/write.ts'
import { evidenceStatements } from './vault/evidence-rows.ts'
import type { UploadRow } from './vault/uploads.ts'
import { wallStatements } from './wall.ts'
import { webhookMessages } from './webhooks/messages.ts'

/** The answer to a command, and whom it is told to while they look; what it does to other cases, and the case it splits off. */
export type Done = {
  readonly answer: Answer
  readonly tell?: readonly Change[]
  readonly beside?: readonly Beside[]
  readonly part?: Call
}

type Making = {
  readonly outcome: Outcome
  readonly end: StreamEnd
  readonly base: CaseNow
  readonly receipt?: string
  readonly taken?: UploadRow | undefined
  /** The case that is split off. */
  readonly part?: Allotted | undefined
}

/** What was decided about a case, as it is answered and as it is stored. */
export function recordOutcome(
  house: House,
  organisation: Organisation,
  call: Call,
  { outcome, end, base, receipt, taken, part }: Making,
): Work<Done> {
  const { facts, state, refusal } = outcome
  if (facts.length === 0)
    return {
      result: { answer: refusal ? { refusal } : { receipt: receiptOf(end.streamId, state, receipt), replayed: false } },
    }
  const recordedAt = house.now()
  const requestId = call.key?.key ?? randomUUID()
  const { stored, statements } = writeFacts(
    end,
    facts,
    {
      requestId,
      byKind: isOutside(call.caller) ? 'staff' : call.caller.kind,
      byId: call.caller.id,
      recordedAt,
    },
    house.ring,
  )
  failpoint('command.sealed')
  const row = caseRowOf(end.streamId, state, base.packs, base.calendar.calendar, recordedAt)
  // What an import writes down happened long ago: it is no news to anybody.
  const notices = call.origin === 'import' ? [] : noticesOf(stored, { state, packs: base.packs }, organisation)
  const given = receiptOf(end.streamId, state, receipt, part)
  const writes = [
    ...(call.key && !refusal ? [insertRequest(call.key, given)] : []),
    ...(end.version === 0
      ? [
          insertCaseRow(row, sealTitle(house.ring, end.streamId, (call.input as { title: string }).title)),
          ...registrationStatements(house.ring, end.streamId, call.input, given),
        ]
      : []),
    ...statements,
    ...(notices.length > 0 ? [insertNotices(notices)] : []),
    ...linkStatements(stored),
    ...(call.origin === 'import' ? [] : webhookMessages(organisation, state.number, stored)),
    ...statementRequests(end.streamId, facts, recordedAt, house.ring),
    ...evidenceStatements(stored, taken),
    ...owedStatements(end.streamId, base.state, state, recordedAt),
    ...precedentStatements(end.streamId, base.state, state, recordedAt),
    ...searchStatements(end.streamId, facts, base.state, state),
    ...(call.origin === 'import' ? [] : noticeStatements(house, stored)),
    ...(call.origin === 'import' ? [] : smsStatements(house, organisation, stored)),
    ...(call.alongside?.(end.streamId) ?? []),
    // Last, since a case handed to another unit is out of the caller's sight from here on.
    ...(end.version === 0 ? [] : [updateCaseRows([row])]),
    // Behind even that, since whoever steps back sees nothing of the case from here on.
    ...wallStatements(end.streamId, base.state, state),
  ]
  failpoint('command.recorded')
  const notified = notices.map((notice) => notice.person_id)
  const asked = facts.flatMap(({ event }) => askedIn(event))
  const tell = { caseId: end.streamId, unit: state.unit, notified, hidden: walledOff(state), asked }
  return { result: { answer: refusal ? { refusal } : { receipt: given, replayed: false }, tell: [tell] }, writes }
}

function receiptOf(
  id: string,
  { number, turns, version }: CaseState,
  receipt: string | undefined,
  part?: Allotted,
): Receipt {
  return { id, number, turns, version, ...(receipt && { receipt }), ...(part && { part }) }
}
