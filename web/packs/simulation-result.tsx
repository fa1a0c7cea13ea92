import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import type { SimulationResult } from '../../api/simulation.ts'
import { useNames } from '../ui/names.ts'
import { LoadChart } from './load-chart.tsx'

type Duty = SimulationResult['duties'][number]

/** What other rules would have made of history: duties that would be late, grades that would change, what falls due where. */
export function SimulationResultView({ result }: { result: SimulationResult }) {
  const { t } = useTranslation()
  const { cases, changed, duties, grades, load } = result
  if (cases === 0) return <p className="muted">{t('simulation.none')}</p>
  if (changed.cases === 0) return <p className="revise-fine">{t('simulation.same', { cases })}</p>
  const moved = duties.filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
  return (
    <div className="simulation-result">
      <p role="status">
        <b>{t('simulation.done', { cases, changed: changed.cases })}</b>
      </p>
      {moved.length > 0 && <Duties duties={moved} />}
      {grades.length > 0 && <Grades grades={grades} />}
      <LoadChart load={load} />
    </div>
  )
}

function Duties({ duties }: { duties: readonly Duty[] }) {
  const { t } = useTranslation()
  const names = useNames()
  return (
    <>
      <p className="muted small">{t('simulation.otherPacks')}</p>
      <ul className="simulation-duties">
        {duties.map((one) => (
          <li key={`${one.regime} ${one.duty}`}>
            <b>{names.duty(one.regime, one.duty)}</b>
            <Bar label={t('simulation.before')} endings={one.before} />
            <Bar label={t('simulation.after')} endings={one.after} />
            <Turned label={t('simulation.newlyMissed')} of={one.newlyMissed} className="revise-wrong" />
            <Turned label={t('simulation.newlyMet')} of={one.newlyMet} className="revise-fine" />
          </li>
        ))}
      </ul>
    </>
  )
}

/** Rounds that were late among those that had to be done. */
function Bar({ label, endings }: { label: string; endings: Duty['before'] }) {
  const { t } = useTranslation()
  const { missed, met, open } = endings
  const all = missed + met + open
  return (
    <div className="simulation-bar">
      <span className="muted small">{label}</span>
      <span
        className="simulation-track"
        style={{ '--late': `${(missed / Math.max(1, all)) * 100}%` } as CSSProperties}
      />
      <span className="figures small">{t('simulation.rounds', { missed, all })}</span>
    </div>
  )
}

function Turned({ label, of, className }: { label: string; of: Duty['newlyMet']; className: string }) {
  const { t } = useTranslation()
  if (of.cases === 0) return null
  const examples = of.examples.join(t('time:comma'))
  return (
    <p className="small">
      <span className={className}>
        {label} <b className="figures">{of.cases}</b>
      </span>{' '}
      <span className="muted">{t('simulation.casesLike', { examples })}</span>
    </p>
  )
}

function Grades({ grades }: { grades: SimulationResult['grades'] }) {
  const { t } = useTranslation()
  const names = useNames()
  const say = (grade: string | null, regime: string) => (grade ? names.grade(grade, regime) : t('simulation.noGrade'))
  return (
    <>
      <h3>{t('simulation.grades')}</h3>
      <ul className="pack-list small">
        {grades.map(({ regime, from, to, cases, examples }) => (
          <li key={`${regime} ${from} ${to}`}>
            {t('simulation.gradeTo', { from: say(from, regime), to: say(to, regime), count: cases })}{' '}
            <span className="muted">{t('simulation.casesLike', { examples: examples.join(t('time:comma')) })}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
