import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { packPage } from '../../api/packs.ts'
import { packQueryOf } from '../api/queries.ts'
import { Failed } from '../ui/failed.tsx'
import { useNames } from '../ui/names.ts'
import { useMay } from '../ui/office.ts'
import { Lines } from '../ui/skeleton.tsx'
import { useTitle } from '../ui/title.ts'
import { Adopt } from './adopt.tsx'
import { Clauses } from './clauses.tsx'
import { Contradictions } from './contradictions.tsx'
import { Flow } from './flow.tsx'
import { TimeLine } from './time-line.tsx'
import { Versions } from './versions.tsx'
import './packs.css'

const views = ['clauses', 'flow', 'times', 'versions'] as const
type View = (typeof views)[number]
type Page = z.infer<typeof packPage>

/** One rule document as its readers want it: its clauses, its flow, its times, its versions. */
export default function PackPage() {
  const { id } = useParams({ from: '/packs/$id' })
  const { say } = useNames()
  const { t } = useTranslation()
  const found = useQuery(packQueryOf(id))
  useTitle(found.data ? say(found.data.name) : t('menu.packs'))
  return (
    <div className="page">
      {found.error && <Failed error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Lines count={10} />}
      {found.data && <Read page={found.data} />}
    </div>
  )
}

function Read({ page }: { page: Page }) {
  const { t } = useTranslation()
  const { say } = useNames()
  const mayRevise = useMay('may-administer-organisation')
  const [view, show] = useState<View>('clauses')
  const { manifest } = page.content
  return (
    <>
      <div className="page-head">
        <h1>{say(page.name)}</h1>
        <span className={page.adopted ? 'chip chip-green' : 'chip'}>
          {t(page.adopted ? 'packs.isAdopted' : 'packs.notAdopted')}
        </span>
        {mayRevise && (
          <div className="page-head-end">
            <Adopt id={page.id} />
            <Link to="/packs/$id/revise" params={{ id: page.id }}>
              <Button type="primary">{t('packs.revise')}</Button>
            </Link>
          </div>
        )}
      </div>
      <p className="muted small pack-hash">
        {manifest.document} · {t('packs.version', { version: manifest.version })} ·{' '}
        {page.since ? t('packs.own', { day: page.since }) : t('packs.effective', { day: manifest.effective })} ·{' '}
        {t('packs.hash')} <code>{page.hash.slice(0, 16)}</code>
      </p>
      <p className="pack-about">{say(manifest.about)}</p>
      <Segmented
        className="packs-choice"
        value={view}
        onChange={(value) => show(value as View)}
        options={views.map((value) => ({ value, label: t(`packs.view.${value}`) }))}
      />
      {view === 'clauses' && (
        <>
          <Clauses pack={page.content} />
          <Contradictions id={page.id} contradictions={page.contradictions} />
        </>
      )}
      {view === 'flow' && <Flow pack={page.content} />}
      {view === 'times' && <TimeLine pack={page.content} />}
      {view === 'versions' && <Versions revisions={page.revisions} />}
    </>
  )
}
