import type { OfficeCalendar } from '../calendar/office-calendar.ts'
import { isRefusal, type Refusal, refuse } from '../shared/refusal.ts'
import type { Command, Context } from './command.ts'
import type { Derived, Origin } from './events.ts'
import { evolveAll } from './evolve.ts'
import { underLentPost } from './lent-posts.ts'
import { whyNot } from './may-run.ts'
import { foldAll, letTimePass, react } from './reactions.ts'
import type { CaseState } from './state.ts'

/** What running a command gives: the facts in their order and the state they lead to; a refusal where it may not be. */
export type Outcome = { readonly facts: readonly Derived[]; readonly state: CaseState; readonly refusal?: Refusal }

/**
 * Runs a command on a case: time passes, then the command decides, then the rules react. A refused command still
 * gives the facts of time, since a breach happened whether or not somebody was refused afterwards.
 *
 * @param command the verb
 * @param input   its input, already parsed by `command.input`
 * @param context the case before, the packs it pinned, who acts, and when
 * @param origin  `import` where recorded history is replayed
 */
export function runCommand(command: Command, input: unknown, context: Context, origin: Origin = 'human'): Outcome {
  const { facts: passed, state } = letTimePass(context.state, context)
  const present = { ...context, state }
  const refusal = whyNot(command, present)
  if (refusal) return { facts: passed, state, refusal }
  if (command.signed && !context.signed) return { facts: passed, state, refusal: refuse('case.not-signed') }
  const decided = command.decide(input, present)
  if (isRefusal(decided)) return { facts: passed, state, refusal: decided }
  const acts = decided.length === 0 ? [] : [...decided, ...underLentPost(command, input, present)]
  const done: Derived[] = acts.map((event) => ({ event, origin, occurredAt: context.now }))
  const after = evolveAll(
    state,
    done.map((fact) => ({ ...fact, by: context.actor.id })),
  )
  const reactions = react(after, { ...context, calendar: calendarAfter(after, context) })
  return { facts: [...passed, ...done, ...reactions], state: foldAll(after, reactions) }
}

/** What begins behind a change of the calendar is counted by the new one. */
function calendarAfter({ calendar: hash }: CaseState, { announced, calendar }: Context): OfficeCalendar {
  return hash === announced?.hash ? announced.calendar : calendar
}

/** A command with its parsed input and its own moment, ISO. */
export type Step = { readonly command: Command; readonly input: unknown; readonly at: string }

/**
 * Runs the steps that a record holds, each at its own moment and after the time that passed before it: all of them
 * happened, or none.
 *
 * @param first  what the step before them gave
 * @returns all facts with the state they lead to; no fact at all where a step is refused
 */
export function thenSteps(first: Outcome, steps: readonly Step[], context: Context, origin: Origin): Outcome {
  return steps.reduce((before, { command, input, at }) => {
    if (before.refusal) return before
    const next = runCommand(command, input, { ...context, state: before.state, now: at }, origin)
    if (next.refusal) return { facts: [], state: context.state, refusal: next.refusal }
    return { facts: [...before.facts, ...next.facts], state: next.state }
  }, first)
}
