import { z } from 'zod'
import { freeText, id, sealed } from '../shared/fields.ts'
import { isRefusal, refuse } from '../shared/refusal.ts'
import { organisationCommand } from './command.ts'
import type { OrganisationEvent } from './events.ts'
import { evolveOrganisation } from './evolve.ts'
import { password, whyNotPassword } from './password-rules.ts'
import { isLastSecurityAdministrator } from './post-rules.ts'
import { givenPost, heldPost } from './posts.ts'

export const personName = () => freeText(60)

/** What a person signs in with: no spaces inside. */
export const login = () =>
  z
    .string()
    .trim()
    .min(3)
    .max(60)
    .regex(/^[\p{L}\p{N}._@+-]+$/u)
    .meta({ seal: 'sealed', widget: 'line' })

export const personId = () => id().meta({ seal: 'clear', widget: 'person' })

export const addPerson = organisationCommand({
  name: 'add-person',
  summary: 'Add a person with a log-in, a password for the first sign-in, and the first posts.',
  post: 'security-administrator',
  input: z.strictObject({
    name: personName(),
    login: login(),
    password: password(),
    posts: z.array(heldPost).max(20).default([]),
  }),

  decide({ posts, password, ...given }, context) {
    if (context.loginTaken) return refuse('organisation.login-taken')
    const weak = whyNotPassword(password, given)
    if (weak) return weak
    const { person } = context.allotted
    let { state } = context
    const events: OrganisationEvent[] = []
    const add = (more: readonly OrganisationEvent[]) => {
      state = more.reduce(evolveOrganisation, state)
      events.push(...more)
    }
    // Only what another person has handed over must be changed; what the house itself draws nobody else has seen.
    add(added({ person, ...given }, context.actor.kind === 'staff'))
    for (const held of posts) {
      const decided = givenPost({ person, ...held }, { ...context, state })
      if (isRefusal(decided)) return decided
      add(decided)
    }
    return events
  },
})

export const disablePerson = organisationCommand({
  name: 'disable-person',
  summary: 'Shut a person out at once; what the person did stays on record, the posts wait.',
  post: 'security-administrator',
  input: z.strictObject({ person: personId() }),

  decide({ person }, { state, actor }) {
    const known = state.people[person]
    if (!known) return refuse('organisation.no-such-person')
    if (known.disabled) return refuse('organisation.disabled-already')
    if (isLastSecurityAdministrator(state, person)) return refuse('organisation.last-security-administrator')
    return person === actor.id ? refuse('organisation.own-account') : [{ type: 'PersonDisabled', person }]
  },
})

export const enablePerson = organisationCommand({
  name: 'enable-person',
  summary: 'Let a person in again, with the posts held before.',
  post: 'security-administrator',
  input: z.strictObject({ person: personId() }),

  decide({ person }, { state }) {
    const known = state.people[person]
    if (!known) return refuse('organisation.no-such-person')
    return known.disabled ? [{ type: 'PersonEnabled', person }] : refuse('organisation.enabled-already')
  },
})

type NewPerson = { readonly person: string; readonly name: string; readonly login: string }

/** The facts of a new person with an account. @param temporary the password must be changed at the first sign-in */
export function added({ person, name, login }: NewPerson, temporary: boolean): OrganisationEvent[] {
  const own = `party:${person}` as const
  return [
    { type: 'PersonAdded', person, name: sealed(name, own), login: sealed(login, own) },
    { type: 'PasswordSet', person, temporary },
  ]
}
