import { CloseOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { caseQueryOf } from '../api/queries.ts'
import { FactSentence } from '../case/fact-sentence.tsx'
import { RegistrationFacts } from '../case/registration-facts.tsx'
import { Failed } from '../ui/failed.tsx'
import { Lamp } from '../ui/lamp.tsx'
import { Moment } from '../ui/moment.tsx'
import { useNames } from '../ui/names.ts'
import { Lines } from '../ui/skeleton.tsx'
import '../case/case.css'

/** Reading a case is recorded, so walking past one with the keys does not count: it opens where the person rests. */
const restMs = 350

export function CasePreview({ id, close }: { id: string; close: () => void }) {
  const { t } = useTranslation()
  const names = useNames()
  const rested = useRested(id)
  const found = useQuery({ ...caseQueryOf(rested ?? id), enabled: rested === id, refetchInterval: false })
  const view = found.data
  return (
    <aside className="panel preview" aria-label={t('list.preview')}>
      <header className="panel-head">
        <h2 className="figures">{view?.row.number ?? '…'}</h2>
        <span className="panel-extra">
          <Link to="/cases/$id" params={{ id }} className="nowrap">
            {t('list.open')}
          </Link>{' '}
          <Button
            type="text"
            size="small"
            icon={<CloseOutlined />}
            aria-label={t('list.closePreview')}
            onClick={close}
          />
        </span>
      </header>
      <div className="panel-body">
        {found.error && <Failed error={found.error} retry={() => void found.refetch()} />}
        {!view && !found.error && <Lines count={8} />}
        {view && (
          <>
            <h3 className="preview-title">{view.row.title}</h3>
            {view.row.lead && (
              <p className="preview-lead">
                <Lamp of={view.row.lead} />{' '}
                <span className="muted small">{names.duty(view.row.lead.regime, view.row.lead.duty)}</span>
              </p>
            )}
            {view.allowed[0] && (
              <p className="preview-next">
                {t('list.next')} <b>{t(`commands:${view.allowed[0]}.title`)}</b>
              </p>
            )}
            <RegistrationFacts view={view} brief />
            <h3 className="preview-last">{t('list.last')}</h3>
            <ul className="preview-facts">
              {[...view.facts]
                .filter((fact) => fact.origin === 'human' || fact.origin === 'import')
                .sort((a, b) => b.version - a.version)
                .slice(0, 4)
                .map((fact) => (
                  <li key={fact.version}>
                    <span className="muted small">
                      <Moment at={fact.occurredAt} short />
                    </span>{' '}
                    {fact.by.name} <FactSentence fact={fact} />
                  </li>
                ))}
            </ul>
          </>
        )}
      </div>
    </aside>
  )
}

function useRested(id: string): string | undefined {
  const [rested, setRested] = useState<string>()
  useEffect(() => {
    const timer = setTimeout(() => setRested(id), restMs)
    return () => clearTimeout(timer)
  }, [id])
  return rested
}
