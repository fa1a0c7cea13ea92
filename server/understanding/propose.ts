import type { Proposal, Proposals } from '../../api/understanding.ts'
import type { CaseState } from '../../core/case/state.ts'
import type { PackInForce } from '../../core/policy/pack-in-force.ts'
import { hearing, type Ruled, ruledProposals } from '../../core/policy/proposed.ts'
import { strongestFragments } from '../../core/understanding/explain-class.ts'
import type { Bagged } from '../../core/understanding/matrix.ts'
import { maskSensitive } from '../../core/understanding/sensitive.ts'
import type { Organisation } from '../directory.ts'
import type { House } from '../house.ts'
import { clauseOf } from './clause-of.ts'
import { complaintUnits } from './complaint-text.ts'
import { handlersOf, type NamedUnit, namedUnit, openUnits, unitCalled } from './considered.ts'
import { classedLetters, comparedLetters } from './letters.ts'
import { type InForce, modelsFor } from './models.ts'
import { axisSubject, gradeSubject, handlerSubject, unitSubject } from './subjects.ts'

/** A complaint for which something is proposed: registered, or still being told. */
export type Told = {
  readonly state: CaseState
  readonly packs: readonly PackInForce[]
  readonly title: string
  readonly content: string
  readonly request: string
  readonly place: string
  /** What somebody said no to: `subject value`. */
  readonly noes: ReadonlySet<string>
}

/** Values proposed, and pieces of text shown as their reason, at most. */
const most = { values: 3, because: 4 }

/** What speaks first for a value, before any model is asked. */
type First = Pick<Proposal, 'by' | 'clause' | 'because'> & { readonly value: string }

/**
 * What is proposed for a complaint: first by the rules of its packs and by the units that it names, then by what the
 * models learned. Without rules and without models nothing is, and nothing fails.
 */
export async function propose(house: House, organisation: Organisation, told: Told): Promise<Proposals> {
  const { state, packs, title, content, request, place } = told
  const said = [title, content, request].join('\n')
  const heard = hearing(said, await comparedLetters())
  const words = complaintUnits(title, content, await classedLetters())
  const subjects = [unitSubject, handlerSubject, ...packs.flatMap(subjectsOf)]
  const models = new Map((await modelsFor(house, subjects)).map((one) => [one.subject, one]))
  const one = (subject: string, first: First | undefined, isPossible: (value: string) => boolean) =>
    joined({ subject, first, model: models.get(subject), words, isPossible, noes: told.noes })
  const ruled = packs.map((pack) => ({ pack, ...ruledProposals(pack, state, heard) }))
  const regimes = ruled.map(({ pack, axes, grade }) => {
    const now = state.regimes.find(({ pack: id }) => id === pack.id)
    const of = (rule: Ruled | undefined) => rule && byRule(pack, rule, rule.value)
    const grades = pack.content.grades.order.map(({ id }) => id).filter((id) => id !== now?.grade)
    return {
      regime: pack.id,
      axes: Object.entries(pack.content.taxonomy.axes).flatMap(([axis, { values }]) => {
        const found = one(axisSubject(pack.id, axis), of(axes[axis]), (value) => Object.hasOwn(values, value))
        return found ? [{ axis, ...found }] : []
      }),
      grade: one(gradeSubject(pack.id), of(grade), (value) => grades.includes(value)),
    }
  })
  const open = openUnits(organisation).filter(({ id }) => id !== state.unit)
  const isOpen = (id: string) => open.some((unit) => unit.id === id)
  const handlers = handlersOf(organisation, state, packs[0])
  return {
    regimes,
    unit: one(unitSubject, firstUnit(ruled, organisation, state.unit, [said, place].join('\n')), isOpen),
    handler: one(handlerSubject, undefined, (id) => handlers.includes(id)),
  }
}

function subjectsOf({ id, content }: PackInForce): string[] {
  return [gradeSubject(id), ...Object.keys(content.taxonomy.axes).map((axis) => axisSubject(id, axis))]
}

function byRule(pack: PackInForce, { rule, words }: Ruled<unknown>, value: string): First {
  return { by: 'rule', value, clause: clauseOf(pack, rule), because: [...words] }
}

/** The unit of the first pack that names one the house has; else the one that the complainant names. */
function firstUnit(
  ruled: readonly { readonly pack: PackInForce; readonly unit?: Ruled<NamedUnit> }[],
  organisation: Organisation,
  from: string,
  said: string,
): First | undefined {
  for (const { pack, unit } of ruled) {
    const found = unit && unitCalled(organisation, unit.value, from)
    if (found) return byRule(pack, unit, found.id)
  }
  const named = namedUnit(organisation, said)
  return named && { by: 'name', value: named.id, clause: null, because: [named.name] }
}

type Joining = {
  readonly subject: string
  readonly first: First | undefined
  readonly model: InForce | undefined
  readonly words: Bagged
  readonly isPossible: (value: string) => boolean
  readonly noes: ReadonlySet<string>
}

/** What comes first, then what the model finds likeliest; null where there is neither. */
function joined({ subject, first, model, words, isPossible, noes }: Joining): Proposal | null {
  const stands = (value: string) => isPossible(value) && !noes.has(`${subject} ${value}`)
  const ruled = first && stands(first.value) ? first : undefined
  // Of words that were erased nothing is said.
  const { units, titled } = words
  const guesses =
    model && units.length > 0 ? model.classifier.guesses(units, titled).filter(({ label }) => stands(label)) : []
  const learned = guesses.filter(({ label }) => label !== ruled?.value)
  const values = [
    ...(ruled ? [{ value: ruled.value, confidence: null }] : []),
    ...learned.map(({ label, confidence }) => ({ value: label, confidence })),
  ].slice(0, most.values)
  const [top] = values
  if (!top) return null
  const because =
    ruled?.because ??
    strongestFragments((model as InForce).model, words, top.value, most.because).map(({ text }) => text)
  return {
    subject,
    values,
    by: ruled?.by ?? 'model',
    clause: ruled?.clause ?? null,
    because: because.slice(0, most.because).map((text) => maskSensitive(text)),
    texts: guesses.length > 0 ? (model as InForce).texts : 0,
  }
}
