import { z } from 'zod'
import { day } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'
import { organisationCommand } from './command.ts'
import { publicName } from './events.ts'
import { personId } from './people.ts'

export const recordQualification = organisationCommand({
  name: 'record-qualification',
  summary: 'Record what a person is qualified for, and up to which day; the same again replaces what stood.',
  post: 'security-administrator',
  input: z.strictObject({ person: personId(), name: publicName(), until: day().optional() }),

  decide({ person, name, until }, { state, today }) {
    if (!state.people[person]) return refuse('organisation.no-such-person')
    if (until && until < today) return refuse('organisation.qualification-over', { today })
    return [{ type: 'QualificationRecorded', person, name, ...(until && { until }) }]
  },
})

export const withdrawQualification = organisationCommand({
  name: 'withdraw-qualification',
  summary: 'Take back what was recorded of a qualification.',
  post: 'security-administrator',
  input: z.strictObject({ person: personId(), name: publicName() }),

  decide({ person, name }, { state }) {
    const held = state.qualifications.some((one) => one.person === person && one.name === name)
    return held ? [{ type: 'QualificationWithdrawn', person, name }] : refuse('organisation.no-such-qualification')
  },
})
