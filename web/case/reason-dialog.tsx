import { useMutation } from '@tanstack/react-query'
import { Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { submitsOn } from '../forms/submit-key.ts'
import { Failed } from '../ui/failed.tsx'

type Props = {
  readonly title: string | undefined
  readonly open: boolean
  readonly close: () => void
  /** What happens with the reason; the dialog closes once it has happened. */
  readonly act: (reason: string) => Promise<unknown>
}

/** Asks for the reason for which something masked is shown; it is recorded with the reader's name. */
export function ReasonDialog({ title, open, close, act }: Props) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ reason: string }>()
  const send = useMutation({ mutationFn: act, onSuccess: close })
  return (
    <Modal
      open={open}
      onCancel={close}
      title={title}
      okText={t('parties.show')}
      confirmLoading={send.isPending}
      onOk={form.submit}
      destroyOnHidden
      width={420}
    >
      <p className="muted">{t('parties.logged')}</p>
      <Form
        form={form}
        layout="vertical"
        onFinish={({ reason }) => send.mutate(reason.trim())}
        onKeyDown={submitsOn(form)}
      >
        <Form.Item
          name="reason"
          label={t('fields:revealReason')}
          rules={[{ required: true, whitespace: true, message: t('form.required') }]}
        >
          <Input maxLength={200} autoFocus />
        </Form.Item>
      </Form>
      {send.error && <Failed error={send.error} />}
    </Modal>
  )
}
