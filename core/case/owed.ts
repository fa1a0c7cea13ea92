import type { Task } from './decision-state.ts'
import type { CaseState, Obligation } from './state.ts'

/** What a person owes by name in a case: `number` is that of the promise, the task or the act in a crisis. */
export type Owed = {
  readonly kind: 'promise' | 'task' | 'mediation' | 'arbitration' | 'crisis-report'
  readonly number: number
  readonly person: string
  /** Instant up to which it is in time; undefined where no pack gives it a limit. */
  readonly due?: string | undefined
  readonly open: boolean
}

/** All that people owe by name in a case, or owed. */
export function owedIn(state: CaseState): readonly Owed[] {
  const { promises, tasks, crisisActs } = state
  // What was refused, withdrawn or put away asks nothing of anybody any more.
  const alive = state.status === 'open' || state.status === 'closed'
  if (promises.length + tasks.length + crisisActs.length === 0) return nothing
  return [
    ...promises.map(({ number, staff, until, status }): Owed => {
      return { kind: 'promise', number, person: staff, due: until, open: alive && status === 'open' }
    }),
    ...tasks.flatMap((task) => ofTask(task, state, alive)),
    ...crisisActs.map(({ number, by, reported }): Owed => {
      return { kind: 'crisis-report', number, person: by, due: dueOf(state, 'act', number), open: alive && !reported }
    }),
  ]
}

const nothing: readonly never[] = []

const turns = [
  ['task', 'person', 'asked'],
  ['mediation', 'mediator', 'in-mediation'],
  ['arbitration', 'arbitrator', 'in-arbitration'],
] as const

function ofTask(task: Task, state: CaseState, alive: boolean): Owed[] {
  return turns.flatMap(([kind, role, status]) => {
    const person = task[role]
    if (person === undefined) return []
    const open = alive && task.status === status
    return [{ kind, number: task.number, person, open, ...(open && { due: dueOf(state, 'task', task.number) }) }]
  })
}

/** When the earliest duty is due that runs for a thing. */
function dueOf({ obligations }: CaseState, of: Obligation['of'], number: number): string | undefined {
  const running = obligations.filter((one) => one.of === of && one.round === number && isOwed(one))
  return running.map(({ due }) => due).sort()[0]
}

function isOwed({ status, over }: Obligation): boolean {
  return status === 'running' || (status === 'missed' && !over)
}

/** Who owes what a duty with a clock for each thing asks for; undefined for the duties of the case as a whole. */
export function ownerOf(
  { promises, tasks, crisisActs }: CaseState,
  { of, round }: Pick<Obligation, 'of' | 'round'>,
): string | undefined {
  if (of === 'promise') return promises.find(({ number }) => number === round)?.staff
  if (of === 'act') return crisisActs.find(({ number }) => number === round)?.by
  const task = of === 'task' ? tasks.find(({ number }) => number === round) : undefined
  if (task?.status === 'in-arbitration') return task.arbitrator
  return task?.status === 'in-mediation' ? task.mediator : task?.person
}
