import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import { Panel } from '../ui/panel.tsx'

type Props = { readonly view: CasePageView; readonly run: (command: string) => void }

/** What this person may do now, the expected step first; nothing else. */
export function NowPossible({ view, run }: Props) {
  const { t } = useTranslation()
  const [next, ...others] = view.allowed
  if (!next) return <Panel title={t('case.nowPossible')}><p className="muted">{t(view.row.status === 'open' ? 'case.nothingForYou' : 'case.nothingLeft')}</p></Panel>
  return (
    <Panel title={t('case.nowPossible')} className="possible">
      <Button type="primary" block size="large" onClick={() => run(next)}>
        {t(`commands:${next}.title`)}
      </Button>
      <p className="muted small possible-why">{t(`commands:${next}.effect`, { defaultValue: '' })}</p>
      {others.length > 0 && (
        <div className="possible-others">
          {others.map((name) => (
            <Button key={name} onClick={() => run(name)} danger={name === 'refuse' || name === 'withdraw'}>
              {t(`commands:${name}.title`)}
            </Button>
          ))}
        </div>
      )}
    </Panel>
  )
}
