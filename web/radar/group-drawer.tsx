import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RadarMembers } from '../../api/radar.ts'
import { type BulkAnswer, judgeRadar } from '../api/calls.ts'
import { radarGroupQueryOf } from '../api/queries.ts'
import { Failed } from '../ui/failed.tsx'
import { useMay } from '../ui/office.ts'
import { Lines } from '../ui/skeleton.tsx'
import { Heat } from './heat.tsx'
import { MemberRow } from './member-row.tsx'

/** The members of a group with why they belong to it, and what may be said of it. @param id closed where left out */
export function GroupDrawer({ id, close }: { id: string | undefined; close: () => void }) {
  const { t } = useTranslation()
  return (
    <Drawer
      open={id !== undefined}
      onClose={close}
      size={Math.min(720, window.innerWidth)}
      destroyOnHidden
      title={t('radar.group')}
    >
      {id && <Members key={id} id={id} close={close} />}
    </Drawer>
  )
}

function Members({ id, close }: { id: string; close: () => void }) {
  const found = useQuery(radarGroupQueryOf(id))
  if (found.error) return <Failed error={found.error} retry={() => void found.refetch()} />
  return found.data ? <Judging of={found.data} close={close} /> : <Lines count={6} />
}

type Judgement = 'confirm' | 'split'

function Judging({ of: { group, members }, close }: { of: RadarMembers; close: () => void }) {
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const client = useQueryClient()
  const mayJudge = useMay('may-classify')
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const judge = useMutation({
    mutationFn: ({ judgement, ids }: { judgement: Judgement; ids?: readonly string[] }) =>
      judgeRadar(group.id, judgement, ids),
    onSuccess: ({ refused }: BulkAnswer, { judgement }) => {
      void client.invalidateQueries()
      if (refused.length > 0) return
      void message.success(t(`radar.done.${judgement}`))
      close()
    },
  })
  const ids = picked.size > 0 ? [...picked] : undefined
  const reject = () =>
    modal.confirm({
      title: t('radar.reject'),
      content: t('radar.rejectEffect', { count: members.length }),
      okButtonProps: { danger: true },
      okText: t('radar.reject'),
      onOk: () => judge.mutate({ judgement: 'split' }),
    })
  const pick = (one: string, on: boolean) =>
    setPicked((before) => new Set(on ? [...before, one] : [...before].filter((other) => other !== one)))
  return (
    <>
      <p className="radar-phrases">
        {group.phrases.map((phrase) => (
          <span key={phrase} className="chip chip-soft">
            {phrase}
          </span>
        ))}
      </p>
      {group.heat.length > 0 && (
        <p>
          <Heat group={group} /> <span className="muted small">{t('radar.heatEffect')}</span>
        </p>
      )}
      <p className="muted small">{t(mayJudge ? 'radar.howTo' : 'radar.onlyRead')}</p>
      <ul className="radar-members">
        {members.map((member) => (
          <MemberRow
            key={member.row.id}
            member={member}
            picked={picked.has(member.row.id)}
            pick={mayJudge ? pick : undefined}
          />
        ))}
      </ul>
      {judge.error && <Failed error={judge.error} />}
      {judge.data && judge.data.refused.length > 0 && <Refusals of={judge.data} members={members} />}
      {mayJudge && (
        <div className="radar-acts">
          <Button
            type="primary"
            loading={judge.isPending}
            disabled={picked.size === 1}
            onClick={() => judge.mutate({ judgement: 'confirm', ...(ids && { ids }) })}
          >
            {ids ? t('radar.confirmPicked', { count: picked.size }) : t('radar.confirmAll', { count: members.length })}
          </Button>
          <Button
            disabled={!ids || picked.size === members.length || judge.isPending}
            onClick={() => judge.mutate({ judgement: 'split', ...(ids && { ids }) })}
          >
            {t('radar.split')}
          </Button>
          <Button danger disabled={judge.isPending} onClick={reject}>
            {t('radar.reject')}
          </Button>
        </div>
      )}
    </>
  )
}

function Refusals({ of: { done, refused }, members }: { of: BulkAnswer; members: RadarMembers['members'] }) {
  const { t } = useTranslation()
  const numberOf = (id: string) => members.find(({ row }) => row.id === id)?.row.number ?? ''
  return (
    <Alert
      type="warning"
      showIcon
      title={t('radar.partly', { done: done.length, refused: refused.length })}
      description={refused.map(({ id, sentence }) => (
        <p key={id} className="small">
          <span className="figures">{numberOf(id)}</span> {sentence}
        </p>
      ))}
    />
  )
}
