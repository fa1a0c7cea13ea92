import { removeChannel, setChannel as setChannelCommand } from './channels.ts'
import type { OrganisationCommand } from './command.ts'
import { delegate, endDelegation } from './delegations.ts'
import { found as foundCommand, setUp as setUpCommand } from './founding.ts'
import { removeLanguageModel, setLanguageModel as setLanguageModelCommand } from './language-model.ts'
import { noteDeletedMessages as noteDeletedCommand, setMessageDays } from './messages.ts'
import { changePassword as changePasswordCommand, resetPassword } from './passwords.ts'
import { addPerson, disablePerson, enablePerson } from './people.ts'
import { givePost, takePost } from './posts.ts'
import { recordQualification, withdrawQualification } from './qualifications.ts'
import { proposeRevision, putInForce, returnRevision, withdrawRevision } from './revisions.ts'
import { adoptPacks, rename, setHours, setUnitHours } from './settings.ts'
import { issueToken as issueTokenCommand, revokeToken } from './tokens.ts'
import { addUnit, closeUnit, renameUnit } from './units.ts'
import { addWebhook as addWebhookCommand, removeWebhook } from './webhooks.ts'
import { importYear as importYearCommand } from './years.ts'

/** The commands that administrators run; a route each. */
export const administration = [
  rename,
  setHours,
  setUnitHours,
  adoptPacks,
  setMessageDays,
  addUnit,
  renameUnit,
  closeUnit,
  addPerson,
  disablePerson,
  enablePerson,
  resetPassword,
  givePost,
  takePost,
  recordQualification,
  withdrawQualification,
  revokeToken,
  removeWebhook,
  removeChannel,
  removeLanguageModel,
  proposeRevision,
  putInForce,
  returnRevision,
  withdrawRevision,
  importYearCommand,
] as unknown as readonly OrganisationCommand[]

/** What everybody may do with the own posts; a route each. */
export const personal = [delegate, endDelegation] as unknown as readonly OrganisationCommand[]

/** What the house itself runs, its command line, and everyone for the own account; whoever asks for a key is shown it once. */
export const [
  found,
  setUp,
  importYear,
  changePassword,
  issueToken,
  addWebhook,
  noteDeletedMessages,
  setChannel,
  setLanguageModel,
] = [
  foundCommand,
  setUpCommand,
  importYearCommand,
  changePasswordCommand,
  issueTokenCommand,
  addWebhookCommand,
  noteDeletedCommand,
  setChannelCommand,
  setLanguageModelCommand,
] as unknown as readonly OrganisationCommand[] as readonly [Verb, Verb, Verb, Verb, Verb, Verb, Verb, Verb, Verb]
type Verb = OrganisationCommand

/** Every verb of an organisation. */
export const organisationCommands: readonly OrganisationCommand[] = [
  found,
  setUp,
  changePassword,
  issueToken,
  addWebhook,
  noteDeletedMessages,
  setChannel,
  setLanguageModel,
  ...personal,
  ...administration,
]
