import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Source } from '../../core/policy/shape-parts.ts'

/** Where a clause comes from: its place in the document and how sure that is, or that it is the product's own and why. */
export function SourceChip({ source }: { source: Source }) {
  const { t } = useTranslation()
  if ('design' in source)
    return (
      <Tooltip title={source.design}>
        <span className="chip">{t('duties.design')}</span>
      </Tooltip>
    )
  if (source.confidence === 'A') return <span className="chip">{source.clause}</span>
  return (
    <Tooltip title={t(`packs.confidence.${source.confidence}`)}>
      <span className={source.confidence === 'C' ? 'chip chip-red' : 'chip chip-amber'}>
        {source.clause} · {source.confidence}
      </span>
    </Tooltip>
  )
}
