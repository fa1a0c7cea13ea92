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
  const starting = (catalogue?.packs ?? []).flatMap((pack) =>
    pack.duties.filter((duty) => duty.startsOn === 'CaseRegistered' || (accepts && duty.startsOn === 'CaseAccepted')).map((duty) => ({ ...duty, pack })),
  )
  return (
    <Panel title={t('starting.title')}>
      <p className="muted small">{t('starting.about')}</p>
      <ul className="starting">
        {starting.map((duty) => (
          <li key={`${duty.pack.id} ${duty.id}`}>
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
      {starting.length === 0 && <p className="muted">{t('starting.none')}</p>}
    </Panel>
  )
}
