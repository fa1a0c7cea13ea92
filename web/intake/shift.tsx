import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hotline } from '../../api/calls.ts'
import { call as ask } from '../api/http.ts'
import { hotlineQuery } from '../api/queries.ts'
import { Failed } from '../ui/failed.tsx'
import { useFormats } from '../ui/formats.ts'
import { Moment } from '../ui/moment.tsx'
import { useNames } from '../ui/names.ts'

/** The check before calls, and who else takes them. */
export function Shift() {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(hotlineQuery)
  if (error) return <Failed error={error} retry={() => void refetch()} />
  if (!data) return null
  const open = data.check !== null && data.check.doneAt === null
  return (
    <details className="shift" open={open}>
      <summary>
        {t('hotline.shift')}
        <span className="muted">
          {' '}
          · {t('hotline.present', { count: data.agents.filter(({ present }) => present).length })}
        </span>
        {data.check?.doneAt && (
          <span className="muted">
            {' '}
            · {t('hotline.checked')} <Moment at={data.check.doneAt} short />
          </span>
        )}
      </summary>
      {data.check && open && <Check check={data.check} />}
      <Agents of={data} />
    </details>
  )
}

function Check({ check }: { check: NonNullable<Hotline['check']> }) {
  const { t } = useTranslation()
  const { say } = useNames()
  const { allowance } = useFormats()
  const client = useQueryClient()
  const [done, setDone] = useState<string[]>([])
  const send = useMutation({
    mutationFn: () => ask<void>('/api/hotline/check', { method: 'POST', body: { items: done } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['hotline'] }),
  })
  return (
    <div className="shift-check">
      <p>{t('hotline.checkAbout', { before: allowance(check.before) })}</p>
      <Checkbox.Group
        value={done}
        onChange={(items) => setDone(items as string[])}
        options={check.items.map(({ id, text }) => ({ value: id, label: say(text) }))}
      />
      <Button
        size="small"
        disabled={done.length < check.items.length}
        loading={send.isPending}
        onClick={() => send.mutate()}
      >
        {t('hotline.checkDone')}
      </Button>
      {send.error && <Failed error={send.error} />}
    </div>
  )
}

/** Fewer than the rules want: in the house at all, or at their desks now. */
export function TooFew({ agents, atLeast }: Pick<Hotline, 'agents' | 'atLeast'>) {
  const { t } = useTranslation()
  const here = agents.filter(({ present }) => present).length
  if (atLeast === null || here >= atLeast) return null
  const count = agents.length < atLeast ? agents.length : here
  return (
    <p className="shift-few">
      {t(agents.length < atLeast ? 'hotline.tooFew' : 'hotline.tooFewHere', { atLeast, count })}
    </p>
  )
}

function Agents({ of: { agents, atLeast } }: { of: Hotline }) {
  const { t } = useTranslation()
  return (
    <>
      <TooFew agents={agents} atLeast={atLeast} />
      <ul className="shift-agents">
        {agents.map((one) => (
          <li key={one.id}>
            <b>{one.name}</b>
            <span className={one.present ? 'chip chip-soft' : 'muted small'}>
              {t(one.present ? 'hotline.here' : 'hotline.notHere')}
            </span>
            {one.qualifications.length === 0 && <span className="chip chip-amber">{t('hotline.unqualified')}</span>}
            {one.qualifications.map(({ name, until, over }) => (
              <span key={name} className={over ? 'chip chip-red' : 'chip'}>
                {name}
                {until && ` · ${t(over ? 'hotline.over' : 'hotline.until', { day: until })}`}
              </span>
            ))}
            <span className="muted small">
              {one.checkedAt ? (
                <>
                  {t('hotline.ready')} <Moment at={one.checkedAt} short />
                </>
              ) : (
                t('hotline.notReady')
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
