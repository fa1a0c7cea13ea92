import { useMutation } from '@tanstack/react-query'
import { Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { fetchUnscanned } from '../api/calls.ts'
import { submitsOn } from '../forms/submit-key.ts'
import { Failed } from '../ui/failed.tsx'
import { offerFile } from '../ui/offer-file.ts'

type File = { readonly id: string; readonly name: string | null }
type Props = { readonly caseId: string; readonly file: File | undefined; readonly close: () => void }

/** Takes out a file that no scanner has looked at, for a reason that is written down. */
export function Unscanned({ caseId, file, close }: Props) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ reason: string }>()
  const fetching = useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) => fetchUnscanned(caseId, id, reason),
    onSuccess: ({ blob, name }) => {
      offerFile(blob, name ?? file?.name ?? 'file')
      close()
    },
  })
  return (
    <Modal
      open={file !== undefined}
      onCancel={close}
      title={t('evidence.unscannedTitle', { name: file?.name ?? '' })}
      okText={t('evidence.takeOut')}
      okButtonProps={{ danger: true }}
      confirmLoading={fetching.isPending}
      onOk={form.submit}
      destroyOnHidden
      width={440}
    >
      <p>{t('evidence.unscannedWarning')}</p>
      <Form
        form={form}
        layout="vertical"
        onFinish={({ reason }) => file && fetching.mutate({ id: file.id, reason: reason.trim() })}
        onKeyDown={submitsOn(form)}
      >
        <Form.Item
          name="reason"
          label={t('fields:reason')}
          rules={[{ required: true, whitespace: true, min: 2, message: t('form.required') }]}
        >
          <Input maxLength={200} autoFocus />
        </Form.Item>
      </Form>
      {fetching.error && <Failed error={fetching.error} />}
    </Modal>
  )
}
