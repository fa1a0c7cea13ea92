import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import { Moment } from '../ui/moment.tsx'
import { useNames } from '../ui/names.ts'
import { Panel } from '../ui/panel.tsx'
import { Acts, type CaseProps, isIdle } from './acts.tsx'
import './ledgers.css'
import { Marked } from './marked.tsx'

/** Commands that have their place here and not among the next steps. */
export const crisisCommands: readonly string[] = [
  'declare-crisis',
  'end-crisis',
  'file-crisis-report',
  'commission-mediation',
  'record-mediation-meeting',
  'end-mediation',
]

/** What goes beyond the ordinary: a crisis with its team and its reports, a mediation by a third party. */
export function Crisis({ view, run }: CaseProps) {
  const { t } = useTranslation()
  const { crisis, mediations } = view
  if (!crisis && mediations.length === 0 && isIdle(view, crisisCommands)) return null
  return (
    <Panel title={t('crisis.title')} className="ledger">
      {!crisis && mediations.length === 0 && <p className="muted">{t('crisis.none')}</p>}
      {crisis && <TheCrisis crisis={crisis} />}
      {mediations.length > 0 && (
        <ul className="entries">
          {mediations.map((one) => (
            <OneMediation key={one.number} mediation={one} />
          ))}
        </ul>
      )}
      <Acts view={view} run={run} commands={crisisCommands} />
    </Panel>
  )
}

function TheCrisis({ crisis }: { crisis: NonNullable<CasePageView['crisis']> }) {
  const { t } = useTranslation()
  const names = useNames()
  const { members, since, ended, reason, acts } = crisis
  return (
    <div className={ended ? '' : 'crisis-now'}>
      <p className="entry-head">
        <b>{t(ended ? 'crisis.over' : 'crisis.now')}</b>
        <span className="muted small">{t('crisis.since', { since })}</span>
      </p>
      <p className="prose">
        <Marked text={reason} />
      </p>
      <p className="muted small">{t('crisis.team', { members: members.map(names.person).join(t('time:comma')) })}</p>
      <ul className="entries">
        {acts.map(({ number, did, by, at, reported, text }) => (
          <li key={number} className={reported ? 'entry-kept' : 'entry-open'}>
            <p className="entry-head">
              <b>{t('codes:thing.act', { number })}</b>
              <span className={`chip ${reported ? '' : 'chip-amber'}`}>
                {t(reported ? 'crisis.reported' : 'crisis.unreported')}
              </span>
            </p>
            <p className="small">
              {names.person(by)} · {t(`codes:crisis-act.${did}`)} · <Moment at={at} />
            </p>
            {text && (
              <p className="prose">
                <Marked text={text} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

function OneMediation({ mediation }: { mediation: CasePageView['mediations'][number] }) {
  const { t } = useTranslation()
  const { mediator, name, reason, since, meetings, agreed, text, endedAt } = mediation
  return (
    <li className={endedAt ? 'entry-kept' : 'entry-open'}>
      <p className="entry-head">
        <b>{name ?? t('story.closed')}</b>
        <span className="chip">{endedAt ? t(`codes:agreed.${agreed ? 'yes' : 'no'}`) : t('crisis.mediating')}</span>
      </p>
      <p className="muted small">
        {t(`codes:mediator.${mediator}`)} · <Moment at={since} />
      </p>
      {reason && <p className="prose">{reason}</p>}
      {meetings.map((one) => (
        <p key={one.at} className="prose small">
          <b>{t('crisis.meeting')}</b> <Moment at={one.at} /> {one.text}
        </p>
      ))}
      {endedAt && (
        <p className="prose small">
          <Moment at={endedAt} /> {text}
        </p>
      )}
    </li>
  )
}
