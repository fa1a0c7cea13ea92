import { z } from 'zod'
import { code, id } from '../shared/fields.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'
import { organisationCommand } from './command.ts'
import { publicName } from './events.ts'
import type { OrganisationState } from './state.ts'

const unitId = () => id().meta({ seal: 'clear', widget: 'unit' })

export const addUnit = organisationCommand({
  name: 'add-unit',
  summary: 'Add a unit under another.',
  post: 'system-administrator',
  input: z.strictObject({ parent: unitId(), name: publicName(), kind: code().default('unit') }),

  decide({ parent, name, kind }, { state, allotted }) {
    const taken = Object.values(state.units).some(
      (unit) => unit.parent === parent && !unit.closed && unit.name === name,
    )
    if (taken) return refuse('organisation.unit-name-taken', { name })
    return notOpen(state, parent) ?? [{ type: 'UnitAdded', unit: allotted.unit, parent, name, kind }]
  },
})

export const renameUnit = organisationCommand({
  name: 'rename-unit',
  summary: 'Give a unit another name.',
  post: 'system-administrator',
  input: z.strictObject({ unit: unitId(), name: publicName() }),

  decide({ unit, name }, { state }) {
    const known = state.units[unit]
    if (!known) return refuse('organisation.no-such-unit')
    return known.name === name ? [] : [{ type: 'UnitRenamed', unit, name }]
  },
})

export const closeUnit = organisationCommand({
  name: 'close-unit',
  summary: 'Close a unit: it takes no more complaints; those it has are worked on to their end.',
  post: 'system-administrator',
  input: z.strictObject({ unit: unitId() }),

  decide({ unit }, { state }) {
    const closed = notOpen(state, unit)
    if (closed) return closed
    if (state.units[unit]?.parent === undefined) return refuse('organisation.root-unit')
    const open = Object.values(state.units).filter((one) => one.parent === unit && !one.closed)
    if (open.length > 0) return refuse('organisation.has-open-units', { units: open.map((one) => one.name) })
    return [{ type: 'UnitClosed', unit }]
  },
})

/** Why nothing can be put under or into a unit: it does not exist, or was closed. */
export function notOpen({ units }: OrganisationState, unit: string): Refusal | undefined {
  const known = units[unit]
  if (!known) return refuse('organisation.no-such-unit')
  return known.closed ? refuse('organisation.unit-closed', { unit: known.name }) : undefined
}
