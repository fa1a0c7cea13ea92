import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hotline } from '../../api/calls.ts'
import { call as ask } from '../api/http.ts'
import { Failed } from '../ui/failed.tsx'
import { useFormats } from '../ui/formats.ts'
import { Moment } from '../ui/moment.tsx'
import { useNames } from '../ui/names.ts'

const hotlineQuery = { queryKey: ['hotline'], queryFn: () => ask<Hotline>('/api/hotline') }

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

function Agents({ of: { agents, atLeast } }: { of: Hotline }) {
  const { t } = useTranslation()
  const few = atLeast !== null && agents.length < atLeast
  return (
    <>
      {few && <p className="shift-few">{t('hotline.tooFew', { atLeast, count: agents.length })}</p>}
      <ul className="shift-agents">
        {agents.map((one) => (
          <li key={one.id}>
            <b>{one.name}</b>
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
