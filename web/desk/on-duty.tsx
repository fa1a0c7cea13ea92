import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { hotlineQuery } from '../api/queries.ts'
import { TooFew } from '../intake/shift.tsx'
import { Panel } from '../ui/panel.tsx'

/** Who takes calls and complaints just now; nothing where nobody of the house has such a post. */
export function OnDuty() {
  const { t } = useTranslation()
  const { data } = useQuery(hotlineQuery)
  if (!data || data.agents.length === 0) return null
  const here = data.agents.filter(({ present }) => present)
  return (
    <Panel title={t('desk.onDuty')} extra={<span className="chip">{here.length}</span>}>
      <TooFew agents={data.agents} atLeast={data.atLeast} />
      {here.length === 0 && <p className="muted">{t('desk.nobodyOnDuty')}</p>}
      <ul className="on-duty">
        {here.map(({ id, name, qualifications }) => {
          const valid = qualifications.filter(({ over }) => !over).map((one) => one.name)
          return (
            <li key={id}>
              {name} <span className="muted small">{valid.join(t('time:comma')) || t('hotline.unqualified')}</span>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
