import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import { Panel } from '../ui/panel.tsx'
import { ReportChip, ReportStanding } from './report-standing.tsx'
import './investigation.css'

/** Commands that are run where the text of the report stands. */
export const reportCommands: readonly string[] = ['write-report', 'sign-report', 'refuse-signature']

/** The investigation report on the page of its case: how it stands, and the way to its text. */
export function ReportPanel({ view }: { view: CasePageView }) {
  const { t } = useTranslation()
  const { report, allowed } = view
  const writes = allowed.includes('write-report')
  if (!report.current && !report.wanted && !writes) return null
  const way = report.current ? (allowed.includes('sign-report') ? 'toSign' : 'toRead') : 'toWrite'
  return (
    <Panel
      title={report.current ? t('report.titleVersion', { version: report.current.version }) : t('report.title')}
      extra={<ReportChip current={report.current} />}
    >
      {report.wanted && !report.current?.signed && <p className="muted small">{t('report.wanted')}</p>}
      {report.current && <ReportStanding report={report} />}
      {(report.current || writes) && (
        <Link to="/cases/$id/report" params={{ id: view.row.id }}>
          {t(`report.${way}`)}
        </Link>
      )}
    </Panel>
  )
}
