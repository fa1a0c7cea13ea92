import { z } from 'zod'
import { command } from '../case/command.ts'
import { theComplainant } from '../case/parties.ts'
import { stages, statuses } from '../case/state.ts'
import { freeText, id, moment, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

/** What the telephone system says of a recording: an address or a name of its own. */
const reference = () => freeText(500)

/** Run by the house once a call is over and its case is known. */
export const attachCall = command({
  name: 'attach-call',
  summary: 'Put a call with its summary and recording into the case it was about.',
  stages: [...stages],
  statuses: [...statuses],
  authority: 'none',
  input: z.strictObject({
    call: id(),
    staff: id(),
    begunAt: moment(),
    answeredAt: moment().optional(),
    endedAt: moment(),
    summary: freeText(4000).optional(),
    recording: reference().optional(),
  }),

  decide({ call, staff, begunAt, answeredAt, endedAt, summary, recording }, { state }) {
    if (state.calls.some((one) => one.id === call)) return refuse('call.attached-already')
    const seconds = secondsBetween(answeredAt ?? begunAt, endedAt)
    const said = { summary: sealed(summary, `party:${theComplainant}`), recording: sealed(recording) }
    return [{ type: 'CallTaken', call, staff, begunAt, endedAt, seconds, ...said }]
  },
})

/** Run by the house where a recording is told of after its call. */
export const linkRecording = command({
  name: 'link-recording',
  summary: 'Put the recording of a call into the case it was about.',
  stages: [...stages],
  statuses: [...statuses],
  authority: 'none',
  input: z.strictObject({ call: id(), recording: reference() }),

  decide({ call, recording }, { state }) {
    const known = state.calls.find((one) => one.id === call)
    if (!known || known.recorded) return refuse('call.attached-already')
    return [{ type: 'RecordingLinked', call, recording: sealed(recording) }]
  },
})

/** Whole seconds, never less than none: clocks of two systems differ. */
function secondsBetween(from: string, to: string): number {
  const seconds = Math.round((Date.parse(to) - Date.parse(from)) / 1000)
  return Math.min(86_400, Math.max(0, seconds))
}
