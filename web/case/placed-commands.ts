import { investigationCommands } from '../investigation/investigation.tsx'
import { crisisCommands } from './crisis.tsx'
import { promiseCommands } from './promises.tsx'
import { taskCommands } from './tasks.tsx'
import { wallCommands } from './wall.tsx'

/** Commands that have their place in a panel of their own and not among the next steps. */
export const placedCommands: readonly string[] = [
  ...wallCommands,
  ...promiseCommands,
  ...taskCommands,
  ...crisisCommands,
  ...investigationCommands,
  'refuse-signature',
]
