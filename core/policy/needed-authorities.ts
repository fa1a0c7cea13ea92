import { improvementCommands } from '../7-improvement/commands.ts'
import { allCommands } from '../case/commands.ts'

/**
 * Authorities that no command names: may-read lets see cases, may-handle lets be the one a case is assigned to, may-import
 * lets register many at once from a file.
 */
const beside = ['may-read', 'may-handle', 'may-import']

/** Every authority that a pack has to give to a post, each once. */
export function authoritiesNeeded(): string[] {
  const commands = [...allCommands, ...improvementCommands]
  return [...new Set([...beside, ...commands.map((command) => command.authority)])].sort()
}
