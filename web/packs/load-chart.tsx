import { useTranslation } from 'react-i18next'
import type { SimulationResult } from '../../api/simulation.ts'
import { useNames } from '../ui/names.ts'

type Load = SimulationResult['load'][number]
type Month = { readonly month: string; readonly before: number; readonly after: number }

/** How much falls due in each unit, month by month, under the version in force and under the other; the busiest day beside it. */
export function LoadChart({ load }: { load: SimulationResult['load'] }) {
  const { t } = useTranslation()
  if (load.length === 0) return null
  return (
    <>
      <h3>{t('simulation.load')}</h3>
      <p className="muted small">{t('simulation.loadAbout')}</p>
      <ul className="load">
        {load.map((one) => (
          <UnitLoad key={one.unit} load={one} />
        ))}
      </ul>
    </>
  )
}

const [width, height] = [240, 40]

function UnitLoad({ load: { unit, days } }: { load: Load }) {
  const { t } = useTranslation()
  const names = useNames()
  const months = monthsOf(days)
  const top = Math.max(1, ...months.flatMap(({ before, after }) => [before, after]))
  const busiest = (side: 'before' | 'after') => Math.max(0, ...days.map((day) => day[side]))
  const each = width / months.length
  const bar = (count: number, i: number, part: 0 | 1) => ({
    x: i * each + (part * each) / 2,
    width: Math.max(0.5, each / 2 - 0.5),
    y: height - (count / top) * height,
    height: (count / top) * height,
  })
  return (
    <li>
      <span>{names.unit(unit)}</span>
      <svg viewBox={`0 0 ${width} ${height}`} className="load-bars" role="img" aria-label={names.unit(unit)}>
        {months.map(({ month, before, after }, i) => (
          <g key={month}>
            <title>{`${month}: ${before} → ${after}`}</title>
            <rect {...bar(before, i, 0)} className="load-before" />
            <rect {...bar(after, i, 1)} className="load-after" />
          </g>
        ))}
      </svg>
      <span className="figures small muted">
        {t('simulation.busiest', { before: busiest('before'), after: busiest('after') })}
      </span>
    </li>
  )
}

function monthsOf(days: Load['days']): Month[] {
  const months = new Map<string, Month>()
  for (const { day, before, after } of days) {
    const month = day.slice(0, 7)
    const known = months.get(month) ?? { month, before: 0, after: 0 }
    months.set(month, { month, before: known.before + before, after: known.after + after })
  }
  return [...months.values()].sort((a, b) => (a.month < b.month ? -1 : 1))
}
