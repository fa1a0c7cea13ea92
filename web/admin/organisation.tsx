import { useQuery } from '@tanstack/react-query'
import { Tree } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrganisationView } from '../../api/organisation.ts'
import { organisationQuery } from '../api/queries.ts'
import { Failed } from '../ui/failed.tsx'
import { Panel } from '../ui/panel.tsx'
import { Lines } from '../ui/skeleton.tsx'
import { useTitle } from '../ui/title.ts'
import { HoursForm } from './hours-form.tsx'
import { MessageDays } from './message-days.tsx'
import { UnitPanel } from './unit-panel.tsx'
import './admin.css'

type Unit = OrganisationView['units'][number]

/** The tree of units, and the hours in which the office works. */
export default function Organisation() {
  const { t } = useTranslation()
  const found = useQuery(organisationQuery)
  useTitle(t('menu.organisation'))
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('menu.organisation')}</h1>
        {found.data && <span className="muted">{found.data.name}</span>}
      </div>
      {found.error && <Failed error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Lines count={10} />}
      {found.data && <Body view={found.data} />}
    </div>
  )
}

function Body({ view }: { view: OrganisationView }) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<string>()
  const unit = view.units.find((one) => one.id === chosen) ?? view.units.find((one) => one.parent === null)
  return (
    <div className="admin-columns">
      <Panel title={t('admin.units', { count: view.units.filter((one) => !one.closed).length })}>
        <Tree
          blockNode
          defaultExpandAll
          showLine
          treeData={treeOf(view.units, null)}
          selectedKeys={unit ? [unit.id] : []}
          onSelect={([key]) => key && setChosen(String(key))}
          titleRender={({ unit: one }) => (
            <span className={one.closed ? 'muted' : ''}>
              {one.name} {one.closed && <span className="chip">{t('admin.closed')}</span>}
            </span>
          )}
        />
      </Panel>
      <div>
        {unit && <UnitPanel key={unit.id} unit={unit} view={view} />}
        <Panel title={t('admin.hours')}>
          <HoursForm view={view} />
        </Panel>
        <Panel title={t('admin.messages')}>
          <MessageDays view={view} />
        </Panel>
      </div>
    </div>
  )
}

type Node = { key: string; title: string; unit: Unit; children: Node[] }

function treeOf(units: readonly Unit[], parent: string | null): Node[] {
  return units
    .filter((one) => one.parent === parent)
    .map((unit) => ({ key: unit.id, title: unit.name, unit, children: treeOf(units, unit.id) }))
}
