import type { OrganisationCommand } from './command.ts'
import { found, setUp } from './founding.ts'
import { changePassword, resetPassword } from './passwords.ts'
import { addPerson, disablePerson, enablePerson } from './people.ts'
import { givePost, takePost } from './posts.ts'
import { adoptPacks, rename, setHours } from './settings.ts'
import { addUnit, closeUnit, renameUnit } from './units.ts'

/** The commands that administrators run; a route each. */
export const administration = [
  rename,
  setHours,
  adoptPacks,
  addUnit,
  renameUnit,
  closeUnit,
  addPerson,
  disablePerson,
  enablePerson,
  resetPassword,
  givePost,
  takePost,
] as unknown as readonly OrganisationCommand[]

/** Every verb of an organisation: those of its administrators, its founding, and everyone's own password. */
export const organisationCommands: readonly OrganisationCommand[] = [
  ...([found, setUp, changePassword] as unknown as readonly OrganisationCommand[]),
  ...administration,
]
