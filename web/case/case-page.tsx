import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import { caseQueryOf } from '../api/queries.ts'
import { useKeys } from '../app/shortcuts.tsx'
import { Evidence } from '../evidence/evidence.tsx'
import { CaseRectifications } from '../improvement/case-rectifications.tsx'
import { Investigation } from '../investigation/investigation.tsx'
import { ReportPanel, reportCommands } from '../investigation/report-panel.tsx'
import { Failed } from '../ui/failed.tsx'
import { Panel } from '../ui/panel.tsx'
import { Lines } from '../ui/skeleton.tsx'
import { useTitle } from '../ui/title.ts'
import { useWide } from '../ui/wide.ts'
import { CaseHead } from './case-head.tsx'
import { CaseMailList } from './case-mails.tsx'
import { CommandDrawer } from './command-drawer.tsx'
import { Crisis } from './crisis.tsx'
import { Duties } from './duties.tsx'
import { MaskedNote } from './masked-note.tsx'
import { Messages } from './messages.tsx'
import { NowPossible } from './now-possible.tsx'
import { Parties } from './parties.tsx'
import { placedCommands } from './placed-commands.ts'
import { Promises } from './promises.tsx'
import { Proposal } from './proposal.tsx'
import { RegistrationFacts } from './registration-facts.tsx'
import { Story } from './story.tsx'
import { Tasks } from './tasks.tsx'
import { Wall } from './wall.tsx'
import './case.css'

/** One complaint: what it is, what happened, what may be done now. */
export default function CasePage() {
  const { t } = useTranslation()
  const { id = '' } = useParams({ strict: false })
  const found = useQuery(caseQueryOf(id))
  useTitle(found.data ? `${found.data.row.number} ${found.data.row.title}` : t('case.title'))
  if (found.data) return <Readable key={id} view={found.data} />
  return (
    <div className="page">
      {found.error ? <Failed error={found.error} retry={() => void found.refetch()} /> : <Lines count={10} />}
    </div>
  )
}

/** What a reader opened with a reason stays open until something happens to the case, or the reader leaves. */
function Readable({ view }: { view: CasePageView }) {
  const [opened, setOpened] = useState<CasePageView>()
  const shown = opened?.etag === view.etag ? opened : view
  return <TheCase view={shown} note={<MaskedNote view={shown} show={setOpened} />} />
}

function TheCase({ view, note }: { view: CasePageView; note: ReactNode }) {
  const [running, setRunning] = useState<string>()
  const navigate = useNavigate()
  const run = (command: string) =>
    reportCommands.includes(command)
      ? void navigate({ to: '/cases/$id/report', params: { id: view.row.id } })
      : setRunning(command)
  const wide = useWide(1000)
  const next = view.allowed.find((name) => !placedCommands.includes(name))
  useKeys({ a: () => next && run(next) })
  const side = (
    <>
      <NowPossible view={view} run={run} />
      <Proposal view={view} run={run} />
    </>
  )
  return (
    <div className="page case">
      <CaseHead view={view} />
      {note}
      <div className="case-columns">
        {!wide && <div>{side}</div>}
        <div className="case-main">
          <WhatWasTold view={view} />
          <WhatHappened view={view} run={run} />
        </div>
        <aside className="case-side">
          {wide && side}
          <SidePanels view={view} run={run} />
        </aside>
      </div>
      <CommandDrawer view={view} running={running} close={() => setRunning(undefined)} />
    </div>
  )
}

function WhatWasTold({ view }: { view: CasePageView }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('case.told')}>
      <RegistrationFacts view={view} />
    </Panel>
  )
}

function WhatHappened({ view, run }: { view: CasePageView; run: (command: string) => void }) {
  const { t } = useTranslation()
  return (
    <section className="panel case-tabs" aria-label={t('story.title')}>
      <Tabs
        items={[
          { key: 'story', label: t('story.title'), children: <Story facts={view.facts} /> },
          {
            key: 'messages',
            label: t('messages.title'),
            children: (
              <>
                <Messages facts={view.facts} />
                <CaseMailList id={view.row.id} />
              </>
            ),
          },
          { key: 'investigation', label: t('investigation.title'), children: <Investigation view={view} run={run} /> },
        ]}
      />
    </section>
  )
}

function SidePanels({ view, run }: { view: CasePageView; run: (command: string) => void }) {
  const { t } = useTranslation()
  return (
    <>
      <Panel title={t('duties.title')}>
        <Duties duties={view.obligations} />
      </Panel>
      <Promises view={view} run={run} />
      <Tasks view={view} run={run} />
      <Crisis view={view} run={run} />
      <Panel title={t('parties.title')}>
        <Parties view={view} />
      </Panel>
      <ReportPanel view={view} />
      <Wall view={view} run={run} />
      <Evidence view={view} run={run} />
      <CaseRectifications view={view} />
      <Panel title={t('links.title')}>
        <Links view={view} />
      </Panel>
      {view.retainUntil && (
        <p className="muted small case-retain">{t('case.retainUntil', { day: view.retainUntil })}</p>
      )}
    </>
  )
}

function Links({ view }: { view: CasePageView }) {
  const { t } = useTranslation()
  if (view.links.length === 0) return <p className="muted">{t('links.none')}</p>
  return (
    <ul className="links">
      {view.links.map(({ other, number, kind }) => (
        <li key={`${kind} ${other}`}>
          <span className="chip">{t(`codes:link-kind.${kind}`)}</span>{' '}
          {number ? (
            <Link to="/cases/$id" params={{ id: other }}>
              {number}
            </Link>
          ) : (
            <span className="muted">{t('links.closed')}</span>
          )}
        </li>
      ))}
    </ul>
  )
}
