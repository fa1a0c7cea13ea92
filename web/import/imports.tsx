import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { importLimits } from '../../api/imports.ts'
import { bytesInWords } from '../ui/bytes.ts'
import { Empty } from '../ui/empty.tsx'
import { Failed } from '../ui/failed.tsx'
import { Moment } from '../ui/moment.tsx'
import { useMay } from '../ui/office.ts'
import { Panel } from '../ui/panel.tsx'
import { Lines } from '../ui/skeleton.tsx'
import { useTitle } from '../ui/title.ts'
import { fetchImports, type ImportLine } from './calls.ts'
import { ChooseFile } from './choose-file.tsx'
import './import.css'

/** Files of complaints: send one, and what became of those before. */
export default function Imports() {
  const { t } = useTranslation()
  useTitle(t('menu.imports'))
  const mayImport = useMay('may-import')
  const go = useNavigate()
  const found = useQuery({ queryKey: ['imports'], queryFn: fetchImports, enabled: mayImport })
  if (!mayImport)
    return (
      <div className="page">
        <Empty title={t('imports.notYours')} hint={t('imports.notYoursHint')} />
      </div>
    )
  return (
    <div className="page imports">
      <div className="page-head">
        <h1>{t('menu.imports')}</h1>
        <span className="muted">{t('imports.about')}</span>
      </div>
      <Panel title={t('imports.choose')}>
        <ChooseFile sent={({ id }) => void go({ to: '/imports/$id', params: { id } })} />
        <p className="muted small">
          {t('imports.limits', { size: bytesInWords(importLimits.bytes), rows: importLimits.rows.toLocaleString() })}
        </p>
      </Panel>
      <Panel title={t('imports.mine')} className="panel-flush">
        {found.error && <Failed error={found.error} retry={() => void found.refetch()} />}
        {found.isPending && <Lines count={4} />}
        {found.data?.length === 0 && <Empty title={t('imports.none')} hint={t('imports.noneHint')} />}
        <ul className="import-list">
          {found.data?.map((one) => (
            <Line key={one.id} one={one} />
          ))}
        </ul>
      </Panel>
    </div>
  )
}

function Line({ one }: { one: ImportLine }) {
  const { t } = useTranslation()
  return (
    <li>
      <Link to="/imports/$id" params={{ id: one.id }}>
        {one.name}
      </Link>
      <span className="chip">{t(`imports.state.${one.state}`)}</span>
      <span className="muted small">
        <Moment at={one.createdAt} short /> {one.state !== 'uploaded' && t('imports.inShort', one.counts)}
      </span>
    </li>
  )
}
