import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import type { PackWords } from '../../words/names.ts'
import { DutyLimits, DutyTime } from '../packs/duty-limits.tsx'
import { useNames } from '../ui/names.ts'
import { Panel } from '../ui/panel.tsx'

type Limit = PackWords['duties'][number]['limits'][number]

/** Which clocks start with this registration, before it is sent. */
export function DutiesToStart() {
  const { t } = useTranslation()
  const { catalogue, say } = useNames()
  const accepts = Form.useWatch('acceptNow') as boolean | undefined
  const channel = Form.useWatch('channel') as string | undefined
  const fits = ({ channels }: Limit) => !channel || (channels?.includes(channel) ?? true)
  const starts = (fact: string) => fact === 'CaseRegistered' || (accepts && fact === 'CaseAccepted')
  const packs = (catalogue?.packs ?? []).map((pack) => ({
    ...pack,
    duties: pack.duties
      .filter((duty) => starts(duty.startsOn))
      .map((duty) => ({ ...duty, limits: duty.limits.filter(fits) }))
      .filter((duty) => duty.limits.length > 0),
  }))
  return (
    <Panel title={t('starting.title')}>
      <p className="muted small">{t('starting.about')}</p>
      {packs.map((pack) => (
        <div key={pack.id} className="starting-pack">
          {packs.length > 1 && <h3>{say(pack.name)}</h3>}
          <ul className="starting">
            {pack.duties.map((duty) => (
              <li key={duty.id}>
                <DutyTime duty={duty} />
                <span>
                  {say(duty.duty)}
                  <span className="muted small">
                    {' '}
                    {duty.clause !== 'design' && duty.clause}
                    {duty.onlyIf && ` · ${t('starting.onlyIf')}`}
                  </span>
                  <DutyLimits duty={duty} />
                </span>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {packs.every((pack) => pack.duties.length === 0) && <p className="muted">{t('starting.none')}</p>}
    </Panel>
  )
}
