import { useTranslation } from 'react-i18next'
import { useTitle } from '../ui/title.ts'
import { Channels } from './channels.tsx'
import { Keys } from './keys.tsx'
import { LanguageModel } from './language-model.tsx'
import { Webhooks } from './webhooks.tsx'
import './admin.css'

/** Other systems: the keys by which they come in, and whom the house tells. */
export default function Integrations() {
  const { t } = useTranslation()
  useTitle(t('menu.integrations'))
  return (
    <div className="page integrations">
      <div className="page-head">
        <h1>{t('menu.integrations')}</h1>
        <span className="muted">{t('integrations.about')}</span>
      </div>
      <Keys />
      <Webhooks />
      <Channels />
      <LanguageModel />
    </div>
  )
}
