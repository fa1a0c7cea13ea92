import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Panel } from '../ui/panel.tsx'

/** The talk in a few sentences: what others go on from. */
export function Summary({ text, type }: { text: string; type: (text: string) => void }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('hotline.summary')}>
      <Input.TextArea
        aria-label={t('hotline.summary')}
        value={text}
        onChange={(event) => type(event.target.value)}
        autoSize={{ minRows: 3, maxRows: 10 }}
        maxLength={4000}
        placeholder={t('hotline.summaryHint')}
      />
    </Panel>
  )
}
