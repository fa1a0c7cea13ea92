import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useFormats } from './formats.ts'

export type LampColour = 'green' | 'amber' | 'red' | 'blue'
type Lit = {
  readonly lamp: LampColour | null
  readonly inWorkingTime: boolean
  readonly remaining: { readonly workingMs: number; readonly calendarMs: number; readonly overdue: boolean } | null
}

/** How a duty stands: a shape, a colour and words, so that no one of them is needed to understand it. */
export function Lamp({ of, quiet = false }: { of: Lit; quiet?: boolean }) {
  const { t } = useTranslation()
  const words = useLampWords(of)
  if (!of.lamp) return <span className="muted">{t('time:noDuty')}</span>
  return (
    <span
      className={`lamp lamp-${of.lamp}${quiet ? ' lamp-quiet' : ''}`}
      title={of.inWorkingTime ? t('time:inWorkingTime') : t('time:inCalendarTime')}
    >
      <LampShape lamp={of.lamp} />
      <span className="figures">{words}</span>
    </span>
  )
}

function useLampWords({ lamp, remaining, inWorkingTime }: Lit): string {
  const { t } = useTranslation()
  const { duration } = useFormats()
  if (!remaining) return t('time:paused')
  const length = duration(inWorkingTime ? remaining.workingMs : remaining.calendarMs, inWorkingTime)
  return sentence(lamp, remaining.overdue, length, t)
}

function sentence(lamp: LampColour | null, overdue: boolean, length: string, t: TFunction): string {
  if (overdue) return t('time:overdue', { length })
  return lamp === 'blue' ? t('time:pausedLeft', { length }) : t('time:left', { length })
}

/** Circle: enough time. Triangle: soon. Diamond: overdue. Two bars: paused. */
function LampShape({ lamp }: { lamp: LampColour }) {
  return (
    <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" className="lamp-shape">
      {shapes[lamp]}
    </svg>
  )
}

const shapes = {
  green: <circle cx="6" cy="6" r="4.6" />,
  amber: <path d="M6 .9 11.6 11H.4z" />,
  red: <path d="M6 .2 11.8 6 6 11.8.2 6z" />,
  blue: <path d="M2 1.4h3v9.2H2zM7 1.4h3v9.2H7z" />,
}
