import { PhoneFilled, PhoneOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallView } from '../../api/calls.ts'
import { Failed } from '../ui/failed.tsx'
import { changeCall } from './of-call.ts'

type Props = {
  readonly call: CallView | undefined
  /** Another call that came meanwhile. */
  readonly next: CallView | undefined
  readonly take: () => void
}

/** Who is on the line, and for how long. */
export function CallBar({ call, next, take }: Props) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const away = useMutation({
    mutationFn: (id: string) => changeCall(id, { away: true }),
    onSettled: () => client.invalidateQueries({ queryKey: ['call'] }),
  })
  const state = call?.endedAt ? 'ended' : call?.answeredAt ? 'talking' : 'ringing'
  return (
    <section className={`call-bar ${call ? `call-${state}` : ''}`} aria-label={t('hotline.call')}>
      {call ? <PhoneFilled aria-hidden /> : <PhoneOutlined aria-hidden />}
      <div role="status" className="call-who">
        {call ? (
          <>
            <b className="figures">{call.number ?? t('hotline.withheld')}</b> <span>{t(`hotline.${state}`)}</span>
          </>
        ) : (
          <span className="muted">{t('hotline.none')}</span>
        )}
      </div>
      {call && <Talked call={call} />}
      {call?.endedAt && (
        <Popconfirm title={t('hotline.awayAsk')} okText={t('hotline.away')} onConfirm={() => away.mutate(call.id)}>
          <Button size="small">{t('hotline.away')}</Button>
        </Popconfirm>
      )}
      {next && (
        <Button size="small" type="primary" onClick={take}>
          {t('hotline.next', { number: next.number ?? t('hotline.withheld') })}
        </Button>
      )}
      {away.error && <Failed error={away.error} />}
    </section>
  )
}

/** Minutes and seconds since it was answered; told once a second while it lasts. */
function Talked({ call }: { call: CallView }) {
  const [now, setNow] = useState(() => Date.now())
  const lasts = call.endedAt === null
  useEffect(() => {
    if (!lasts) return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [lasts])
  const end = call.endedAt ? Date.parse(call.endedAt) : now
  const seconds = Math.max(0, Math.round((end - Date.parse(call.answeredAt ?? call.begunAt)) / 1000))
  const two = (count: number) => String(count).padStart(2, '0')
  return (
    <span className="figures" aria-hidden={lasts}>
      {two(Math.floor(seconds / 60))}:{two(seconds % 60)}
    </span>
  )
}
