import { z } from 'zod'
import { type Context, command } from '../case/command.ts'
import { deputyOfRespondent } from '../case/lent-posts.ts'
import { freeText, id, sealed } from '../shared/fields.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'

const input = z.strictObject({
  /** The earlier share that this one replaces; a further one where left out. */
  line: z.int().min(1).optional().meta({ widget: 'liability' }),
  unit: id().meta({ widget: 'unit' }),
  /** A respondent of the staff, or somebody else by name. */
  staff: id().optional().meta({ widget: 'respondent' }),
  person: freeText(80).optional(),
  share: z.int().min(0).max(100),
  reason: freeText(4000),
  /** Why the respondent was asked for no statement. */
  unheard: freeText(2000).optional(),
})
type Share = z.infer<typeof input>

export const decideLiability = command({
  name: 'decide-liability',
  summary: 'Say which unit or person is liable, for which share, and why.',
  stages: ['investigation', 'resolution'],
  authority: 'may-decide-liability',
  input,
  possible: deputyOfRespondent,

  decide({ line, unit, staff, person, share, reason, unheard }, context) {
    const { state, around } = context
    if (!around.isUnit(unit)) return refuse('organisation.no-such-unit')
    const wrong = wrongShare({ line, share }, context) ?? wrongPerson({ staff, person, unheard }, context)
    if (wrong) return wrong
    const next = Math.max(0, ...state.liability.map((one) => one.line)) + 1
    const texts = { person: sealed(person), reason: sealed(reason), unheard: sealed(unheard) }
    return [{ type: 'LiabilityDecided', line: line ?? next, unit, staff, share, ...texts }]
  },
})

function wrongShare({ line, share }: Pick<Share, 'line' | 'share'>, { state }: Context): Refusal | undefined {
  if (line !== undefined && !state.liability.some((one) => one.line === line))
    return refuse('investigation.no-such-share')
  const others = state.liability.filter((one) => one.line !== line).reduce((sum, one) => sum + one.share, 0)
  return others + share > 100 ? refuse('investigation.over-hundred', { left: 100 - others }) : undefined
}

/** Nobody of the staff is found liable unheard, nor without being complained of. */
function wrongPerson(
  { staff, person, unheard }: Pick<Share, 'staff' | 'person' | 'unheard'>,
  { state }: Context,
): Refusal | undefined {
  if (staff === undefined) return undefined
  if (person !== undefined) return refuse('investigation.one-person')
  if (!state.respondents.includes(staff)) return refuse('wall.not-named')
  const asked = state.statements.some((one) => one.staff === staff)
  return asked || unheard ? undefined : refuse('investigation.unheard')
}
