// biome-ignore-all lint/a11y/useSemanticElements: a virtual list cannot be a <table>: its rows are placed one by one
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and headings of a table are read, not operated
// biome-ignore-all lint/a11y/useAriaPropsSupportedByRole: the role, table or none, is chosen at run time

import { Link } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Checkbox } from 'antd'
import { type CSSProperties, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseRow } from '../../api/cases.ts'
import type { SearchHit } from '../../api/search-hit.ts'
import { GradeChip } from '../case/grade-chip.tsx'
import { Lamp } from '../ui/lamp.tsx'
import { useNames } from '../ui/names.ts'
import { usePreferences } from '../ui/preferences.ts'
import { useWide } from '../ui/wide.ts'
import { columnsOf } from './columns.tsx'
import { Marked } from './marked.tsx'
import { Snippet } from './snippet.tsx'

type Props = {
  readonly rows: readonly CaseRow[]
  /** Where the words stand that were looked for; of none where there were none. */
  readonly hits: ReadonlyMap<string, SearchHit>
  readonly at: number
  readonly walkTo: (index: number) => void
  readonly picked: ReadonlySet<string>
  readonly pick: (id: string) => void
  readonly pickAll: () => void
  readonly more: (() => void) | undefined
  readonly narrow: boolean
}

/** The rows that are in sight, of however many there are; cards on a phone. */
export function CaseRows(props: Props) {
  const { rows, hits, at, more } = props
  const { density } = usePreferences()
  const cards = !useWide(760)
  const box = useRef<HTMLDivElement>(null)
  const height = heightOf(cards, hits.size > 0, density === 'compact')
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    overscan: 12,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= rows.length - 8) more?.()
  }, [last, rows.length, more])
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' })
  }, [at, virtual])
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are as high as the density says
  useEffect(() => virtual.measure(), [height, virtual])
  const inSight = items.map((item) => ({
    row: rows[item.index],
    index: item.index,
    style: { height: item.size, transform: `translateY(${item.start}px)` },
  }))
  return (
    <div
      className="rows"
      ref={box}
      role={cards ? undefined : 'table'}
      aria-rowcount={cards ? undefined : rows.length + 1}
      tabIndex={-1}
    >
      {!cards && <Head {...props} />}
      <div style={{ height: virtual.getTotalSize() }} className="rows-all" role={cards ? 'list' : 'rowgroup'}>
        {inSight.map(
          ({ row, index, style }) =>
            row &&
            (cards ? (
              <Card key={row.id} row={row} hit={hits.get(row.id)} style={style} />
            ) : (
              <Row key={row.id} {...props} row={row} index={index} style={style} />
            )),
        )}
      </div>
    </div>
  )
}

/** A row holds one line, with words that were looked for two. */
function heightOf(cards: boolean, searched: boolean, compact: boolean): number {
  if (cards) return searched ? 128 : 104
  return (compact ? 38 : 48) + (searched ? 16 : 0)
}

function useColumns(narrow: boolean) {
  const { i18n } = useTranslation()
  const { columns } = usePreferences()
  const shown = columnsOf(narrow ? columns.filter((id) => id === 'grade') : columns)
  return {
    shown,
    grid: `34px ${i18n.language === 'en' ? '208px' : '160px'} 112px minmax(160px, 1fr) ${shown.map((one) => one.width).join(' ')}`,
  }
}

function Head({ rows, picked, pickAll, narrow }: Props) {
  const { t } = useTranslation()
  const { shown, grid } = useColumns(narrow)
  return (
    <div className="rows-head" role="rowgroup">
      <div className="row row-head" role="row" style={{ gridTemplateColumns: grid }}>
        <span role="columnheader">
          <Checkbox
            aria-label={t('list.pickAll')}
            checked={picked.size > 0}
            indeterminate={picked.size > 0 && picked.size < rows.length}
            onChange={pickAll}
          />
        </span>
        {['lamp', 'number', 'title', ...shown.map((one) => one.id)].map((id) => (
          <span key={id} role="columnheader">
            {t(`list.column.${id}`)}
          </span>
        ))}
      </div>
    </div>
  )
}

function Row({
  row,
  index,
  style,
  at,
  walkTo,
  picked,
  pick,
  narrow,
  hits,
}: Props & { row: CaseRow; index: number; style: CSSProperties }) {
  const { t } = useTranslation()
  const names = useNames()
  const { shown, grid } = useColumns(narrow)
  return (
    // The row is clickable for the mouse; the keyboard walks with j and k and every row holds a real link.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <div
      className={index === at ? 'row row-here' : 'row'}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      style={{ ...style, gridTemplateColumns: grid }}
      onClick={() => walkTo(index)}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: keeps a tick from moving the cursor */}
      <span role="cell" onClick={(event) => event.stopPropagation()}>
        <Checkbox
          aria-label={t('list.pick', { number: row.number })}
          checked={picked.has(row.id)}
          onChange={() => pick(row.id)}
        />
      </span>
      <span role="cell">{row.lead ? <Lamp of={row.lead} quiet /> : <span className="muted">—</span>}</span>
      <span role="cell" className="figures muted">
        {row.number}
      </span>
      <span role="cell" className="row-found">
        <Link to="/cases/$id" params={{ id: row.id }} className="row-title" title={row.title}>
          <Marked text={row.title} places={hits.get(row.id)?.title} />
        </Link>
        <Snippet hit={hits.get(row.id)} />
      </span>
      {shown.map((one) => (
        <span key={one.id} role="cell">
          {one.draw(row, { names, t })}
        </span>
      ))}
    </div>
  )
}

function Card({ row, hit, style }: { row: CaseRow; hit: SearchHit | undefined; style: CSSProperties }) {
  const { t } = useTranslation()
  const names = useNames()
  return (
    <div className={hit ? 'card card-found' : 'card'} style={style} role="listitem">
      <div className="card-top">
        {row.lead ? <Lamp of={row.lead} /> : <span className="muted">{t('time:noDuty')}</span>}
        {row.grades.map(({ regime, grade }) => (
          <GradeChip key={regime} regime={regime} grade={grade} />
        ))}
      </div>
      <Link to="/cases/$id" params={{ id: row.id }} className="card-title">
        <Marked text={row.title} places={hit?.title} />
      </Link>
      <Snippet hit={hit} />
      <p className="muted small">
        <span className="figures">{row.number}</span> · {names.unit(row.unit)} ·{' '}
        {row.handler ? names.person(row.handler) : t('case.unassigned')}
      </p>
    </div>
  )
}
