import { useTranslation } from 'react-i18next'
import type { Pack } from '../../core/policy/pack-shape.ts'
import { Clause, Listed } from './clause.tsx'
import { usePackNames } from './pack-names.ts'

type Rule = NonNullable<Pack['proposals']>['order'][number]

/** By which words and conditions the pack proposes classes, a grade or a unit. */
export function ProposalRules({ pack }: { pack: Pack }) {
  const { t } = useTranslation()
  const wordsOf = useWords(pack)
  const rules = pack.proposals?.order ?? []
  if (rules.length === 0) return null
  return (
    <Listed title={t('packs.proposals')}>
      {rules.map((rule) => (
        <Clause key={rule.id} words={wordsOf(rule)} rule={rule.when} source={rule.source} />
      ))}
    </Listed>
  )
}

function useWords(pack: Pack) {
  const { t } = useTranslation()
  const { say } = usePackNames(pack)
  const listed = (words: readonly string[]) => words.map((word) => t('proposed.word', { word })).join(t('time:comma'))
  const { axes } = pack.taxonomy
  return ({ says, unless, axes: classes = {}, grade, unit }: Rule) => {
    const proposed = [
      ...Object.entries(classes).flatMap(([axis, value]) => {
        const [named, found] = [axes[axis], axes[axis]?.values[value]]
        return named && found ? [`${say(named.name)}${t('time:colon')}${say(found.name)}`] : []
      }),
      ...pack.grades.order.filter(({ id }) => id === grade).map(({ name }) => say(name)),
      ...(unit ? [t('packs.unitCalled', { name: say(unit) })] : []),
    ].join(t('time:comma'))
    const because = [
      says && t('packs.saysAny', { words: listed(says) }),
      unless && t('packs.saysNone', { words: listed(unless) }),
    ]
    return [proposed, ...because].filter(Boolean).join(t('time:semicolon'))
  }
}
