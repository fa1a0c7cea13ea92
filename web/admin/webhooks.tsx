import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Form, Input, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FailingMessage, WebhookLine } from '../../api/webhooks.ts'
import { webhookEvents } from '../../core/organisation/state.ts'
import { call } from '../api/http.ts'
import { Empty } from '../ui/empty.tsx'
import { Failed } from '../ui/failed.tsx'
import { Moment } from '../ui/moment.tsx'
import { Panel } from '../ui/panel.tsx'
import { Lines } from '../ui/skeleton.tsx'
import { atLeastOne } from './at-least-one.ts'
import { useChange } from './change.ts'
import { ShownOnce } from './shown-once.tsx'

type New = { readonly name: string; readonly url: string; readonly events: readonly string[] }

const minute = 60_000
const webhooksQuery = {
  queryKey: ['webhooks'],
  queryFn: () => call<WebhookLine[]>('/api/webhooks'),
  refetchInterval: minute,
}
const failingQuery = {
  queryKey: ['webhooks', 'failing'],
  queryFn: () => call<FailingMessage[]>('/api/webhooks/failing'),
  refetchInterval: minute,
}

/** Whom the house tells of what, and what did not arrive. */
export function Webhooks() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const found = useQuery(webhooksQuery)
  const [shown, show] = useState<string>()
  const add = useMutation({
    mutationFn: (body: New) => call<{ secret: string }>('/api/webhooks', { method: 'POST', body }),
    onSuccess: ({ secret }) => {
      show(secret)
      void client.invalidateQueries({ queryKey: ['webhooks'] })
    },
  })
  return (
    <>
      <Panel title={t('integrations.webhooks')}>
        <p className="muted">{t('integrations.webhooksAbout')}</p>
        {shown && <ShownOnce title={t('integrations.secret')} secret={shown} close={() => show(undefined)} />}
        {found.error && <Failed error={found.error} retry={() => void found.refetch()} />}
        {found.isPending && <Lines count={3} />}
        {found.data?.length === 0 && <Empty title={t('integrations.noWebhooks')} />}
        <ul className="integration-list">
          {found.data?.map((one) => (
            <Hook key={one.id} one={one} />
          ))}
        </ul>
        <NewHook send={(values) => add.mutate(values)} busy={add.isPending} />
        {add.error && <Failed error={add.error} />}
      </Panel>
      <Failing />
    </>
  )
}

function Hook({ one }: { one: WebhookLine }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const change = useChange(() => void client.invalidateQueries({ queryKey: ['webhooks'] }))
  return (
    <li>
      <b>{one.name}</b>
      <span className="muted">{one.host}</span>
      {one.events.map((event) => (
        <span key={event} className="chip">
          {t(`integrations.event.${event}`)}
        </span>
      ))}
      {one.failing > 0 && <span className="chip chip-red">{t('integrations.failing', { count: one.failing })}</span>}
      {one.deliveredAt && (
        <span className="muted small">
          {t('integrations.delivered')} <Moment at={one.deliveredAt} short />
        </span>
      )}
      <Popconfirm
        title={t('integrations.removeAsk')}
        okText={t('integrations.remove')}
        onConfirm={() => change.mutate({ name: 'remove-webhook', input: { webhook: one.id } })}
      >
        <Button
          size="small"
          danger
          loading={change.isPending}
          aria-label={t('integrations.removeOf', { name: one.name })}
        >
          {t('integrations.remove')}
        </Button>
      </Popconfirm>
    </li>
  )
}

/** Messages that did not arrive: tried for ever, until somebody gives one up. */
function Failing() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { data = [] } = useQuery(failingQuery)
  const settle = useMutation({
    mutationFn: ({ id, how }: { id: string; how: 'again' | 'give-up' }) =>
      call<void>(`/api/webhooks/messages/${id}/${how}`, { method: 'POST', body: {} }),
    onSettled: () => client.invalidateQueries({ queryKey: ['webhooks'] }),
  })
  if (data.length === 0) return null
  return (
    <Panel title={t('integrations.undelivered')}>
      <p className="muted">{t('integrations.undeliveredAbout')}</p>
      <ul className="integration-list">
        {data.map((one) => (
          <li key={one.id}>
            <b>{one.webhook}</b>
            <span>{t(`integrations.event.${one.event}`)}</span>
            <Moment at={one.at} short />
            <span className="chip chip-amber">
              {t([`integrations.outcome.${one.outcome}`, 'integrations.outcome.other'], { status: one.outcome })}
            </span>
            <span className="muted small">
              {t('integrations.attempts', { count: one.attempts })} <Moment at={one.nextAt} short />
            </span>
            <Button size="small" onClick={() => settle.mutate({ id: one.id, how: 'again' })}>
              {t('integrations.again')}
            </Button>
            <Popconfirm
              title={t('integrations.giveUpAsk')}
              okText={t('integrations.giveUp')}
              onConfirm={() => settle.mutate({ id: one.id, how: 'give-up' })}
            >
              <Button size="small">{t('integrations.giveUp')}</Button>
            </Popconfirm>
          </li>
        ))}
      </ul>
      {settle.error && <Failed error={settle.error} />}
    </Panel>
  )
}

function NewHook({ send, busy }: { send: (values: New) => void; busy: boolean }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<New>()
  const required = [{ required: true, message: t('form.required') }]
  return (
    <Form form={form} name="webhook" layout="vertical" className="integration-new" onFinish={send}>
      <Form.Item name="name" label={t('integrations.name')} rules={required}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="url" label={t('integrations.url')} extra={t('integrations.urlHint')} rules={required}>
        <Input maxLength={500} inputMode="url" />
      </Form.Item>
      <Form.Item name="events" label={t('integrations.events')} rules={[atLeastOne(t('form.required'))]}>
        <Checkbox.Group options={webhookEvents.map((value) => ({ value, label: t(`integrations.event.${value}`) }))} />
      </Form.Item>
      <Button htmlType="submit" loading={busy}>
        {t('integrations.add')}
      </Button>
    </Form>
  )
}
