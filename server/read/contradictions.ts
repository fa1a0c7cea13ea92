import type { Contradiction } from '../../api/packs.ts'
import { lintAcross, reasonAcross } from '../../core/policy/lint-across.ts'
import type { CrossFinding, Side } from '../../core/policy/lint-finding.ts'
import type { Pack } from '../../core/policy/pack-shape.ts'

/**
 * Where a pack and another, or two clauses of its own, say what nobody can do at once; its own clause first.
 *
 * @param packs all that could be adopted side by side
 */
export function contradictionsOf(packs: readonly Pack[], id: string): Contradiction[] {
  const names = new Map(packs.map(({ manifest }) => [manifest.id, manifest.name]))
  const told = (side: Side) => ({ ...side, name: names.get(side.pack) ?? side.called })
  const found = lintAcross(packs).filter(({ sides }) => sides.some(({ pack }) => pack === id))
  return found.map((one) => {
    const [mine, other] = ownFirst(one, id)
    return { rule: one.rule, sides: [told(mine), told(other)], reason: reasonAcross(packs, one) ?? null }
  })
}

function ownFirst({ sides: [a, b] }: CrossFinding, id: string): readonly [Side, Side] {
  return a.pack === id ? [a, b] : [b, a]
}
