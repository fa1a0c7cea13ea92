import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, InputNumber, Popconfirm, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ChannelLine } from '../../api/channels.ts'
import { call } from '../api/http.ts'
import { organisationQuery } from '../api/queries.ts'
import { Failed } from '../ui/failed.tsx'
import { Moment } from '../ui/moment.tsx'
import { Panel } from '../ui/panel.tsx'
import { Lines } from '../ui/skeleton.tsx'
import { useChange } from './change.ts'

const minute = 60_000
const wecomUrl = 'https://qyapi.weixin.qq.com'

/** How the staff is told by WeCom, and complainants by short message. */
export function Channels() {
  const { t } = useTranslation()
  const found = useQuery({
    queryKey: ['channels'],
    queryFn: () => call<ChannelLine[]>('/api/channels'),
    refetchInterval: minute,
  })
  return (
    <Panel title={t('channels.title')}>
      <p className="muted">{t('channels.about')}</p>
      {found.error && <Failed error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Lines count={3} />}
      {found.data?.map((line) => (
        <details key={line.channel} className="channel">
          <summary>
            <b>{t(`channels.${line.channel}`)}</b> <Standing line={line} />
          </summary>
          <ChannelForm key={line.settings ? 'used' : 'new'} line={line} />
        </details>
      ))}
    </Panel>
  )
}

function Standing({ line }: { line: ChannelLine }) {
  const { t } = useTranslation()
  if (!line.settings) return <span className="chip">{t('channels.off')}</span>
  return (
    <>
      <span className="chip chip-green">{t('channels.on')}</span>{' '}
      {line.waiting > 0 && <span className="chip">{t('channels.waiting', { count: line.waiting })}</span>}{' '}
      {line.failed > 0 && <span className="chip chip-red">{t('channels.failed', { count: line.failed })}</span>}{' '}
      <span className="muted small">
        {line.deliveredAt && (
          <>
            {t('channels.delivered')} <Moment at={line.deliveredAt} short />{' '}
          </>
        )}
        {line.outcome && t('channels.outcome', { outcome: line.outcome })}
      </span>
    </>
  )
}

function ChannelForm({ line: { channel, settings } }: { line: ChannelLine }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const client = useQueryClient()
  const again = () => void client.invalidateQueries({ queryKey: ['channels'] })
  const remove = useChange(again)
  const save = useMutation({
    mutationFn: (body: object) => call<void>(`/api/channels/${channel}`, { method: 'POST', body }),
    onSuccess: () => {
      void message.success(t('channels.saved'))
      again()
    },
  })
  const empty =
    channel === 'wecom' ? { url: wecomUrl, token: '', aesKey: '' } : { receiptTemplate: '', noticeTemplate: '' }
  return (
    <Form
      layout="vertical"
      name={channel}
      className="integration-new"
      initialValues={{ ...empty, secret: '', ...settings }}
      onFinish={(typed: object) => save.mutate(typed)}
    >
      {channel === 'wecom' ? <WecomFields isNew={!settings} /> : <SmsFields isNew={!settings} />}
      {save.error && <Failed error={save.error} />}
      <Button htmlType="submit" loading={save.isPending}>
        {t('channels.save')}
      </Button>{' '}
      {settings && (
        <Popconfirm
          title={t('channels.removeAsk')}
          okText={t('channels.remove')}
          onConfirm={() => remove.mutate({ name: 'remove-channel', input: { channel } })}
        >
          <Button danger loading={remove.isPending}>
            {t('channels.remove')}
          </Button>
        </Popconfirm>
      )}
    </Form>
  )
}

type Fields = { readonly isNew: boolean }

function WecomFields({ isNew }: Fields) {
  const { t } = useTranslation()
  const { data } = useQuery(organisationQuery)
  const required = [{ required: true, message: t('form.required') }]
  const kept = isNew ? undefined : t('channels.kept')
  const units = data?.units.filter(({ closed }) => !closed).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <>
      <p className="muted small">{t('channels.login')}</p>
      <Form.Item name="corpId" label={t('channels.corpId')} rules={required}>
        <Input maxLength={64} />
      </Form.Item>
      <Form.Item name="agentId" label={t('channels.agentId')} rules={required}>
        <InputNumber min={1} max={99_999_999} precision={0} />
      </Form.Item>
      <Form.Item name="secret" label={t('channels.secret')} extra={kept} rules={isNew ? required : []}>
        <Input.Password maxLength={300} autoComplete="off" />
      </Form.Item>
      <Form.Item name="url" label={t('channels.url')} extra={t('channels.urlHint')} rules={required}>
        <Input maxLength={500} inputMode="url" />
      </Form.Item>
      <Form.Item name="unit" label={t('channels.unit')} rules={required}>
        <Select options={units ?? []} />
      </Form.Item>
      <p className="muted small">
        {t('channels.callback')}: <code>{`${window.location.origin}/api/wecom`}</code> {t('channels.callbackHint')}
      </p>
      <Form.Item name="token" label={t('channels.token')} extra={kept}>
        <Input.Password maxLength={32} autoComplete="off" />
      </Form.Item>
      <Form.Item name="aesKey" label={t('channels.aesKey')} extra={kept}>
        <Input.Password maxLength={43} autoComplete="off" />
      </Form.Item>
    </>
  )
}

function SmsFields({ isNew }: Fields) {
  const { t } = useTranslation()
  const required = [{ required: true, message: t('form.required') }]
  return (
    <>
      <p className="muted small">{t('channels.smsHint')}</p>
      <Form.Item name="url" label={t('channels.url')} extra={t('integrations.urlHint')} rules={required}>
        <Input maxLength={500} inputMode="url" />
      </Form.Item>
      <Form.Item
        name="secret"
        label={t('channels.key')}
        extra={isNew ? undefined : t('channels.kept')}
        rules={isNew ? required : []}
      >
        <Input.Password maxLength={300} autoComplete="off" />
      </Form.Item>
      <Form.Item name="sign" label={t('channels.sign')} rules={required}>
        <Input maxLength={20} />
      </Form.Item>
      <Form.Item name="receiptTemplate" label={t('channels.template')}>
        <Input maxLength={64} />
      </Form.Item>
      <Form.Item name="noticeTemplate" label={t('channels.noticeTemplate')}>
        <Input maxLength={64} />
      </Form.Item>
    </>
  )
}
