import { z } from 'zod'
import { type Command, command } from '../case/command.ts'
import { freeText, id, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const undoMerge = command({
  name: 'undo-merge',
  summary: 'Handle a merged complaint on its own again; its duties run as if they had never ended.',
  stages: ['archive'],
  statuses: ['merged'],
  authority: 'may-assign',
  input: z.strictObject({ reason: freeText(2000) }),

  decide({ reason }, { state }) {
    if (!state.merged) throw new Error('a merged case knows what it was merged into')
    return [{ type: 'MergeUndone', other: state.merged.into, reason: sealed(reason) }]
  },

  beside: (_input, { state }, caseId) =>
    state.merged
      ? [
          {
            caseId: state.merged.into,
            command: releaseMerged as unknown as Command,
            input: { other: caseId },
            needed: true,
          },
        ]
      : [],
})

/** What that does to the case that led. What was answered since was answered for both. */
const releaseMerged = command({
  name: 'release-merged',
  summary: 'A complaint that was merged into this one is handled on its own again.',
  stages: ['intake', 'triage', 'investigation', 'resolution', 'feedback'],
  authority: 'may-assign',
  input: z.strictObject({ other: id() }),

  decide({ other }, { state }) {
    const taken = state.takenIn.find((one) => one.case === other)
    if (!taken) throw new Error('the case that leads knows what it took in')
    const answered = state.moments.ComplaintAnswered?.last
    if (answered !== undefined && answered >= taken.at) return refuse('triage.merge-answered')
    return [{ type: 'CaseReleased', other }]
  },
})
