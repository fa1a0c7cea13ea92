import { BellOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Badge, Button, Popover } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Workbench } from '../../api/cases.ts'
import { markSeen } from '../api/calls.ts'
import { workbenchQuery } from '../api/queries.ts'
import { Moment } from '../ui/moment.tsx'
import { useNames } from '../ui/names.ts'

type Notice = Workbench['notices'][number]

/** What the radar tells: its code is a grade, and it is judged on the radar. */
const sameCause = 'SameCauseSeen'

/** The bell: what the person was told, newest first. */
export function Notices() {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const { data } = useQuery(workbenchQuery)
  const unseen = (data?.notices ?? []).filter((one) => !one.seen)
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      title={t('notices.title')}
      content={<NoticeList notices={data?.notices ?? []} close={() => setOpen(false)} />}
    >
      <Badge count={unseen.length} size="small" offset={[-6, 6]}>
        <Button type="text" icon={<BellOutlined />} aria-label={t('notices.bell', { count: unseen.length })} />
      </Badge>
    </Popover>
  )
}

function NoticeList({ notices, close }: { notices: readonly Notice[]; close: () => void }) {
  const { t } = useTranslation()
  const see = useSee()
  const unseen = notices.filter((one) => !one.seen).map((one) => one.id)
  if (notices.length === 0) return <p className="notice-list muted">{t('notices.none')}</p>
  return (
    <div className="notice-list">
      <ul>
        {notices.map((one) => (
          <NoticeLine key={one.id} notice={one} close={close} />
        ))}
      </ul>
      {unseen.length > 0 && (
        <Button type="link" onClick={() => void see(unseen)}>
          {t('notices.seeAll')}
        </Button>
      )}
    </div>
  )
}

/** One notice; opening it marks it as seen. */
export function NoticeLine({ notice, close }: { notice: Notice; close?: () => void }) {
  const { t } = useTranslation()
  const names = useNames()
  const navigate = useNavigate()
  const see = useSee()
  const open = () => {
    if (!notice.seen) void see([notice.id])
    close?.()
    if (notice.rectification) void navigate({ to: '/rectifications/$id', params: { id: notice.rectification } })
    else if (notice.type === sameCause) void navigate({ to: '/radar' })
    else void navigate({ to: '/cases/$id', params: { id: notice.caseId } })
  }
  const { regime, duty: code } = notice
  const nameOf = () =>
    notice.type === sameCause ? names.grade(code ?? '', regime ?? '') : names.duty(regime ?? '', code ?? '')
  const duty = code && regime ? nameOf() : ''
  return (
    <li>
      <button type="button" className={notice.seen ? 'notice' : 'notice notice-new'} onClick={open}>
        <span>
          <b className="figures">{notice.number}</b> {t([`notices.type.${notice.type}`, 'notices.type.other'])}
        </span>
        {duty && <span className="muted notice-duty">{duty}</span>}
        <span className="muted">
          <Moment at={notice.at} short />
        </span>
      </button>
    </li>
  )
}

function useSee() {
  const client = useQueryClient()
  return async (ids: string[]) => {
    await markSeen(ids)
    await client.invalidateQueries({ queryKey: workbenchQuery.queryKey })
  }
}
