import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Contradiction } from '../../api/packs.ts'
import { useNames } from '../ui/names.ts'
import { Panel } from '../ui/panel.tsx'
import { SourceChip } from './source-chip.tsx'

type Props = { readonly id: string; readonly contradictions: readonly Contradiction[] }

/** Where this document and others cannot both be followed, clause beside clause, and why they are kept all the same. */
export function Contradictions({ id, contradictions }: Props) {
  const { t } = useTranslation()
  const { say } = useNames()
  if (contradictions.length === 0) return null
  return (
    <Panel title={t('packs.contradictions')}>
      <ul className="contradictions">
        {contradictions.map(({ rule, sides, reason }) => (
          <li key={`${rule} ${sides.map(({ pack, at }) => `${pack}.${at}`).join(' ')}`}>
            <h3>{t(`packs.across.${rule}`)}</h3>
            <ul className="pack-clauses">
              {sides.map((side) => (
                <Clause key={`${side.pack}.${side.at}`} side={side} rule={rule} isOwn={side.pack === id} />
              ))}
            </ul>
            <p className={reason ? 'muted small' : 'revise-doubt small'}>
              {reason ? t('packs.kept', { why: say(reason) }) : t('packs.notExplained')}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

type ClauseProps = { readonly side: Contradiction['sides'][number]; readonly rule: string; readonly isOwn: boolean }

function Clause({ side: { pack, name, called, says, source }, rule, isOwn }: ClauseProps) {
  const { t } = useTranslation()
  const { say } = useNames()
  return (
    <li>
      <span>
        {isOwn ? (
          say(name)
        ) : (
          <Link to="/packs/$id" params={{ id: pack }}>
            {say(name)}
          </Link>
        )}
        {t('time:colon')}
        {say(called)} · {rule === 'grade-twice' && says.en ? <code>{says.en}</code> : say(says) || t('packs.otherwise')}
      </span>
      <SourceChip source={source} />
    </li>
  )
}
