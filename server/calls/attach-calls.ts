import type { Logger } from 'pino'
import { attachCall, linkRecording } from '../../core/1-intake/attach-call.ts'
import type { Command } from '../../core/case/command.ts'
import { asSystem, read } from '../db/transaction.ts'
import { handleCommand } from '../handle-command.ts'
import type { House } from '../house.ts'
import { nowAndThen } from '../jobs/now-and-then.ts'
import { type CallRow, callsToAttach, emptyCall, forgetCalls, opened } from './call-rows.ts'

const everyMs = 5_000

/** Puts every call that is over into the case that it was about. @returns what went wrong; the others were attached */
export async function attachCalls(house: House): Promise<Error[]> {
  const failures: Error[] = []
  for (const row of await callsToAttach(house)) await attach(house, row).catch((error: Error) => failures.push(error))
  return failures
}

/** The fact and the emptied row are one transaction; a call that is there already is only emptied. */
async function attach(house: House, row: CallRow): Promise<void> {
  const { command, input } = row.attached ? later(house, row) : whole(house, row)
  const answer = await handleCommand(house, {
    command: command as unknown as Command,
    caseId: row.case_id ?? '',
    input: command.input.parse(input),
    caller: { kind: 'system', id: 'telephone' },
    alongside: () => [emptyCall(row.id)],
  })
  if (!('refusal' in answer)) return
  if (answer.refusal.code !== 'call.attached-already') throw new Error(answer.refusal.code)
  await read(house.pool, asSystem, emptyCall(row.id))
}

function whole(house: House, row: CallRow) {
  const [summary, recording] = [opened(house, row, 'summary'), opened(house, row, 'recording')]
  const input = {
    call: row.id,
    staff: row.person_id,
    begunAt: row.begun_at,
    endedAt: row.ended_at ?? row.begun_at,
    ...(row.answered_at && { answeredAt: row.answered_at }),
    ...(summary && { summary }),
    ...(recording && { recording }),
  }
  return { command: attachCall, input }
}

function later(house: House, row: CallRow) {
  return { command: linkRecording, input: { call: row.id, recording: opened(house, row, 'recording') } }
}

/** Attaches calls until stopped. @returns stops it and waits for the round under way */
export function startCalls(house: House, logger: Logger): () => Promise<void> {
  const report = (error: Error & { code?: string }) =>
    logger.warn({ fault: error.name, code: error.code }, 'a call could not be put into its case; tried again')
  const round = async () => {
    for (const failure of await attachCalls(house)) report(failure)
    await forgetCalls(house)
  }
  return nowAndThen({ everyMs }, round, report)
}
