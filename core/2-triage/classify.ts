import { z } from 'zod'
import { command } from '../case/command.ts'
import { code, freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const classify = command({
  name: 'classify',
  summary: 'Say on each axis of the pack what kind of complaint this is.',
  stages: ['triage', 'investigation', 'resolution', 'feedback'],
  authority: 'may-classify',
  input: z.strictObject({
    regime: code().optional().meta({ widget: 'regime' }),
    axes: z.record(code(), code()).meta({ widget: 'axes' }),
    reason: freeText(2000).optional(),
  }),

  decide({ regime, axes, reason }, { packs, pack }) {
    const under = packs.find((one) => one.id === (regime ?? pack.id))
    if (!under) return refuse('triage.no-such-regime', { known: packs.map((one) => one.id) })
    const known = under.content.taxonomy.axes
    const strange = Object.entries(axes).find(([axis, value]) => !known[axis]?.values[value])
    if (strange) return refuse('triage.no-such-class', { axis: strange[0], value: strange[1] }, under.at('taxonomy'))
    const left = Object.entries(known).filter(([axis, { required }]) => required && !axes[axis])
    if (left.length > 0)
      return refuse('triage.axes-missing', { axes: left.map(([axis]) => axis) }, under.at('taxonomy'))
    return [{ type: 'CaseClassified', regime: under.id, axes, reason: sealed(reason) }]
  },
})
