import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Form, Input, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TokenLine } from '../../api/tokens.ts'
import { tokenScopes } from '../../core/organisation/state.ts'
import { call } from '../api/http.ts'
import DayField from '../forms/day-field.tsx'
import { Empty } from '../ui/empty.tsx'
import { Failed } from '../ui/failed.tsx'
import { Moment } from '../ui/moment.tsx'
import { Panel } from '../ui/panel.tsx'
import { Lines } from '../ui/skeleton.tsx'
import { atLeastOne } from './at-least-one.ts'
import { useChange } from './change.ts'
import { ShownOnce } from './shown-once.tsx'

type New = { readonly name: string; readonly scopes: readonly string[]; readonly until: string }

const tokensQuery = { queryKey: ['tokens'], queryFn: () => call<TokenLine[]>('/api/tokens') }

/** The keys of other systems: who has one, for what, how much it is used. */
export function Keys() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const found = useQuery(tokensQuery)
  const [shown, show] = useState<string>()
  const issue = useMutation({
    mutationFn: (body: New) => call<{ token: string }>('/api/tokens', { method: 'POST', body }),
    onSuccess: ({ token }) => {
      show(token)
      void client.invalidateQueries({ queryKey: ['tokens'] })
    },
  })
  return (
    <Panel title={t('integrations.keys')}>
      <p className="muted">{t('integrations.keysAbout')}</p>
      {shown && <ShownOnce title={t('integrations.key')} secret={shown} close={() => show(undefined)} />}
      {found.error && <Failed error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Lines count={3} />}
      {found.data?.length === 0 && <Empty title={t('integrations.noKeys')} />}
      <ul className="integration-list">
        {found.data?.map((one) => (
          <Key key={one.id} one={one} />
        ))}
      </ul>
      <NewKey send={(values) => issue.mutate(values)} busy={issue.isPending} />
      {issue.error && <Failed error={issue.error} />}
    </Panel>
  )
}

function Key({ one }: { one: TokenLine }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const change = useChange(() => void client.invalidateQueries({ queryKey: ['tokens'] }))
  return (
    <li>
      <b>{one.name}</b>
      {one.scopes.map((scope) => (
        <span key={scope} className="chip">
          {t(`integrations.scope.${scope}`)}
        </span>
      ))}
      <span className={one.over ? 'chip chip-red' : 'muted small'}>
        {t(one.over ? 'integrations.over' : 'integrations.until', { day: one.until })}
      </span>
      <span className="muted small">
        {one.usedAt ? (
          <>
            {t('integrations.used', { uses: one.uses, refused: one.refused })} <Moment at={one.usedAt} short />
          </>
        ) : (
          t('integrations.unused')
        )}
      </span>
      <Popconfirm
        title={t('integrations.revokeAsk')}
        okText={t('integrations.revoke')}
        onConfirm={() => change.mutate({ name: 'revoke-token', input: { token: one.id } })}
      >
        <Button
          size="small"
          danger
          loading={change.isPending}
          aria-label={t('integrations.revokeOf', { name: one.name })}
        >
          {t('integrations.revoke')}
        </Button>
      </Popconfirm>
    </li>
  )
}

function NewKey({ send, busy }: { send: (values: New) => void; busy: boolean }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<New>()
  const required = [{ required: true, message: t('form.required') }]
  return (
    <Form form={form} name="key" layout="vertical" className="integration-new" onFinish={send}>
      <Form.Item name="name" label={t('integrations.name')} rules={required}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="scopes" label={t('integrations.scopes')} rules={[atLeastOne(t('form.required'))]}>
        <Checkbox.Group options={tokenScopes.map((value) => ({ value, label: t(`integrations.scope.${value}`) }))} />
      </Form.Item>
      <Form.Item name="until" label={t('integrations.untilField')} rules={required}>
        <DayField />
      </Form.Item>
      <Button htmlType="submit" loading={busy}>
        {t('integrations.issue')}
      </Button>
    </Form>
  )
}
