import { allCommands } from '../case/commands.ts'

/** Authorities that no command names: may-read lets see cases, may-handle lets be the one a case is assigned to. */
const beside = ['may-read', 'may-handle']

/** Every authority that a pack has to give to a post, each once. */
export function authoritiesNeeded(): string[] {
  return [...new Set([...beside, ...allCommands.map((command) => command.authority)])].sort()
}
