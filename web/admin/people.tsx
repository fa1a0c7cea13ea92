import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrganisationView } from '../../api/organisation.ts'
import { organisationQuery } from '../api/queries.ts'
import { Empty } from '../ui/empty.tsx'
import { Failed } from '../ui/failed.tsx'
import { useNames } from '../ui/names.ts'
import { Lines } from '../ui/skeleton.tsx'
import { useTitle } from '../ui/title.ts'
import { NewPerson } from './new-person.tsx'
import { PersonDrawer } from './person-drawer.tsx'
import './admin.css'

/** Who may sign in, and which posts they hold where. */
export default function People() {
  const { t } = useTranslation()
  const found = useQuery(organisationQuery)
  const [looked, setLooked] = useState('')
  const [chosen, setChosen] = useState<string>()
  const [adding, setAdding] = useState(false)
  useTitle(t('menu.people'))
  const all = found.data?.people ?? []
  const people = all.filter((one) => `${one.name} ${one.login}`.toLowerCase().includes(looked.trim().toLowerCase()))
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('menu.people')}</h1>
        <span className="muted figures">{t('admin.count', { count: people.length })}</span>
        <span className="grow" />
        <Input.Search
          aria-label={t('admin.find')}
          placeholder={t('admin.find')}
          value={looked}
          onChange={(event) => setLooked(event.target.value)}
          allowClear
          style={{ width: 220 }}
        />
        <Button type="primary" onClick={() => setAdding(true)}>
          {t('admin.addPerson')}
        </Button>
      </div>
      {found.error && <Failed error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Lines count={10} />}
      {found.data && people.length === 0 && <Empty title={t('admin.noneFound')} />}
      {found.data && people.length > 0 && <Table people={people} choose={setChosen} view={found.data} />}
      {found.data && (
        <PersonDrawer
          person={all.find((one) => one.id === chosen)}
          view={found.data}
          close={() => setChosen(undefined)}
        />
      )}
      <NewPerson open={adding} close={() => setAdding(false)} />
    </div>
  )
}

function Table({
  people,
  choose,
  view,
}: {
  people: OrganisationView['people']
  choose: (id: string) => void
  view: OrganisationView
}) {
  const { t } = useTranslation()
  const names = useNames()
  const unitName = (id: string) => view.units.find((one) => one.id === id)?.name ?? '…'
  return (
    <div className="panel people">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('admin.name')}</th>
            <th scope="col">{t('signIn.login')}</th>
            <th scope="col">{t('admin.posts')}</th>
            <th scope="col">{t('admin.state')}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((one) => (
            <tr key={one.id}>
              <td>
                <button type="button" className="link-button" onClick={() => choose(one.id)}>
                  {one.name}
                </button>
              </td>
              <td className="muted">{one.login}</td>
              <td>
                <span className="posts">
                  {one.posts.map((held) => (
                    <span key={`${held.post} ${held.unit}`} className="chip">
                      {names.post(held.post)} · {unitName(held.unit)}
                    </span>
                  ))}
                </span>
              </td>
              <td>
                {one.disabled ? (
                  <span className="chip chip-strong">{t('admin.disabled')}</span>
                ) : (
                  <span className="muted">{t('admin.active')}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
