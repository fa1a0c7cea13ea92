import { z } from 'zod'
import { refuse } from '../shared/refusal.ts'
import { organisationCommand } from './command.ts'
import { password, whyNotPassword } from './password-rules.ts'
import { personId } from './people.ts'

export const resetPassword = organisationCommand({
  name: 'reset-password',
  summary: 'Give a person a new password for one sign-in; all sessions of the person end.',
  post: 'security-administrator',
  input: z.strictObject({ person: personId(), password: password() }),

  decide({ person, password }, { state, actor, called }) {
    if (!state.people[person]) return refuse('organisation.no-such-person')
    // The own password is changed by showing the old one; a stolen session must not get around that.
    if (person === actor.id) return refuse('organisation.own-account')
    return whyNotPassword(password, called(person)) ?? [{ type: 'PasswordSet', person, temporary: true }]
  },
})

export const changePassword = organisationCommand({
  name: 'change-password',
  summary: 'Change the own password; all other sessions end.',
  post: 'self',
  input: z.strictObject({ password: password() }),

  decide({ password }, { state, actor, called }) {
    if (!state.people[actor.id]) return refuse('organisation.no-such-person')
    return whyNotPassword(password, called(actor.id)) ?? [{ type: 'PasswordSet', person: actor.id, temporary: false }]
  },
})
