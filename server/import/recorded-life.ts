import type { Registration } from '../../core/1-intake/register.ts'
import { recordedAnswer } from '../../core/5-feedback/answer.ts'
import type { Command } from '../../core/case/command.ts'
import type { Step } from '../../core/case/run-command.ts'
import type { Columns } from './columns.ts'
import type { ImportRecord } from './record.ts'

/**
 * What the commands are given so that all that a row records becomes facts: the registration, which says what the file
 * records at all, and the steps behind it.
 */
export function recordedLife(
  { registration, answer }: ImportRecord,
  columns: Columns,
): { readonly input: Registration; readonly steps: readonly Step[] } {
  const recordedSteps = columns.has('answer') ? ['CaseRegistered', 'ComplaintAnswered'] : ['CaseRegistered']
  const answered = answer && { command: recordedAnswer as unknown as Command, input: answer.input, at: answer.at }
  return { input: { ...registration, recordedSteps }, steps: answered ? [answered] : [] }
}
