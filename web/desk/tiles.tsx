import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Workbench } from '../../api/cases.ts'
import type { ListSearch } from '../queues/list-search.ts'
import { useOffice } from '../ui/office.ts'

/** How many of each kind wait; each tile opens its list. */
export function Tiles({ tiles }: { tiles: Workbench['tiles'] }) {
  const { t } = useTranslation()
  const { me } = useOffice()
  return (
    <ul className="tiles">
      {tiles.map(({ tile, count }) => (
        <li key={tile}>
          <Link to="/cases" search={listOf(tile, me.id)} className={`tile${count > 0 ? ` tile-${tile}` : ''}`}>
            <span className="tile-count figures">{count >= 500 ? '500+' : count}</span>
            <span>{t(`codes:tile.${tile}`)}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

function listOf(tile: Workbench['tiles'][number]['tile'], me: string): ListSearch {
  const lists: Record<typeof tile, ListSearch> = {
    'to-accept': { awaiting: 'acceptance' },
    mine: { handler: me, statuses: ['open'] },
    'due-soon': { lamp: 'amber' },
    overdue: { lamp: 'red' },
    returned: { awaiting: 'returned' },
    'to-call-back': { awaiting: 'call-back' },
    'to-approve': { awaiting: 'approval' },
  }
  return lists[tile]
}
