import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Drawer, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { InboxMessage } from '../../api/inbox.ts'
import { UnitPicker } from '../forms/pickers.tsx'
import { submitsOn } from '../forms/submit-key.ts'
import '../forms/forms.css'
import { Failed } from '../ui/failed.tsx'
import { type ByHand, registerByHand } from './calls.ts'

/** The complaint that a person makes of a message: filled in with what it says, to be put right. */
export function RegisterMessage({ message, close }: { message: InboxMessage; close: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<ByHand>()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { mutate, isPending, error } = useMutation({
    mutationFn: ({ name, ...said }: ByHand) => registerByHand(message.id, { ...said, ...(name?.trim() && { name }) }),
    onSuccess: ({ id }) => {
      void client.invalidateQueries({ queryKey: ['inbox'] })
      void navigate({ to: '/cases/$id', params: { id } })
    },
  })
  const initial: ByHand = {
    unit: message.unit,
    title: message.subject.slice(0, 120),
    content: message.text.slice(0, 10_000),
    name: message.name ?? '',
  }
  return (
    <Drawer open onClose={close} size={Math.min(560, window.innerWidth)} title={t('inbox.register')}>
      <Form form={form} layout="vertical" initialValues={initial} onFinish={mutate} onKeyDown={submitsOn(form)}>
        <p className="muted">{t('inbox.registerHint')}</p>
        <Form.Item name="unit" label={t('inbox.unit')} rules={[{ required: true, message: t('form.chooseUnit') }]}>
          <UnitPicker />
        </Form.Item>
        <Form.Item name="name" label={t('inbox.name')}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item
          name="title"
          label={t('inbox.title')}
          rules={[{ required: true, whitespace: true, message: t('inbox.titleNeeded') }]}
        >
          <Input maxLength={120} />
        </Form.Item>
        <Form.Item
          name="content"
          label={t('inbox.content')}
          rules={[{ required: true, whitespace: true, message: t('inbox.contentNeeded') }]}
        >
          <Input.TextArea autoSize={{ minRows: 6, maxRows: 18 }} maxLength={10_000} showCount />
        </Form.Item>
        {error && <Failed error={error} />}
        <Button type="primary" htmlType="submit" loading={isPending}>
          {t('inbox.registerNow')}
        </Button>
      </Form>
    </Drawer>
  )
}
