import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNames } from '../ui/names.ts'
import { useOffice } from '../ui/office.ts'
import { Panel } from '../ui/panel.tsx'
import { useTitle } from '../ui/title.ts'
import { Delegations } from './delegations.tsx'
import { PasswordForm } from './password-form.tsx'

/** The person's own account. */
export default function Account() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { me } = useOffice()
  const names = useNames()
  useTitle(t('user.account'))
  return (
    <div className="page" style={{ maxWidth: 640 }}>
      <div className="page-head">
        <h1>{t('user.account')}</h1>
      </div>
      <Panel title={me.name}>
        <dl className="pairs">
          {me.posts.map(({ post, unit, unitName, by }) => (
            <div key={`${post} ${unit} ${by}`} style={{ display: 'contents' }}>
              <dt className="muted">{names.post(post)}</dt>
              <dd>{by ? t('account.lentBy', { unit: unitName, name: names.person(by) }) : unitName}</dd>
            </div>
          ))}
        </dl>
        {me.posts.length === 0 && <p className="muted">{t('account.noPost')}</p>}
      </Panel>
      <Delegations />
      <Panel title={t('account.title')}>
        <PasswordForm done={() => void message.success(t('account.changed'))} />
      </Panel>
    </div>
  )
}
