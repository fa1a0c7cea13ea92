import { z } from 'zod'
import { command } from '../case/command.ts'
import { code, freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const grade = command({
  name: 'grade',
  summary: 'Say how grave the complaint is.',
  stages: ['triage', 'investigation', 'resolution'],
  authority: 'may-grade',
  input: z.strictObject({
    regime: code().optional().meta({ widget: 'regime' }),
    grade: code().meta({ widget: 'grade' }),
    reason: freeText(2000).optional(),
  }),

  decide({ regime, grade, reason }, { state, packs, pack }) {
    const under = packs.find((one) => one.id === (regime ?? pack.id))
    if (!under) return refuse('triage.no-such-regime', { known: packs.map((one) => one.id) })
    const order = under.content.grades.order.map((one) => one.id)
    const before = state.regimes.find((one) => one.pack === under.id)?.grade
    if (!order.includes(grade)) return refuse('triage.no-such-grade', { known: order }, under.at('grades'))
    if (grade === before) return refuse('triage.same-grade', { grade }, under.at('grades'))
    const lowers = before !== undefined && order.indexOf(grade) > order.indexOf(before)
    if (lowers && under.content.grades.lowering.needs_reason && !reason)
      return refuse('triage.lowering-needs-reason', {}, under.at('grades.lowering'))
    return [{ type: 'CaseGraded', regime: under.id, grade, by: 'person', reason: sealed(reason) }]
  },
})
