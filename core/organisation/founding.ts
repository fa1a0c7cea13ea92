import { z } from 'zod'
import { refuse } from '../shared/refusal.ts'
import { type OrganisationContext, organisationCommand } from './command.ts'
import { type OrganisationEvent, officeHours, packIds, publicName } from './events.ts'
import { password, whyNotPassword } from './password-rules.ts'
import { added, login, personName } from './people.ts'
import { unknownPacks } from './settings.ts'
import { holdersOf, rootOf } from './state.ts'

const frame = { name: publicName(), hours: officeHours(), packs: packIds() }

export const found = organisationCommand({
  name: 'found',
  summary: 'Found the organisation with its root unit; nobody belongs to it yet.',
  post: 'nobody',
  input: z.strictObject(frame),

  decide(given, context) {
    if (context.state.exists) return refuse('organisation.founded-already')
    return unknownPacks(given.packs, context) ?? foundation(given, context)
  },
})

export const setUp = organisationCommand({
  name: 'set-up',
  summary:
    'Set the house up: the organisation, its hours and packs, and the security administrator who lets everyone else in.',
  post: 'nobody',
  input: z.strictObject({
    ...frame,
    administrator: z.strictObject({ name: personName(), login: login(), password: password() }),
  }),

  decide({ administrator, ...given }, context) {
    const { state, allotted, loginTaken } = context
    if (holdersOf(state, 'security-administrator').length > 0) return refuse('setup.done')
    if (loginTaken) return refuse('organisation.login-taken')
    const wrong = unknownPacks(given.packs, context) ?? whyNotPassword(administrator.password, administrator)
    if (wrong) return wrong
    const unit = rootOf(state) ?? allotted.unit
    const person = { person: allotted.person, name: administrator.name, login: administrator.login }
    return [
      ...(state.exists ? takenOver(given, unit) : foundation(given, context)),
      ...added(person, false),
      { type: 'PostGiven', person: person.person, post: 'security-administrator', unit },
    ]
  },
})

type Frame = Pick<Extract<OrganisationEvent, { type: 'OrganisationFounded' }>, 'name' | 'hours' | 'packs'>

function foundation(given: Frame, { allotted }: OrganisationContext): OrganisationEvent[] {
  return [
    { type: 'OrganisationFounded', ...given },
    { type: 'UnitAdded', unit: allotted.unit, name: given.name, kind: 'group' },
  ]
}

/** An import may have founded the organisation before anybody set it up: what it guessed is put right. */
function takenOver({ name, hours, packs }: Frame, root: string): OrganisationEvent[] {
  return [
    { type: 'OrganisationRenamed', name },
    { type: 'UnitRenamed', unit: root, name },
    { type: 'HoursSet', hours },
    { type: 'PacksAdopted', packs },
  ]
}
