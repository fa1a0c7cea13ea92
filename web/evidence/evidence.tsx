import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import { evidenceQueryOf } from '../api/queries.ts'
import { Empty } from '../ui/empty.tsx'
import { Failed } from '../ui/failed.tsx'
import { Panel } from '../ui/panel.tsx'
import { Lines } from '../ui/skeleton.tsx'
import { EvidenceEntry } from './entry.tsx'
import { LargePicture } from './large-picture.tsx'
import { Unscanned } from './unscanned.tsx'
import './evidence.css'

type File = { readonly id: string; readonly name: string | null }

/** What the case rests on: pictures for the eye, who brought what, whether it was scanned, who has it in custody. */
export function Evidence({ view, run }: { view: CasePageView; run: (command: string) => void }) {
  const { t } = useTranslation()
  const { id } = view.row
  const found = useQuery(evidenceQueryOf(id))
  const [seen, setSeen] = useState<File>()
  const [unscanned, setUnscanned] = useState<File>()
  const acts = ['add-evidence', 'take-over-evidence', 'dispose-evidence'].filter((one) => view.allowed.includes(one))
  const items = found.data?.items ?? []
  const buttons = acts.map((command) => (
    <Button
      key={command}
      size="small"
      icon={command === 'add-evidence' && <PlusOutlined aria-hidden />}
      onClick={() => run(command)}
    >
      {t(`commands:${command}.title`)}
    </Button>
  ))
  return (
    <Panel title={items.length > 0 ? t('evidence.titleCount', { count: items.length }) : t('evidence.title')}>
      {found.isPending && <Lines count={2} />}
      {found.error && <Failed error={found.error} retry={() => void found.refetch()} />}
      {found.data && items.length === 0 && <Empty title={t('evidence.none')} hint={t('evidence.hint')} />}
      <ul className="evidence">
        {items.map((item) => (
          <EvidenceEntry key={item.number} caseId={id} item={item} look={setSeen} ask={setUnscanned} />
        ))}
      </ul>
      {buttons.length > 0 && <div className="evidence-acts">{buttons}</div>}
      <LargePicture caseId={id} file={seen} close={() => setSeen(undefined)} />
      <Unscanned caseId={id} file={unscanned} close={() => setUnscanned(undefined)} />
    </Panel>
  )
}
