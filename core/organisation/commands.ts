import type { OrganisationCommand } from './command.ts'
import { delegate, endDelegation } from './delegations.ts'
import { found as foundCommand, setUp as setUpCommand } from './founding.ts'
import { changePassword as changePasswordCommand, resetPassword } from './passwords.ts'
import { addPerson, disablePerson, enablePerson } from './people.ts'
import { givePost, takePost } from './posts.ts'
import { proposeRevision, putInForce, returnRevision, withdrawRevision } from './revisions.ts'
import { adoptPacks, rename, setHours, setUnitHours } from './settings.ts'
import { addUnit, closeUnit, renameUnit } from './units.ts'
import { importYear as importYearCommand } from './years.ts'

/** The commands that administrators run; a route each. */
export const administration = [
  rename,
  setHours,
  setUnitHours,
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
  proposeRevision,
  putInForce,
  returnRevision,
  withdrawRevision,
  importYearCommand,
] as unknown as readonly OrganisationCommand[]

/** What everybody may do with the own posts; a route each. */
export const personal = [delegate, endDelegation] as unknown as readonly OrganisationCommand[]

/** What the house itself runs, its command line, and everyone for the own account. */
export const [found, setUp, importYear, changePassword] = [
  foundCommand,
  setUpCommand,
  importYearCommand,
  changePasswordCommand,
] as unknown as readonly [OrganisationCommand, OrganisationCommand, OrganisationCommand, OrganisationCommand]

/** Every verb of an organisation. */
export const organisationCommands: readonly OrganisationCommand[] = [
  found,
  setUp,
  changePassword,
  ...personal,
  ...administration,
]
