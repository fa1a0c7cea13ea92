import type { Pack } from './pack-shape.ts'
import type { PackProblem } from './problem.ts'
import type { ProposalRule } from './proposal-shape.ts'

/** What a rule of proposals names and the pack does not have: an axis, a class, a grade; a rule that stands twice or never comes first. */
export function proposalProblems(pack: Pack): PackProblem[] {
  const order = pack.proposals?.order ?? []
  return order.flatMap((rule, i) => {
    const path = ['proposals', 'order', i]
    return [
      ...(order.findIndex(({ id }) => id === rule.id) < i ? [{ path: [...path, 'id'], text: twice(rule.id) }] : []),
      ...classProblems(pack, rule).map(({ axis, text }) => ({ path: [...path, 'axes', axis], text })),
      ...(rule.grade !== undefined && !pack.grades.order.some(({ id }) => id === rule.grade)
        ? [{ path: [...path, 'grade'], text: noGrade(rule.grade) }]
        : []),
      ...(rule.says ?? []).flatMap((word, at) => {
        const earlier = order.slice(0, i).find((one) => takes(one, rule, word))
        return earlier ? [{ path: [...path, 'says', at], text: taken(word, earlier.id) }] : []
      }),
    ]
  })
}

function classProblems({ taxonomy }: Pack, { axes = {} }: ProposalRule) {
  return Object.entries(axes).flatMap(([axis, value]) => {
    const known = taxonomy.axes[axis]
    if (!known) return [{ axis, text: noAxis(axis) }]
    return known.values[value] ? [] : [{ axis, text: noClass(axis, value, Object.keys(known.values)) }]
  })
}

/** Whether a word brings about an earlier rule that proposes all that the later one does, whatever else is said. */
function takes(earlier: ProposalRule, later: ProposalRule, word: string): boolean {
  if (earlier.when !== undefined || earlier.unless || !earlier.says?.some((one) => word.includes(one))) return false
  const axes = Object.keys(later.axes ?? {}).every((axis) => earlier.axes?.[axis] !== undefined)
  return (
    axes && (later.grade === undefined || earlier.grade !== undefined) && (!later.unit || earlier.unit !== undefined)
  )
}

/** The conditions of the rules, each where it stands. */
export function proposalConditions({ proposals }: Pack) {
  return (proposals?.order ?? []).map(({ when }, i) => ({ path: ['proposals', 'order', i, 'when'], text: when }))
}

const twice = (id: string) => ({ zh: `建议规则 ${id} 出现了两次`, en: `the rule ${id} stands twice` })
const noAxis = (axis: string) => ({ zh: `没有分类维度 ${axis}`, en: `there is no axis ${axis}` })
const noGrade = (grade: string) => ({ zh: `没有级别 ${grade}`, en: `there is no grade ${grade}` })
const noClass = (axis: string, value: string, known: readonly string[]) => ({
  zh: `${axis} 没有类别 ${value}；可以是 ${known.join('、')}`,
  en: `${axis} has no class ${value}; it has ${known.join(', ')}`,
})
const taken = (word: string, earlier: string) => ({
  zh: `“${word}”已由前面的规则 ${earlier} 提出同样的建议，这里轮不到`,
  en: `"${word}" brings about ${earlier} above, which proposes for the same; here it is never reached`,
})
