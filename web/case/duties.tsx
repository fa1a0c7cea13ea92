import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import { Empty } from '../ui/empty.tsx'
import { useFormats } from '../ui/formats.ts'
import { Lamp } from '../ui/lamp.tsx'
import { Moment } from '../ui/moment.tsx'
import { useNames } from '../ui/names.ts'

type Duty = CasePageView['obligations'][number]

/** The duties of a case: those that run first, each with the way its due moment came about. */
export function Duties({ duties }: { duties: readonly Duty[] }) {
  const { t } = useTranslation()
  const running = duties.filter(isOpen).sort((a, b) => (a.due < b.due ? -1 : 1))
  const settled = duties
    .filter((one) => !isOpen(one))
    .sort((a, b) => ((a.settledAt ?? a.due) < (b.settledAt ?? b.due) ? 1 : -1))
  if (duties.length === 0) return <Empty title={t('duties.none')} />
  return (
    <>
      <ul className="duties">
        {running.map((duty) => (
          <OneDuty key={keyOf(duty)} duty={duty} />
        ))}
      </ul>
      {settled.length > 0 && (
        <details className="settled" open={running.length === 0}>
          <summary>{t('duties.settled', { count: settled.length })}</summary>
          <ul className="duties">
            {settled.map((duty) => (
              <OneDuty key={keyOf(duty)} duty={duty} />
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function OneDuty({ duty }: { duty: Duty }) {
  const { t, i18n } = useTranslation()
  const names = useNames()
  const { allowance } = useFormats()
  const language = i18n.language === 'en' ? 'en' : 'zh'
  return (
    <li className={`duty duty-${duty.status}`}>
      <div className="duty-head">
        <span>{duty.text[language]}</span>
        {isOpen(duty) ? (
          <Lamp of={duty} />
        ) : (
          <span className={`chip duty-chip-${duty.status}`}>{t(`codes:duty.${duty.status}`)}</span>
        )}
      </div>
      <p className="muted small">
        {t('duties.due')} <Moment at={duty.due} relative={isOpen(duty)} />
        {duty.settledAt && (
          <>
            {' · '}
            {t('duties.settledAt')} <Moment at={duty.settledAt} />
          </>
        )}
        {duty.of
          ? ` · ${t(`codes:thing.${duty.of}`, { number: duty.round })}`
          : duty.round > 1 && ` · ${t('duties.round', { round: duty.round })}`}
      </p>
      {duty.extended && <p className="small">{t('duties.extended')}</p>}
      {duty.asked && <p className="small">{t('duties.asked', { allowance: allowance(duty.asked) })}</p>}
      {duty.provisional && <p className="small duty-provisional">{t('duties.provisional')}</p>}
      <details className="why">
        <summary>{t('duties.why')}</summary>
        <p className="small">
          {t('duties.clause', {
            pack: names.pack(duty.regime),
            clause: duty.clause === 'design' ? t('duties.design') : duty.clause,
            allowance: allowance(duty.allowance),
          })}
        </p>
        <ol>
          {duty.explain.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </details>
    </li>
  )
}

function isOpen({ status }: Duty): boolean {
  return status === 'running' || status === 'paused' || status === 'missed'
}

function keyOf({ regime, duty, round }: Duty): string {
  return `${regime} ${duty} ${round}`
}
