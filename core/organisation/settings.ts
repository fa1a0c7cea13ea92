import { z } from 'zod'
import { OfficeHours, WEEKDAYS } from '../calendar/calendar-shape.ts'
import { id, term } from '../shared/fields.ts'
import { isRefusal, type Refusal, refuse } from '../shared/refusal.ts'
import { type OrganisationContext, organisationCommand } from './command.ts'
import { packIds, publicName } from './events.ts'
import { notOpen } from './units.ts'

export const rename = organisationCommand({
  name: 'rename',
  summary: 'Give the organisation another name.',
  post: 'system-administrator',
  input: z.strictObject({ name: publicName() }),

  decide({ name }, { state }) {
    return name === state.name ? [] : [{ type: 'OrganisationRenamed', name }]
  },
})

const clock = () =>
  z
    .string()
    .regex(/^\d{2}:\d{2}$/)
    .meta({ seal: 'clear' })
/** Working intervals by weekday, as a form holds them. */
const week = () =>
  z.partialRecord(z.enum(WEEKDAYS), z.array(z.tuple([clock(), clock()])).max(12)).meta({ widget: 'hours' })

export const setHours = organisationCommand({
  name: 'set-hours',
  summary: 'Set when the office works. Cases already received keep the hours they were received under.',
  post: 'system-administrator',
  input: z.strictObject({ zone: term(), hours: week() }),

  decide({ zone, hours }, { state }) {
    const office = officeFrom(zone, hours, state.hours)
    return isRefusal(office) ? office : [{ type: 'HoursSet', hours: office }]
  },
})

export const setUnitHours = organisationCommand({
  name: 'set-unit-hours',
  summary:
    'Set when a unit works, and all below it that has no hours of its own; without hours it follows the unit above.',
  post: 'system-administrator',
  input: z.strictObject({
    unit: id().meta({ seal: 'clear', widget: 'unit' }),
    hours: week().optional(),
    /** `worked`: public holidays are days like any other, as at a station that never shuts. */
    holidays: z.enum(['off', 'worked']).default('off'),
  }),

  decide({ unit, hours, holidays }, { state }) {
    const closed = notOpen(state, unit)
    if (closed) return closed
    if (state.units[unit]?.parent === undefined) return refuse('organisation.root-hours')
    if (!hours) return state.units[unit]?.hours ? [{ type: 'UnitHoursSet', unit }] : []
    const office = officeFrom(state.hours?.zone ?? 'UTC', hours, state.hours)
    return isRefusal(office) ? office : [{ type: 'UnitHoursSet', unit, hours: { ...office, holidays } }]
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

type Week = z.infer<ReturnType<typeof week>>

/**
 * Office hours from what people type. A make-up day is worked like before, or like the first day that is worked at all.
 *
 * @param zone   IANA name
 * @param before the hours so far, whose habits on holidays stay
 */
export function officeFrom(zone: string, hours: Week, before?: OfficeHours): OfficeHours | Refusal {
  const worked = WEEKDAYS.filter((day) => hours[day]?.length)
  const makeUpLike = worked.find((day) => day === before?.makeUpLike) ?? worked[0]
  const parsed = OfficeHours.safeParse({ zone, week: hours, makeUpLike, holidays: before?.holidays })
  return parsed.success ? parsed.data : refuse('organisation.hours-unusable')
}

/** Why these packs cannot be adopted: one is not in the folder, or one stands there twice. */
export function unknownPacks(ids: readonly string[], { packs }: OrganisationContext): Refusal | undefined {
  const strange = ids.filter((id) => !packs.has(id))
  if (strange.length > 0) return refuse('organisation.no-such-pack', { packs: strange, known: [...packs.keys()] })
  return new Set(ids).size < ids.length ? refuse('organisation.pack-twice') : undefined
}
