import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Workbench as WorkbenchShape } from '../../api/cases.ts'
import { workbenchQuery } from '../api/queries.ts'
import { NoticeLine } from '../app/notices.tsx'
import { useKeys } from '../app/shortcuts.tsx'
import { Empty } from '../ui/empty.tsx'
import { Failed } from '../ui/failed.tsx'
import { Moment } from '../ui/moment.tsx'
import { useOffice } from '../ui/office.ts'
import { Panel } from '../ui/panel.tsx'
import { Lines } from '../ui/skeleton.tsx'
import { useTitle } from '../ui/title.ts'
import { DueSamples } from './due-samples.tsx'
import { MyPromises } from './my-promises.tsx'
import { OnDuty } from './on-duty.tsx'
import { StatementsAsked } from './statements-asked.tsx'
import { TasksAsked } from './tasks-asked.tsx'
import { Tiles } from './tiles.tsx'
import { TodoRow } from './todo-row.tsx'
import './desk.css'

/** What must I do now? */
export default function Workbench() {
  const { t } = useTranslation()
  const { me } = useOffice()
  const found = useQuery(workbenchQuery)
  useTitle(t('menu.workbench'))
  const posts = me.posts.map(({ unitName }) => unitName).filter((name, at, all) => all.indexOf(name) === at)
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('desk.greeting', { name: me.name })}</h1>
        <span className="muted">{posts.join(t('time:comma'))}</span>
      </div>
      {found.error && !found.data && <Failed error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Lines count={10} />}
      {found.data && <Desk desk={found.data} />}
    </div>
  )
}

function Desk({ desk }: { desk: WorkbenchShape }) {
  const { t } = useTranslation()
  return (
    <>
      <StatementsAsked asked={desk.statements} />
      <TasksAsked asked={desk.tasks} />
      <Tiles tiles={desk.tiles} />
      <div className="desk-columns">
        <Panel
          title={t('desk.todo', { count: desk.todo.length })}
          extra={<span className="muted small">{t('desk.byDue')}</span>}
          className="panel-flush"
        >
          <Todo desk={desk} />
        </Panel>
        <div>
          <Panel title={t('notices.title')} className="panel-flush">
            <Told desk={desk} />
          </Panel>
          <OnDuty />
          <MyPromises promises={desk.promises} />
          <DueSamples />
          <Panel title={t('desk.done')}>
            <Done desk={desk} />
          </Panel>
        </div>
      </div>
    </>
  )
}

function Todo({ desk }: { desk: WorkbenchShape }) {
  const { t } = useTranslation()
  const [at, setAt] = useState(-1)
  const navigate = useNavigate()
  const list = useRef<HTMLOListElement>(null)
  const walk = (to: number) => {
    const next = Math.max(0, Math.min(desk.todo.length - 1, to))
    setAt(next)
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' })
  }
  useKeys({
    j: () => walk(at + 1),
    k: () => walk(at - 1),
    Enter: () => {
      const row = desk.todo[at]
      if (row) void navigate({ to: '/cases/$id', params: { id: row.id } })
    },
  })
  if (desk.todo.length === 0)
    return (
      <Empty
        title={t('desk.nothing')}
        hint={t('desk.nothingHint')}
        action={<Link to="/cases">{t('desk.toCases')}</Link>}
      />
    )
  return (
    <ol className="todo" ref={list}>
      {desk.todo.map((row, index) => (
        <TodoRow key={row.id} row={row} here={index === at} />
      ))}
    </ol>
  )
}

function Told({ desk }: { desk: WorkbenchShape }) {
  const { t } = useTranslation()
  if (desk.notices.length === 0) return <p className="muted desk-quiet">{t('notices.none')}</p>
  return (
    <ul className="desk-notices">
      {desk.notices.slice(0, 8).map((one) => (
        <NoticeLine key={one.id} notice={one} />
      ))}
    </ul>
  )
}

function Done({ desk }: { desk: WorkbenchShape }) {
  const { t } = useTranslation()
  if (desk.done.length === 0) return <p className="muted">{t('desk.noneDone')}</p>
  return (
    <ul className="done">
      {desk.done.map((one) => (
        <li key={`${one.id} ${one.at}`}>
          <Link to="/cases/$id" params={{ id: one.id }} className="figures">
            {one.number}
          </Link>
          <span>{t([`facts:short.${one.act}`, `commands:${one.act}.title`], { defaultValue: one.act })}</span>
          <span className="muted small">
            <Moment at={one.at} short />
          </span>
        </li>
      ))}
    </ul>
  )
}
