import { z } from 'zod'
import { type Refusal, refuse } from '../shared/refusal.ts'
import { type OrganisationContext, organisationCommand } from './command.ts'
import { officeHours, packIds, publicName } from './events.ts'

export const rename = organisationCommand({
  name: 'rename',
  summary: 'Give the organisation another name.',
  post: 'system-administrator',
  input: z.strictObject({ name: publicName() }),

  decide({ name }, { state }) {
    return name === state.name ? [] : [{ type: 'OrganisationRenamed', name }]
  },
})

export const setHours = organisationCommand({
  name: 'set-hours',
  summary: 'Set when the office works. Cases already received keep the hours they were received under.',
  post: 'system-administrator',
  input: z.strictObject({ hours: officeHours() }),

  decide({ hours }) {
    return [{ type: 'HoursSet', hours }]
  },
})

export const adoptPacks = organisationCommand({
  name: 'adopt-packs',
  summary: 'Say which packs new complaints stand under, the leading one first. Cases already received keep theirs.',
  post: 'system-administrator',
  input: z.strictObject({ packs: packIds() }),

  decide({ packs }, context) {
    return unknownPacks(packs, context) ?? [{ type: 'PacksAdopted', packs }]
  },
})

/** Why these packs cannot be adopted: one is not in the folder, or one stands there twice. */
export function unknownPacks(ids: readonly string[], { packs }: OrganisationContext): Refusal | undefined {
  const strange = ids.filter((id) => !packs.has(id))
  if (strange.length > 0) return refuse('organisation.no-such-pack', { packs: strange, known: [...packs.keys()] })
  return new Set(ids).size < ids.length ? refuse('organisation.pack-twice') : undefined
}
