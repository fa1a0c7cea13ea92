import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Drawer, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Workbench } from '../../api/cases.ts'
import { giveStatement } from '../api/calls.ts'
import { useAttemptKey } from '../forms/attempt.ts'
import { useDraft } from '../forms/draft.ts'
import { submitsOn } from '../forms/submit-key.ts'
import { Failed } from '../ui/failed.tsx'
import { Panel } from '../ui/panel.tsx'
import { Lines } from '../ui/skeleton.tsx'
import '../case/wall.css'

type Asked = Workbench['statements'][number]
type Typed = { readonly text: string; readonly password: string }

/** What is asked of the person in complaints about that person: the question, and the way to answer it. */
export function StatementsAsked({ asked }: { asked: readonly Asked[] }) {
  const { t } = useTranslation()
  const [answering, setAnswering] = useState<string>()
  if (asked.length === 0) return null
  const open = asked.find(({ id }) => id === answering)
  return (
    <Panel title={t('statement.title')} className="asked-of-me">
      <ul className="statements">
        {asked.map((one) => (
          <li key={one.id}>
            <p className="prose">{one.question}</p>
            <div className="statement-foot">
              <span className="muted">{t('statement.until', { until: one.until })}</span>
              <Button type="primary" onClick={() => setAnswering(one.id)}>
                {t('statement.answer')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <Drawer
        open={open !== undefined}
        onClose={() => setAnswering(undefined)}
        size={Math.min(560, window.innerWidth)}
        destroyOnHidden
        title={t('statement.answer')}
      >
        {open && <Answer asked={open} close={() => setAnswering(undefined)} />}
      </Drawer>
    </Panel>
  )
}

function Answer({ asked, close }: { asked: Asked; close: () => void }) {
  const draft = useDraft<Partial<Typed>>(`statement-${asked.id}`)
  if (draft.found === undefined) return <Lines count={4} />
  return <Filled asked={asked} close={close} draft={draft} />
}

type FilledProps = {
  readonly asked: Asked
  readonly close: () => void
  readonly draft: ReturnType<typeof useDraft<Partial<Typed>>>
}

function Filled({ asked, close, draft }: FilledProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Typed>()
  const client = useQueryClient()
  const keyOf = useAttemptKey()
  const send = useMutation({
    mutationFn: ({ text, password }: Typed) =>
      giveStatement(asked.id, { text: text.trim(), password }, { key: keyOf({ text }) }),
    onSuccess: () => {
      draft.drop()
      void message.success(t('statement.sent'))
      void client.invalidateQueries({ queryKey: ['workbench'] })
      close()
    },
  })
  const required = { required: true, whitespace: true, message: t('form.required') }
  return (
    <Form<Typed>
      form={form}
      name="statement"
      layout="vertical"
      initialValues={draft.found ?? {}}
      // The password is typed for this once and kept nowhere.
      onValuesChange={(_, { text }) => draft.keep({ text })}
      onFinish={(typed) => send.mutate(typed)}
      onKeyDown={submitsOn(form)}
    >
      <p className="muted">{t('statement.about')}</p>
      <blockquote className="prose statement-question">{asked.question}</blockquote>
      <Form.Item name="text" label={t('statement.text')} rules={[required]}>
        <Input.TextArea maxLength={10_000} autoSize={{ minRows: 5, maxRows: 16 }} />
      </Form.Item>
      <Form.Item name="password" label={t('statement.password')} rules={[required]}>
        <Input.Password autoComplete="current-password" maxLength={200} />
      </Form.Item>
      {send.error && <Failed error={send.error} />}
      <div className="command-buttons">
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {t('statement.send')}
        </Button>
        <Button onClick={close}>{t('form.cancel')}</Button>
      </div>
    </Form>
  )
}
