import type { Command } from './command.ts'
import { allCommands } from './commands.ts'
import type { CaseState } from './state.ts'

/** Those that belong to one stage alone come before those that are open in many. */
const onCases = allCommands.filter(({ creates }) => !creates).sort((a, b) => a.stages.length - b.stages.length)
const known = new Map<string, readonly Command[]>()

/**
 * The commands that the stage and the status of a case let through, whoever asks; `whyNot` says of each whether somebody
 * may run it. A page asks for all of them, and most belong to other stages.
 */
export function commandsAt({ stage, status }: Pick<CaseState, 'stage' | 'status'>): readonly Command[] {
  const moment = `${stage} ${status}`
  const found =
    known.get(moment) ?? onCases.filter(({ stages, statuses }) => stages.includes(stage) && statuses.includes(status))
  known.set(moment, found)
  return found
}
