import { postsWith } from '../policy/pack-in-force.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'
import type { Context } from './command.ts'
import type { Task } from './decision-state.ts'
import type { CaseState } from './state.ts'
import { isWalledOff } from './wall.ts'

/** Stages and statuses in which other departments work for a case. */
export const whileOpen = {
  stages: ['triage', 'investigation', 'resolution', 'feedback', 'archive'],
  statuses: ['open', 'closed'],
} as const

/** The tasks that nobody has closed. */
export function openTasks({ tasks }: CaseState): readonly Task[] {
  return tasks.filter(({ status }) => status !== 'closed')
}

/** A task by its number, in one of these states; for whoever sees but one task, that one alone. */
export function taskIn(
  { state, actor }: Pick<Context, 'state' | 'actor'>,
  number: number,
  statuses: readonly Task['status'][],
): Task | Refusal {
  if (actor.kind === 'concerned' && actor.task !== number) return refuse('task.not-yours')
  const task = state.tasks.find((one) => one.number === number)
  if (!task) return refuse('task.unknown', { task: number })
  return statuses.includes(task.status) ? task : refuse('task.wrong-state', { task: number })
}

/** Whether somebody is what a task needs in one of these states; of one task where the actor sees but that. */
export function isNeeded(
  { state, actor }: Pick<Context, 'state' | 'actor'>,
  role: 'person' | 'mediator' | 'arbitrator',
  statuses: readonly Task['status'][],
): boolean {
  if (actor.kind !== 'staff' && actor.kind !== 'concerned') return false
  const own = (task: Task) => actor.kind === 'staff' || task.number === actor.task
  return state.tasks.some((task) => task[role] === actor.id && statuses.includes(task.status) && own(task))
}

/**
 * Who decides between the sides of a task: the nearest holder of an authority who is no side of it, did not mediate in it,
 * and may see the case.
 */
export function judgeOf(
  task: Task,
  authority: 'may-mediate' | 'may-arbitrate',
  { state, pack, around, actor }: Context,
): string | Refusal {
  const posts = postsWith(pack, authority)
  const sides = [task.person, state.handler, task.mediator, ...(task.mediator ? [] : [actor.id])]
  const holders = posts.flatMap((post) => around.holdersOver(post, state.unit))
  const found = holders.find((person) => !sides.includes(person) && !isWalledOff(state, person))
  return found ?? refuse('task.nobody-decides', { posts }, pack.at(`authority.authorities.${authority}`))
}

/** Why somebody cannot decide between the sides of a task. */
export function isSide({ state, actor }: Context, task: Task): Refusal | undefined {
  const sides = [task.person, state.handler]
  return sides.includes(actor.id) ? refuse('task.own-dispute') : undefined
}
