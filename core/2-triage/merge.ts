import { z } from 'zod'
import { type Command, command } from '../case/command.ts'
import type { CaseState } from '../case/state.ts'
import { walledOff } from '../case/wall.ts'
import { freeText, id, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const merge = command({
  name: 'merge',
  summary:
    'Handle the complaint together with another that is the same: that one leads, and the duties of this one end.',
  stages: ['intake', 'triage', 'investigation'],
  authority: 'may-assign',
  input: z.strictObject({ other: id().meta({ widget: 'same' }), reason: freeText(2000) }),
  possible: ({ state }) => {
    if (state.takenIn.length > 0) return refuse('triage.leads-others')
    if (!isSame(state)) return refuse('triage.not-duplicate')
    return isOwing(state) ? refuse('triage.merge-while-owing') : undefined
  },

  decide({ other, reason }, { state }) {
    if (!isSame(state, other)) return refuse('triage.not-duplicate')
    return [{ type: 'CaseMerged', other, reason: sealed(reason) }]
  },

  beside: ({ other }, { state }, caseId) => [
    {
      caseId: other,
      command: takeIn as unknown as Command,
      input: { other: caseId, walls: [...walledOff(state)] },
      needed: true,
    },
  ],
})

/** Whether somebody confirmed that a case is the same as another, or as that one; a part is the same as what it was split off from. */
function isSame({ links, partOf }: CaseState, other?: string): boolean {
  const same = links.filter(({ kind }) => kind === 'duplicate').map((one) => one.other)
  const all = partOf === undefined ? same : [...same, partOf]
  return other === undefined ? all.length > 0 : all.includes(other)
}

/** What others wait for in this very case cannot be handled in another. */
function isOwing({ proposal, tasks, promises, awaiting, crisis }: CaseState): boolean {
  return (
    proposal !== undefined ||
    crisis?.ended === false ||
    awaiting.length > 0 ||
    tasks.some(({ status }) => status !== 'closed') ||
    promises.some(({ status }) => status === 'open')
  )
}

/** What merging does to the case that leads. Whoever must not know of one of them must not know of the other either. */
const takeIn = command({
  name: 'take-in',
  summary: 'Another complaint was merged into this one.',
  stages: ['intake', 'triage', 'investigation', 'resolution', 'feedback'],
  authority: 'may-assign',
  input: z.strictObject({ other: id(), walls: z.array(id()) }),

  decide({ other, walls }, { state }) {
    if (state.answered) return refuse('triage.leading-answered')
    const own = walledOff(state)
    if (own.length !== walls.length || !own.every((person) => walls.includes(person)))
      return refuse('triage.walls-differ')
    return [{ type: 'CaseTakenIn', other }]
  },
})
