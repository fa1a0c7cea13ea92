import { useMutation } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { changePassword } from '../api/calls.ts'
import { Failed } from '../ui/failed.tsx'

type Typed = { readonly old: string; readonly next: string; readonly again: string }
const shortest = 12

/** A new password, twice. */
export function PasswordForm({ done }: { done: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Typed>()
  const change = useMutation({
    mutationFn: ({ old, next }: Typed) => changePassword(old, next),
    onSuccess: () => {
      form.resetFields()
      done()
    },
  })
  const required = { required: true, message: t('form.required') }
  return (
    <Form<Typed> form={form} layout="vertical" validateTrigger="onBlur" onFinish={(typed) => change.mutate(typed)}>
      <Form.Item name="old" label={t('account.old')} rules={[required]}>
        <Input.Password autoComplete="current-password" maxLength={200} />
      </Form.Item>
      <Form.Item
        name="next"
        label={t('account.new')}
        extra={t('account.rule', { shortest })}
        rules={[required, { min: shortest, message: t('account.tooShort', { shortest }) }]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('account.again')}
        rules={[
          required,
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              !value || value === getFieldValue('next')
                ? Promise.resolve()
                : Promise.reject(new Error(t('account.differs'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      {change.error && <Failed error={change.error} />}
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        {t('account.change')}
      </Button>
    </Form>
  )
}
