import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import { Panel } from '../ui/panel.tsx'
import { placedCommands } from './placed-commands.ts'

type Props = { readonly view: CasePageView; readonly run: (command: string) => void }

/** How many further steps stand open; the rest unfolds, so that the proposal stays in sight. */
const few = 6

/** What this person may do now, the expected step first; nothing else. */
export function NowPossible({ view, run }: Props) {
  const { t } = useTranslation()
  const [all, setAll] = useState(false)
  const next = view.allowed.find((name) => name === view.expected)
  const allowed = view.allowed.filter((name) => name === next || !placedCommands.includes(name))
  const others = allowed.filter((name) => name !== next)
  const shown = all || others.length <= few + 1 ? others : others.slice(0, few)
  if (allowed.length === 0)
    return (
      <Panel title={t('case.nowPossible')}>
        <p className="muted">{t(view.row.status === 'open' ? 'case.nothingForYou' : 'case.nothingLeft')}</p>
      </Panel>
    )
  return (
    <Panel title={t('case.nowPossible')} className="possible">
      {next ? <Expected next={next} run={run} /> : <Waiting expected={view.expected} />}
      {others.length > 0 && (
        <div className="possible-others">
          {shown.map((name) => (
            <Button key={name} onClick={() => run(name)} danger={name === 'refuse' || name === 'withdraw'}>
              {t(`commands:${name}.title`)}
            </Button>
          ))}
          {shown.length < others.length && (
            <Button type="link" onClick={() => setAll(true)}>
              {t('case.more', { count: others.length - shown.length })}
            </Button>
          )}
        </div>
      )}
    </Panel>
  )
}

function Expected({ next, run }: { readonly next: string; readonly run: Props['run'] }) {
  const { t } = useTranslation()
  return (
    <>
      <Button type="primary" block size="large" onClick={() => run(next)}>
        {t(`commands:${next}.title`)}
      </Button>
      <p className="muted small possible-why">{t(`commands:${next}.effect`, { defaultValue: '' })}</p>
    </>
  )
}

/** What the case waits for is somebody else's to do. */
function Waiting({ expected }: { readonly expected: string | null }) {
  const { t } = useTranslation()
  return (
    expected && (
      <p className="muted small possible-why">{t('case.waitsFor', { act: t(`commands:${expected}.title`) })}</p>
    )
  )
}
