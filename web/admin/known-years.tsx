import { useTranslation } from 'react-i18next'
import type { KnownYear } from '../../api/calendars.ts'
import { dayRuns } from '../ui/day-runs.ts'
import { Moment } from '../ui/moment.tsx'
import { useNames } from '../ui/names.ts'
import { Panel } from '../ui/panel.tsx'

/** So many years are looked at now and then; the others are history. */
const recent = 3

/** The years known, the latest first, below the one whose notice is still awaited. */
export function KnownYears({ years }: { years: readonly KnownYear[] }) {
  const { t } = useTranslation()
  const next = (years[0]?.year ?? 0) + 1
  const older = years.slice(recent)
  return (
    <Panel title={t('calendars.known')} className="panel-flush">
      <ul className="known-years">
        <li>
          <b className="figures">{next}</b> <span className="chip chip-amber">{t('calendars.unknown')}</span>
          <p className="muted small">{t('calendars.unknownAbout')}</p>
        </li>
        {years.slice(0, recent).map((year) => (
          <Year key={year.year} year={year} />
        ))}
      </ul>
      {older.length > 0 && (
        <details>
          <summary>{t('calendars.older', { count: older.length })}</summary>
          <ul className="known-years">
            {older.map((year) => (
              <Year key={year.year} year={year} />
            ))}
          </ul>
        </details>
      )}
    </Panel>
  )
}

function Year({ year }: { year: KnownYear }) {
  const { t } = useTranslation()
  const { notice, amendments, status, imported } = year
  return (
    <li>
      <b className="figures">{year.year}</b>{' '}
      <span className={status === 'published' ? 'chip' : 'chip chip-amber'}>{t(`calendars.status.${status}`)}</span>
      {[notice, ...amendments].map(({ title, number, date }) => (
        <p key={`${title} ${number}`}>
          《{title}》 <span className="muted small">{[number, date].filter(Boolean).join(' · ')}</span>
        </p>
      ))}
      <p className="muted small">
        {imported
          ? t('calendars.importedBy', { name: imported.by ?? t('calendars.commandLine') })
          : t('calendars.ofProgram')}{' '}
        {imported && <Moment at={imported.at} />}
      </p>
      <details>
        <summary>
          <DayCounts year={year} />
        </summary>
        <Days year={year} />
      </details>
    </li>
  )
}

type Written = Pick<KnownYear, 'year' | 'holidays'>

/** How many days a notice gives off, and how many weekend days it takes for them. */
export function DayCounts({ year: { holidays } }: { year: Written }) {
  const { t } = useTranslation()
  const off = holidays.reduce((sum, one) => sum + one.off.length, 0)
  const makeUp = holidays.reduce((sum, one) => sum + one.make_up.length, 0)
  return <span className="figures">{t('calendars.counts', { off, makeUp })}</span>
}

/** The holidays of a year with their days off and the weekend days worked for them. */
export function Days({ year: { year, holidays } }: { year: Written }) {
  const { t } = useTranslation()
  const { say } = useNames()
  const runs = (days: readonly string[]) => dayRuns(days, year).join(t('time:comma'))
  return (
    <dl className="holidays">
      {holidays.map(({ name, off, make_up }) => (
        <div key={name.zh}>
          <dt>{say(name)}</dt>
          <dd className="figures">
            {t('calendars.off', { days: runs(off) })}
            {make_up.length > 0 && <span className="muted"> {t('calendars.makeUp', { days: runs(make_up) })}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
