import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { words } from '../case/duties.tsx'
import { useNames } from '../ui/names.ts'
import { Panel } from '../ui/panel.tsx'

/** Which clocks start with this registration, before it is sent. */
export function DutiesToStart() {
  const { t, i18n } = useTranslation()
  const { catalogue, say } = useNames()
  const accepts = Form.useWatch('acceptNow') as boolean | undefined
  const language = i18n.language === 'en' ? 'en' : 'zh'
  const starts = (fact: string) => fact === 'CaseRegistered' || (accepts && fact === 'CaseAccepted')
  const packs = (catalogue?.packs ?? []).map((pack) => ({
    ...pack,
    duties: pack.duties.filter((duty) => starts(duty.startsOn)),
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
                <b className="figures">{words(duty.allowance, language)}</b>
                <span>
                  {say(duty.duty)}
                  <span className="muted small">
                    {' '}
                    {duty.clause !== 'design' && duty.clause}
                    {duty.onlyIf && ` · ${t('starting.onlyIf')}`}
                  </span>
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
