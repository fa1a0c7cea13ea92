import { z } from 'zod'
import { command } from '../case/command.ts'
import { isWalledOff } from '../case/wall.ts'
import { freeText, id, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const openTask = command({
  name: 'open-task',
  summary: 'Give another department a task: its interface person sees the question and nothing else of the complaint.',
  stages: ['triage', 'investigation', 'resolution', 'feedback'],
  authority: 'may-investigate',
  input: z.strictObject({
    unit: id().meta({ widget: 'unit' }),
    person: id().meta({ widget: 'person', authority: 'may-read' }),
    question: freeText(4000),
  }),

  decide({ unit, person, question }, { state, actor, around }) {
    if (!around.isUnit(unit)) return refuse('organisation.no-such-unit')
    if (around.postsOver(person, unit).length === 0) return refuse('task.not-of-unit')
    if (person === actor.id) return refuse('task.not-oneself')
    if (isWalledOff(state, person)) return refuse('task.person-recused')
    return [{ type: 'TaskOpened', task: state.tasks.length + 1, unit, staff: person, question: sealed(question) }]
  },
})
