import { EyeOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import { sensitiveIn } from '../../core/understanding/sensitive.ts'
import { type Asked, RevealDialog } from './parties.tsx'

/** The words of a complaint: what they give away of persons is marked; for a reader without need it is masked. */
export function ToldText({ view, className }: { view: CasePageView; className: string }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<Asked>()
  const [opened, setOpened] = useState<string | null>(null)
  const text = opened ?? view.registration.content
  return (
    <>
      <p className={className}>
        {text === null ? <span className="muted">{t('story.closed')}</span> : <Marked text={text} />}
      </p>
      {view.masked && opened === null && text?.includes('**') && (
        <p className="muted small told-masked">
          {t('sensitive.masked')}{' '}
          <Button
            type="link"
            size="small"
            icon={<EyeOutlined />}
            onClick={() => setAsked({ party: 'case', field: 'content' })}
          >
            {t('sensitive.open')}
          </Button>
        </p>
      )}
      <RevealDialog
        caseId={view.row.id}
        asked={asked}
        close={() => setAsked(undefined)}
        show={(_, value) => setOpened(value)}
      />
    </>
  )
}

/** A text in which each value that tells of a person is underlined, with what it is. */
function Marked({ text }: { text: string }) {
  const { t } = useTranslation()
  const spans = useMemo(() => sensitiveIn(text), [text])
  return spans.length === 0
    ? text
    : spans.map(({ kind, start, end }, at) => (
        <span key={start}>
          {text.slice(spans[at - 1]?.end ?? 0, start)}
          <mark className="sensitive" title={t(`sensitive.kind.${kind}`)}>
            {text.slice(start, end)}
          </mark>
          {at === spans.length - 1 && text.slice(end)}
        </span>
      ))
}
