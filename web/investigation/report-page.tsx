import { PrinterOutlined } from '@ant-design/icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import type { ReportTexts } from '../../api/investigation.ts'
import { printCase } from '../api/calls.ts'
import { caseQueryOf, reportQueryOf } from '../api/queries.ts'
import { CommandDrawer } from '../case/command-drawer.tsx'
import { Failed } from '../ui/failed.tsx'
import { Moment } from '../ui/moment.tsx'
import { useNames } from '../ui/names.ts'
import { offerFile } from '../ui/offer-file.ts'
import { Panel } from '../ui/panel.tsx'
import { Lines } from '../ui/skeleton.tsx'
import { useTitle } from '../ui/title.ts'
import { ReportDesk } from './report-desk.tsx'
import { ReportChip, ReportStanding } from './report-standing.tsx'
import { RichRead } from './rich-read.tsx'
import './investigation.css'

/** The investigation report of a case: to be written, read, signed and printed. */
export default function ReportPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams({ strict: false })
  const found = useQuery(caseQueryOf(id))
  const texts = useQuery(reportQueryOf(id))
  const error = found.error ?? texts.error
  useTitle(t('report.title'))
  return (
    <div className="page report-page">
      <div className="page-head">
        <h1>{t('report.title')}</h1>
        <Link to="/cases/$id" params={{ id }} className="figures">
          {texts.data?.number}
        </Link>
      </div>
      {error && !(found.data && texts.data) && (
        <Failed error={error} retry={() => void Promise.all([found.refetch(), texts.refetch()])} />
      )}
      {!error && !(found.data && texts.data) && <Lines count={10} />}
      {found.data && texts.data && <TheReport view={found.data} texts={texts.data} />}
    </div>
  )
}

type Props = { readonly view: CasePageView; readonly texts: ReportTexts }

function TheReport({ view, texts }: Props) {
  const { t } = useTranslation()
  const [writing, setWriting] = useState(texts.versions.length === 0)
  const writes = view.allowed.includes('write-report')
  const [latest] = texts.versions
  return (
    <div className="report-columns">
      <div className="report-main">
        {writing && writes ? (
          <ReportDesk view={view} texts={texts} done={() => setWriting(false)} />
        ) : (
          <Panel
            title={latest ? t('report.versionOf', { version: latest.version }) : t('report.title')}
            extra={writes && latest && <Button onClick={() => setWriting(true)}>{t('report.revise')}</Button>}
          >
            {latest ? <Version of={latest} /> : <p className="muted">{t('report.state.none')}</p>}
          </Panel>
        )}
        <Earlier versions={texts.versions.slice(1)} />
      </div>
      <aside className="report-side">
        <Standing view={view} read={writing ? undefined : latest?.version} />
      </aside>
    </div>
  )
}

function Version({ of: { at, by, text } }: { of: ReportTexts['versions'][number] }) {
  const { t } = useTranslation()
  const names = useNames()
  return (
    <>
      <p className="muted small">
        {t('report.writtenBy', { who: names.person(by) })} <Moment at={at} />
      </p>
      {text ? <RichRead text={text} /> : <p className="muted">{t('story.closed')}</p>}
    </>
  )
}

/** What the report said before; nothing of it is lost. */
function Earlier({ versions }: Pick<ReportTexts, 'versions'>) {
  const { t } = useTranslation()
  return versions.map((one) => (
    <details key={one.version} className="panel report-earlier">
      <summary>{t('report.versionOf', { version: one.version })}</summary>
      <div className="panel-body">
        <Version of={one} />
      </div>
    </details>
  ))
}

/** Signatures, and what the reader may do about them. @param read the version that stands beside to be read */
function Standing({ view, read }: { view: CasePageView; read: number | undefined }) {
  const { t } = useTranslation()
  const [running, setRunning] = useState<string>()
  const { report } = view
  const isRead = read !== undefined && read === report.current?.version
  const acts = ['sign-report', 'refuse-signature'].filter((name) => isRead && view.allowed.includes(name))
  return (
    <Panel title={t('report.signatures')} extra={<ReportChip current={report.current} />}>
      <ReportStanding report={report} />
      <div className="possible-others">
        {acts.map((name) => (
          <Button
            key={name}
            type={name === 'sign-report' ? 'primary' : 'default'}
            danger={name === 'refuse-signature'}
            onClick={() => setRunning(name)}
          >
            {t(`commands:${name}.title`)}
          </Button>
        ))}
        {report.current && <Print view={view} />}
      </div>
      <CommandDrawer view={view} running={running} close={() => setRunning(undefined)} />
    </Panel>
  )
}

function Print({ view }: { view: CasePageView }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const print = useMutation({
    mutationFn: () => printCase(view.row.id, 'report'),
    onSuccess: ({ blob, name = `${view.row.number}.pdf` }) => {
      offerFile(blob, name)
      void message.success(t('print.done', { name }))
    },
    onError: (error) => void message.error(error.message),
  })
  return (
    <Button icon={<PrinterOutlined />} loading={print.isPending} onClick={() => print.mutate()}>
      {t('print.make')}
    </Button>
  )
}
