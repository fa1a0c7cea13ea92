import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { asPromised, parseAllowance } from '../../core/calendar/allowance.ts'
import { limitsOf } from '../../core/policy/limits.ts'
import type { Duty, Pack } from '../../core/policy/pack-shape.ts'
import { reckonedHours } from '../../core/policy/reckoned-hours.ts'
import { useFormats } from '../ui/formats.ts'
import { Panel } from '../ui/panel.tsx'
import { usePackNames } from './pack-names.ts'

/** The duties on a line of time, longest last, one line for each act with which some begin. */
export function TimeLine({ pack }: { pack: Pack }) {
  const { t } = useTranslation()
  const { facts } = usePackNames(pack)
  const duties = Object.entries(pack.obligations)
  const starts = [...new Set(duties.map(([, duty]) => duty.starts_on))]
  const end = Math.max(...duties.flatMap(([id, duty]) => marksOf(id, duty)).map(({ hours }) => hours))
  return (
    <>
      {starts.map((start) => (
        <Panel key={start} title={t('packs.from', { fact: facts([start]) })}>
          <Line pack={pack} duties={duties.filter(([, duty]) => duty.starts_on === start)} end={end} />
        </Panel>
      ))}
      <p className="muted small">{t('packs.timesAbout')}</p>
    </>
  )
}

type Mark = { readonly id: string; readonly duty: Duty; readonly written: string; readonly hours: number }

type LineProps = {
  readonly pack: Pack
  readonly duties: readonly (readonly [string, Duty])[]
  /** The longest limit of the pack, in hours: all lines have one scale. */
  readonly end: number
}

function Line({ pack, duties, end }: LineProps) {
  const { say } = usePackNames(pack)
  const { allowance } = useFormats()
  const marks = duties.flatMap(([id, duty]) => marksOf(id, duty)).sort((a, b) => a.hours - b.hours)
  // Half an hour and two months stand on one line only where equal steps are equal factors.
  const place = (hours: number) => (Math.log1p(hours) / Math.log1p(end)) * 100
  return (
    <ol className="times">
      {marks.map(({ id, duty, written, hours }) => (
        <li key={`${id} ${written}`}>
          <span className="times-name">{say(duty.duty)}</span>
          <span className="times-track" style={{ '--due': `${place(hours)}%` } as CSSProperties}>
            {warningsOf(duty).map((share) => (
              <i key={share} style={{ left: `${place((hours * share) / 100)}%` }} />
            ))}
          </span>
          <b className="figures times-due">{allowance(written)}</b>
        </li>
      ))}
    </ol>
  )
}

/** Each different limit of a duty once. */
function marksOf(id: string, duty: Duty): Mark[] {
  const written = limitsOf(duty).map(({ allow }) => allow[Object.keys(allow).sort().at(-1) ?? ''] ?? '')
  return [...new Set(written)].flatMap((one) => {
    if (one === asPromised) return [{ id, duty, written: one, hours: 0 }]
    const parsed = parseAllowance(one)
    return parsed ? [{ id, duty, written: one, hours: reckonedHours(parsed) }] : []
  })
}

/** The shares of its time at which a duty warns before it is missed, in percent. */
function warningsOf({ warn }: Duty): number[] {
  return warn.map(({ at }) => Number.parseInt(at ?? '', 10)).filter((share) => share > 0 && share < 100)
}
