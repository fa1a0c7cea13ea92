import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { packList } from '../../api/packs.ts'
import { packsQuery } from '../api/queries.ts'
import { Failed } from '../ui/failed.tsx'
import { useNames } from '../ui/names.ts'
import { Panel } from '../ui/panel.tsx'
import { Lines } from '../ui/skeleton.tsx'
import { useTitle } from '../ui/title.ts'
import './packs.css'

type Entry = z.infer<typeof packList>['packs'][number]

/** The rule documents: those that new complaints come under, and those at hand. */
export default function Packs() {
  const { t } = useTranslation()
  const found = useQuery(packsQuery)
  useTitle(t('menu.packs'))
  const packs = found.data?.packs ?? []
  const groups = [
    ['adopted', packs.filter((one) => one.adopted)],
    ['schemes', packs.filter((one) => !one.adopted && !one.regulation)],
    ['regulations', packs.filter((one) => !one.adopted && one.regulation)],
  ] as const
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('menu.packs')}</h1>
        <span className="muted">{t('packs.about')}</span>
      </div>
      {found.error && <Failed error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Lines count={10} />}
      {groups.map(
        ([group, entries]) =>
          entries.length > 0 && (
            <Panel key={group} title={t(`packs.${group}`, { count: entries.length })} className="panel-flush">
              <ul className="pack-entries">
                {entries.map((entry) => (
                  <PackEntry key={entry.id} entry={entry} />
                ))}
              </ul>
            </Panel>
          ),
      )}
    </div>
  )
}

function PackEntry({ entry }: { entry: Entry }) {
  const { t } = useTranslation()
  const { say } = useNames()
  return (
    <li>
      <Link to="/packs/$id" params={{ id: entry.id }} className="pack-entry">
        <b>{say(entry.name)}</b>
        <span className="muted small">{entry.document}</span>
        <span className="pack-entry-chips">
          {entry.pending > 0 && <span className="chip chip-amber">{t('packs.pending', { count: entry.pending })}</span>}
          {entry.since && <span className="chip">{t('packs.own', { day: entry.since })}</span>}
          <span className="chip figures">{t('packs.dutyCount', { count: entry.duties })}</span>
        </span>
      </Link>
    </li>
  )
}
