import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { CaseRow } from '../../api/cases.ts'
import { GradeChip } from '../case/grade-chip.tsx'
import { Lamp } from '../ui/lamp.tsx'
import { useNames } from '../ui/names.ts'

/** One case that waits: its lamp, what it is, whose it is, and the way in. */
export function TodoRow({ row, here }: { row: CaseRow; here: boolean }) {
  const { t } = useTranslation()
  const names = useNames()
  return (
    <li className={here ? 'todo-row row-here' : 'todo-row'}>
      <span className="todo-lamp">
        {row.lead ? <Lamp of={row.lead} /> : <span className="muted">{t('time:noDuty')}</span>}
      </span>
      <div className="todo-what">
        <Link to="/cases/$id" params={{ id: row.id }} className="todo-title">
          {row.title}
        </Link>
        <p className="muted small">
          <span className="figures">{row.number}</span> · {names.unit(row.unit)} · {t(`codes:stage.${row.stage}`)}
          {row.lead && ` · ${names.duty(row.lead.regime, row.lead.duty)}`}
        </p>
      </div>
      <span className="todo-grades">
        {row.grades.map(({ regime, grade }) => (
          <GradeChip key={regime} regime={regime} grade={grade} />
        ))}
      </span>
      <Link
        to="/cases/$id"
        params={{ id: row.id }}
        className="todo-act"
        aria-label={`${t(`desk.next.${row.stage}`)} ${row.number}`}
      >
        {t(`desk.next.${row.stage}`)}
      </Link>
    </li>
  )
}
