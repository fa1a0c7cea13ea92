import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RadarGroup } from '../../api/radar.ts'
import { radarQuery } from '../api/queries.ts'
import { Empty } from '../ui/empty.tsx'
import { Failed } from '../ui/failed.tsx'
import { useFormats } from '../ui/formats.ts'
import { useNames } from '../ui/names.ts'
import { Lines } from '../ui/skeleton.tsx'
import { useTitle } from '../ui/title.ts'
import { GroupDrawer } from './group-drawer.tsx'
import { Heat } from './heat.tsx'
import { Weeks } from './weeks.tsx'
import './radar.css'

/** Units that are told in a line. */
const unitsTold = 3

/** Complaints that seem to have the same cause, the hottest first; a person confirms, splits or rejects. */
export default function Radar() {
  const { t } = useTranslation()
  const { ago } = useFormats()
  const [open, setOpen] = useState<string>()
  const found = useQuery(radarQuery)
  const groups = found.data?.groups ?? []
  useTitle(t('menu.radar'))
  return (
    <div className="page radar-page">
      <div className="page-head">
        <h1>{t('menu.radar')}</h1>
        <span className="muted" role="status">
          {found.data?.madeAt &&
            t('radar.standing', { count: groups.length, days: found.data.days, ago: ago(found.data.madeAt) })}
        </span>
      </div>
      <p className="muted">{t('radar.about')}</p>
      {found.error && !found.data && <Failed error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Lines count={8} />}
      {found.data && groups.length === 0 && (
        <div className="panel">
          <Empty
            title={t(found.data.madeAt ? 'radar.none' : 'radar.notYet')}
            hint={t(found.data.madeAt ? 'radar.noneHint' : 'radar.notYetHint')}
          />
        </div>
      )}
      <ul className="radar">
        {groups.map((group) => (
          <li key={group.id} className="panel">
            <Card group={group} open={() => setOpen(group.id)} />
          </li>
        ))}
      </ul>
      <GroupDrawer id={open} close={() => setOpen(undefined)} />
    </div>
  )
}

function Card({ group, open }: { group: RadarGroup; open: () => void }) {
  const { t } = useTranslation()
  const names = useNames()
  const { short } = useFormats()
  const units = group.units
    .slice(0, unitsTold)
    .map(({ unit, cases }) => t('radar.unit', { unit: names.unit(unit), cases }))
  const more = group.units.length - unitsTold
  return (
    <button type="button" className="radar-card" onClick={open}>
      <span className="radar-count figures">
        <b>{group.cases}</b> {t('radar.cases', { count: group.cases })}
        <span className="muted small">{t('radar.people', { count: group.people })}</span>
      </span>
      <span className="radar-what">
        <span className="radar-phrases">
          {group.phrases.length === 0 && t('radar.alike')}
          {group.phrases.map((phrase) => (
            <span key={phrase} className="chip chip-soft">
              {phrase}
            </span>
          ))}
        </span>
        <Heat group={group} />
        <span className="muted small">
          {[...units, more > 0 && t('radar.moreUnits', { count: more }), ...group.places]
            .filter(Boolean)
            .join(t('time:comma'))}
        </span>
        <span className="muted small figures">
          {t('radar.from', { first: short(group.first), last: short(group.last) })}
          {group.confirmed > 0 && ` · ${t('radar.confirmed', { count: group.confirmed })}`}
        </span>
      </span>
      <span className="radar-trend">
        <Weeks weeks={group.weeks} />
        <Trend group={group} />
      </span>
    </button>
  )
}

/** Growing, falling or standing: in words and a sign, not by colour alone. */
function Trend({ group: { lately, before } }: { group: RadarGroup }) {
  const { t } = useTranslation()
  const way = lately > before ? 'growing' : lately < before ? 'falling' : 'steady'
  return <span className={`small radar-${way}`}>{t(`radar.${way}`, { lately, before })}</span>
}
