import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import type { CaseRow } from '../../api/cases.ts'
import type { Names } from '../../words/names.ts'
import { GradeChip } from '../case/grade-chip.tsx'
import { Moment } from '../ui/moment.tsx'

type Draw = (row: CaseRow, tools: { names: Names; t: TFunction }) => ReactNode
type Column = { readonly id: string; readonly width: string; readonly draw: Draw }

/** The columns that can be chosen; lamp, number and title always stand. */
export const chosenColumns: readonly Column[] = [
  { id: 'unit', width: 'minmax(96px, 150px)', draw: (row, { names }) => names.unit(row.unit) },
  {
    id: 'grade',
    width: '84px',
    draw: (row) => row.grades.map(({ regime, grade }) => <GradeChip key={regime} regime={regime} grade={grade} />),
  },
  {
    id: 'stage',
    width: '84px',
    draw: (row, { t }) => (row.status === 'open' ? t(`codes:stage.${row.stage}`) : t(`codes:status.${row.status}`)),
  },
  {
    id: 'handler',
    width: '84px',
    draw: (row, { names, t }) =>
      row.handler ? names.person(row.handler) : <span className="chip chip-soft">{t('case.unassigned')}</span>,
  },
  { id: 'channel', width: '84px', draw: (row, { names }) => names.channel(row.channel) },
  { id: 'received', width: '104px', draw: (row) => <Moment at={row.receivedAt} short /> },
  { id: 'due', width: '104px', draw: (row) => row.lead && <Moment at={row.lead.due} short /> },
]

export function columnsOf(ids: readonly string[]): readonly Column[] {
  return chosenColumns.filter((one) => ids.includes(one.id))
}
