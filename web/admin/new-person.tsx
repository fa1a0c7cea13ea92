import { Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useChange } from './change.ts'
import { PasswordToGive } from './password-to-give.tsx'

/** A new account; its password is handed over once and has to be changed at the first sign-in. */
export function NewPerson({ open, close }: { open: boolean; close: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ name: string; login: string; password: string }>()
  const change = useChange(close)
  const required = { required: true, whitespace: true, message: t('form.required') }
  return (
    <Modal
      open={open}
      onCancel={close}
      title={t('admin.addPerson')}
      okText={t('admin.addPersonIt')}
      onOk={form.submit}
      confirmLoading={change.isPending}
      destroyOnHidden
      width={440}
    >
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        validateTrigger="onBlur"
        onFinish={({ name, login, password }) =>
          change.mutate({ name: 'add-person', input: { name: name.trim(), login: login.trim(), password } })
        }
      >
        <Form.Item name="name" label={t('admin.name')} rules={[required]}>
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item
          name="login"
          label={t('signIn.login')}
          rules={[required, { min: 3, message: t('setup.loginShort') }]}
        >
          <Input maxLength={60} autoCapitalize="none" autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('admin.firstPassword')}
          extra={t('admin.firstPasswordAbout')}
          rules={[required, { min: 12, message: t('account.tooShort', { shortest: 12 }) }]}
        >
          <PasswordToGive />
        </Form.Item>
      </Form>
    </Modal>
  )
}
