import type { Pack } from '../core/policy/pack-shape.ts'
import { inLanguage, sourceInWords } from './clause-in-words.ts'
import type { Say } from './words.ts'

/** What a pack proposes by itself: by which words or condition, and what. */
export function proposalsInWords(say: Say, { proposals, taxonomy, grades }: Pack): string[] {
  return (proposals?.order ?? []).map(({ id, says, unless, when, axes = {}, grade, unit, source }) => {
    const classes = Object.entries(axes).flatMap(([axis, value]) => {
      const [named, found] = [taxonomy.axes[axis], taxonomy.axes[axis]?.values[value]]
      return named && found ? [`${inLanguage(say, named.name)}: ${inLanguage(say, found.name)}`] : []
    })
    const graded = grades.order.filter((one) => one.id === grade).map(({ name }) => inLanguage(say, name))
    const because = [
      says && say('pack.explain.says', { words: says }),
      unless && say('pack.explain.unless', { words: unless }),
      when,
    ]
    return say('pack.explain.proposes', {
      name: id,
      what: [...classes, ...graded, ...(unit ? [inLanguage(say, unit)] : [])],
      because: because.filter(Boolean).join('; '),
      source: sourceInWords(say, source),
    })
  })
}
