import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RectificationView } from '../../api/improvement.ts'
import { type Fact, quotesOf } from '../../words/fact-words.ts'
import { FactSentence } from '../case/fact-sentence.tsx'
import { Lamp } from '../ui/lamp.tsx'
import { Moment } from '../ui/moment.tsx'
import { useNames } from '../ui/names.ts'
import { runOnRectification } from './calls.ts'
import { RectificationDrawer } from './rectification-form.tsx'
import './improvement.css'
import { Marked } from '../case/marked.tsx'

type Props = { readonly of: RectificationView; readonly withCase?: boolean; readonly open?: boolean }

/** One rectification: how it stands, what was asked, what happened, and what this person may do. */
export function RectificationCard({ of, withCase = false, open = false }: Props) {
  const { t } = useTranslation()
  const [running, setRunning] = useState<string>()
  return (
    <article className="rectification" aria-label={of.number}>
      <header className="rectification-head">
        <span className="figures muted">{of.number}</span>
        <span className={`chip rectification-${of.status}`}>{t(`codes:rectification-status.${of.status}`)}</span>
        <span className="chip">{t(`codes:rectification-kind.${of.kind}`)}</span>
        {of.lamp && <Lamp of={of} />}
      </header>
      <p className="prose rectification-measure">
        <Marked text={of.measure} />
      </p>
      <Facts of={of} withCase={withCase} />
      <details open={open}>
        <summary>{t('improvement.progress', { count: of.facts.length })}</summary>
        <History facts={of.facts} />
      </details>
      {of.allowed.length > 0 && <Acts allowed={of.allowed} run={setRunning} />}
      <RectificationDrawer
        id={of.id}
        number={of.number}
        command={running}
        close={() => setRunning(undefined)}
        send={(input, key) => runOnRectification(of.id, running ?? '', input, { key, etag: of.etag })}
      />
    </article>
  )
}

function Facts({ of, withCase }: { of: RectificationView; withCase: boolean }) {
  const { t } = useTranslation()
  const names = useNames()
  return (
    <dl className="pairs small">
      {withCase && (
        <>
          <dt>{t('improvement.case')}</dt>
          <dd className="figures">
            {of.seesCase ? (
              <Link to="/cases/$id" params={{ id: of.caseId }}>
                {of.caseNumber}
              </Link>
            ) : (
              of.caseNumber
            )}
          </dd>
        </>
      )}
      <dt>{t('fields:owner')}</dt>
      <dd>
        {names.person(of.owner)} · {names.unit(of.unit)}
      </dd>
      <dt>{t('fields:until')}</dt>
      <dd className="figures">{of.until}</dd>
      <dt>{t('fields:percent')}</dt>
      <dd className="rectification-percent">
        <progress max={100} value={of.percent} aria-label={t('fields:percent')} />
        <span className="figures">{of.percent}%</span>
      </dd>
      <dt>{t('fields:criteria')}</dt>
      <dd className="prose">
        <Marked text={of.criteria} />
      </dd>
      <dt>{t('improvement.orderedBy')}</dt>
      <dd>
        {names.person(of.orderedBy)} · <Moment at={of.orderedAt} short />
      </dd>
    </dl>
  )
}

function Acts({ allowed, run }: { allowed: readonly string[]; run: (command: string) => void }) {
  const { t } = useTranslation()
  const leading = ['accept-rectification', 'report-rectified']
  return (
    <div className="rectification-acts no-print">
      {allowed.map((name) => (
        <Button
          key={name}
          onClick={() => run(name)}
          danger={name === 'cancel-rectification'}
          {...(leading.includes(name) && { type: 'primary' })}
        >
          {t(`commands:${name}.title`)}
        </Button>
      ))}
    </div>
  )
}

/** What happened, newest first, with what was said. */
function History({ facts }: { facts: readonly Fact[] }) {
  const { t } = useTranslation()
  return (
    <ol className="rectification-history">
      {facts.map((fact) => (
        <li key={fact.version} className={fact.type === 'RectificationOverdue' ? 'rectification-late' : ''}>
          <b>{fact.origin === 'time' ? t('codes:by.time') : (fact.by.name ?? t(`codes:by.${fact.by.kind}`))}</b>{' '}
          <FactSentence fact={fact} />
          {fact.type !== 'RectificationOrdered' &&
            quotesOf(fact, t).map(({ label, text }) => (
              <p key={label} className="prose">
                <Marked text={text} />
              </p>
            ))}
          <p className="muted small">
            <Moment at={fact.occurredAt} relative /> ·{' '}
            <span title={t('story.hash', { hash: fact.hash })}>
              #{fact.version} {fact.hash.slice(0, 8)}
            </span>
          </p>
        </li>
      ))}
    </ol>
  )
}
