import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import { Lamp } from '../ui/lamp.tsx'
import { Moment } from '../ui/moment.tsx'
import { useNames } from '../ui/names.ts'
import { GradeChip } from './grade-chip.tsx'
import { PrintCase } from './print-case.tsx'
import { StageLine } from './stage-line.tsx'

/** Number, grade, stage, the leading duty and the people: what the case is, without scrolling. */
export function CaseHead({ view }: { view: CasePageView }) {
  const { t } = useTranslation()
  const names = useNames()
  const { row } = view
  const lead = view.obligations.find((one) => one.leading)
  return (
    <header className="case-head">
      <div className="case-title">
        <div className="case-marks">
          <span className="figures case-number">{row.number}</span>
          <span className="chip">{t(`codes:kind.${row.kind}`)}</span>
          {row.grades.map(({ regime, grade }) => (
            <GradeChip key={regime} regime={regime} grade={grade} />
          ))}
          {view.valid !== null && <span className="chip">{t(`codes:valid.${view.valid ? 'yes' : 'no'}`)}</span>}
          {view.hold && <span className="chip chip-strong">{t('case.hold')}</span>}
          <PrintCase view={view} />
        </div>
        <h1>{row.title}</h1>
      </div>
      <StageLine row={row} left={view.left} />
      <dl className="case-facts">
        <Pair label={t('fields:leadingDuty')}>
          {row.lead && lead ? (
            <>
              <Lamp of={row.lead} />
              <span className="muted small case-lead">{names.duty(row.lead.regime, row.lead.duty)}</span>
            </>
          ) : (
            <span className="muted">{t('time:noDuty')}</span>
          )}
        </Pair>
        <Pair label={t('fields:handler')}>
          {row.handler ? names.person(row.handler) : <span className="chip chip-soft">{t('case.unassigned')}</span>}
        </Pair>
        <Pair label={t('fields:unit')}>{names.unit(row.unit)}</Pair>
        <Pair label={t('fields:channel')}>{names.channel(row.channel)}</Pair>
        <Pair label={t('fields:received')}>
          <Moment at={row.receivedAt} relative />
        </Pair>
      </dl>
    </header>
  )
}

function Pair({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
