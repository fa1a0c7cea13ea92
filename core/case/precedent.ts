import type { Money } from '../shared/fields.ts'
import type { CaseState, Liable, PinnedRegime } from './state.ts'

/** How a complaint was decided, as one that is to be decided is held against it: codes and sums, no word and no name. */
export type Precedent = {
  readonly regime: string
  /** See `classOf`. */
  readonly class: string
  readonly grade: string
  readonly unit: string
  readonly outcome: string
  /** What was carried out. */
  readonly remedies: readonly { readonly kind: string; readonly amount?: Money | undefined }[]
  readonly total?: Money | undefined
  readonly liability: readonly Pick<Liable, 'unit' | 'share'>[]
  readonly solved?: boolean | undefined
  readonly response?: string | undefined
}

/**
 * What a case is to others of its kind, under each of its packs that classified it; nothing before it was concluded and
 * then answered or made good.
 */
export function precedentsIn(state: CaseState): readonly Precedent[] {
  const { outcome, answered, proposal, unit, liability, solved, response } = state
  const executed = proposal?.status === 'executed' ? proposal : undefined
  if (outcome === undefined || !(answered || executed)) return nothing
  const decided = {
    unit,
    outcome,
    remedies: executed?.lines ?? [],
    total: executed?.total,
    liability: liability.filter(({ share }) => share > 0).map((one) => ({ unit: one.unit, share: one.share })),
    solved,
    response,
  }
  return state.regimes
    .filter(({ axes }) => Object.keys(axes).length > 0)
    .map((regime) => ({ regime: regime.pack, class: classOf(regime), grade: regime.grade ?? '', ...decided }))
}

const nothing: readonly never[] = []

/** The classes of a case under a pack as one text: each axis with its value, in the order of their names. */
export function classOf({ axes }: Pick<PinnedRegime, 'axes'>): string {
  return Object.entries(axes)
    .map(([axis, value]) => `${axis}=${value}`)
    .sort()
    .join(';')
}
