import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import { Moment } from '../ui/moment.tsx'
import { useNames } from '../ui/names.ts'
import { Panel } from '../ui/panel.tsx'
import { Acts, type CaseProps, isIdle } from './acts.tsx'
import './ledgers.css'
import { Marked } from './marked.tsx'

/** Commands that have their place here and not among the next steps. */
export const promiseCommands: readonly string[] = ['make-promise', 'keep-promise', 'release-promise']

type Promised = CasePageView['promises'][number]

/** What was promised to whom, by whom and by when, and what became of it. */
export function Promises({ view, run }: CaseProps) {
  const { t } = useTranslation()
  const { promises } = view
  if (promises.length === 0 && isIdle(view, promiseCommands)) return null
  return (
    <Panel title={t('promises.title')} className="ledger">
      {promises.length === 0 ? (
        <p className="muted">{t('promises.none')}</p>
      ) : (
        <ul className="entries">
          {promises.map((one) => (
            <OnePromise key={one.number} promise={one} view={view} />
          ))}
        </ul>
      )}
      <Acts view={view} run={run} commands={promiseCommands} />
    </Panel>
  )
}

function OnePromise({ promise, view }: { promise: Promised; view: CasePageView }) {
  const { t } = useTranslation()
  const names = useNames()
  const { number, party, staff, what, until, status, late, settledAt, text, reason, evidence } = promise
  const whom = view.parties.find(({ id }) => id === party)?.name
  return (
    <li className={late && status !== 'released' ? 'entry-late' : `entry-${status}`}>
      <p className="entry-head">
        <b>{t('codes:thing.promise', { number })}</b>
        <span className={`chip ${late && status !== 'released' ? 'chip-red' : ''}`}>
          {t(late && status !== 'released' ? `promises.late.${status}` : `codes:promise.${status}`)}
        </span>
      </p>
      <p className="prose">
        <Marked text={what} />
      </p>
      <p className="muted small">
        {t('promises.by', { staff: names.person(staff), party: whom ?? t('codes:role.complainant') })}
        {' · '}
        {t('promises.until')} <Moment at={until} relative={status === 'open'} />
      </p>
      {settledAt && (
        <p className="small prose">
          <Moment at={settledAt} /> {text}
          {reason && <span className="muted"> {t('promises.because', { reason })}</span>}
          {evidence !== null && <span className="muted"> {t('promises.evidence', { evidence })}</span>}
        </p>
      )}
    </li>
  )
}
