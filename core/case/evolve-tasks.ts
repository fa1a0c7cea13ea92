import type { Task } from './decision-state.ts'
import type { Folders } from './folding.ts'
import type { CaseState } from './state.ts'

/** What the tasks of other departments make of a case. */
export const taskFolders: Folders = {
  TaskOpened: ({ task, unit, staff }, s) => ({
    tasks: [...s.tasks, { number: task, unit, person: staff, status: 'asked' }],
  }),
  TaskAnswered: (e, s) => changed(s, e.task, { status: 'answered' }),
  TaskDisputed: (e, s) => changed(s, e.task, { status: 'in-mediation', mediator: e.staff }),
  TaskMediated: (e, s) => (e.agreed ? changed(s, e.task, { status: 'agreed' }) : {}),
  ArbitrationAsked: (e, s) => changed(s, e.task, { status: 'in-arbitration', arbitrator: e.staff }),
  TaskArbitrated: (e, s) => changed(s, e.task, { status: 'decided' }),
  TaskClosed: (e, s) => changed(s, e.task, { status: 'closed' }),
}

function changed({ tasks }: CaseState, number: number, change: Partial<Task>): Pick<CaseState, 'tasks'> {
  return { tasks: tasks.map((one) => (one.number === number ? { ...one, ...change } : one)) }
}
