import { CloseOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { statuses } from '../../core/case/state.ts'
import { deleteView } from '../api/calls.ts'
import { viewsQuery } from '../api/queries.ts'
import { useOffice } from '../ui/office.ts'
import { type ListSearch, listSearch } from './list-search.ts'
import { useSought } from './sought.ts'

/** The views every person has, then the own saved ones. A view is a link like any other. */
export function ViewTabs({ search }: { search: ListSearch }) {
  const { t } = useTranslation()
  const { me } = useOffice()
  const { data } = useQuery(viewsQuery)
  const { words } = useSought()
  const standing: readonly (readonly [string, ListSearch])[] = [
    // The server shows open cases unless statuses are named.
    ['open', {}],
    ['mine', { handler: me.id }],
    ['unassigned', { unassigned: true }],
    ['overdue', { lamp: 'red' }],
    ['approval', { awaiting: 'approval' }],
    ['all', { statuses: [...statuses], sort: 'received', descending: true }],
  ]
  // Words are looked for in cases of every status.
  const isHere = (name: string, to: ListSearch) => same(search, to) && !(words && name === 'open')
  return (
    <nav className="views" aria-label={t('views.title')}>
      {standing.map(([name, to]) => (
        <Link key={name} to="/cases" search={to} className={isHere(name, to) ? 'view view-here' : 'view'}>
          {t(`views.${name}`)}
        </Link>
      ))}
      {(data ?? []).map((view) => {
        const to = {
          ...listSearch({
            ...view.query.filter,
            sort: view.query.sort,
            descending: view.query.descending || undefined,
          }),
          view: view.id,
        }
        return (
          <span key={view.id} className={search.view === view.id ? 'view view-here view-own' : 'view view-own'}>
            <Link to="/cases" search={to}>
              {view.name}
            </Link>
            {search.view === view.id && <Forget id={view.id} name={view.name} />}
          </span>
        )
      })}
    </nav>
  )
}

function Forget({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const client = useQueryClient()
  const forget = async () => {
    await deleteView(id)
    await client.invalidateQueries({ queryKey: viewsQuery.queryKey })
  }
  return (
    <Button
      type="text"
      size="small"
      icon={<CloseOutlined />}
      aria-label={t('views.forget', { name })}
      onClick={() => modal.confirm({ title: t('views.forget', { name }), onOk: forget })}
    />
  )
}

function same(a: ListSearch, b: ListSearch): boolean {
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort())
}
