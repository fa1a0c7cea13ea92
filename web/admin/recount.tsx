import { Alert, Button, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CalendarMoves } from '../../api/calendars.ts'
import { Failed } from '../ui/failed.tsx'
import { useNames } from '../ui/names.ts'
import { Panel } from '../ui/panel.tsx'
import type { Count } from './count-cases.ts'

/** Open cases on their way under the days that are announced now; nothing where all of them count by these. */
export function Recount({ count, outdated }: { count: Count; outdated: number }) {
  const { t } = useTranslation()
  const { isPending, error, result, start } = count
  const goOn = (
    <Button size="small" onClick={() => start(undefined)}>
      {t('calendars.goOn')}
    </Button>
  )
  if (!isPending && !error && !result)
    return outdated === 0 ? null : (
      <Alert
        type="warning"
        showIcon
        className="admin-note"
        title={t('calendars.outdated', { count: outdated })}
        action={goOn}
      />
    )
  return (
    <Panel title={t('calendars.recount')}>
      {error && <Failed error={error} retry={() => start(undefined)} />}
      <CountProgress count={count} />
      {result && <MovesView moves={result} done />}
      {result && result.failed > 0 && goOn}
    </Panel>
  )
}

/** How far a count is. */
export function CountProgress({ count: { isPending, step } }: { count: Count }) {
  const { t } = useTranslation()
  if (!isPending) return null
  return (
    <>
      <Progress percent={step ? Math.floor((step.cases / Math.max(1, step.all)) * 100) : 0} />
      <p className="muted small" role="status">
        {step ? t('calendars.progress', step) : t('calendars.starting')}
      </p>
    </>
  )
}

/** What a notice moves, or has moved where it is `done`. */
export function MovesView({ moves: { cases, failed, duties }, done }: { moves: CalendarMoves; done: boolean }) {
  const { t } = useTranslation()
  const moved = duties.reduce((sum, { later, earlier }) => sum + later + earlier, 0)
  const tense = done ? 'moved' : 'wouldMove'
  return (
    <div className="moves">
      <p role="status">
        <b>{cases === 0 ? t('calendars.noCases') : t(`calendars.${tense}`, { cases, moved })}</b>
      </p>
      {failed > 0 && <p className="revise-wrong">{t('calendars.failed', { count: failed })}</p>}
      <ul>
        {duties.map((one) => (
          <MovedDuty key={`${one.regime} ${one.duty}`} one={one} />
        ))}
      </ul>
    </div>
  )
}

function MovedDuty({ one }: { one: CalendarMoves['duties'][number] }) {
  const { t } = useTranslation()
  const names = useNames()
  const ways = (['later', 'earlier', 'certain'] as const).filter((way) => one[way] > 0)
  return (
    <li>
      <b>{names.duty(one.regime, one.duty)}</b>
      {t('time:colon')}
      <span className="figures">
        {ways.map((way) => t(`calendars.way.${way}`, { count: one[way] })).join(t('time:comma'))}
      </span>{' '}
      <span className="muted small case-numbers">
        {one.examples.map((number) => (
          <span key={number}>{number}</span>
        ))}
      </span>
    </li>
  )
}
