import { lintPack } from './lint.ts'
import { lintAcross } from './lint-across.ts'
import type { CrossRule, LintRule, Pack } from './pack-shape.ts'

/** An exception that explains nothing; `with` is the clause of a pack that it names in vain. */
export type Stale = {
  readonly pack: string
  readonly rule: LintRule | CrossRule
  readonly at: string
  readonly with?: string
}

/**
 * Exceptions of contradictions that are no more: what they excuse would be excused unseen if it came again. One with a
 * pack that is not among these is left alone.
 *
 * @param packs packs that the loader accepted, each id once
 */
export function staleExceptions(packs: readonly Pack[]): Stale[] {
  const across = new Set(
    lintAcross(packs).flatMap(({ rule, sides: [a, b] }) => {
      const [one, other] = [`${a.pack}.${a.at}`, `${b.pack}.${b.at}`]
      return [`${rule} ${one} ${other}`, `${rule} ${other} ${one}`]
    }),
  )
  const isHere = (clause: string) => packs.some(({ manifest }) => clause.startsWith(`${manifest.id}.`))
  return packs.flatMap((pack) => {
    const { id, exceptions = [] } = pack.manifest
    const own = lintPack(pack)
    return exceptions.flatMap((one): Stale[] => {
      const { rule, at } = one
      if (!('with' in one))
        return own.some((found) => found.rule === rule && found.at === at) ? [] : [{ pack: id, rule, at }]
      const gone = one.with.filter((clause) => isHere(clause) && !across.has(`${rule} ${id}.${at} ${clause}`))
      return gone.map((clause) => ({ pack: id, rule, at, with: clause }))
    })
  })
}
