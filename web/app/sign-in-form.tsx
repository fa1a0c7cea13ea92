import { useMutation } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Me } from '../../api/session.ts'
import { signIn } from '../api/calls.ts'
import { Failed } from '../ui/failed.tsx'

type Typed = { readonly login: string; readonly password: string }

/** Name and password; the same form at the front door and over a page whose session ended. */
export function SignInForm({ done }: { done: (me: Me) => void }) {
  const { t } = useTranslation()
  const enter = useMutation({ mutationFn: ({ login, password }: Typed) => signIn(login, password), onSuccess: done })
  const needed = [{ required: true, message: t('form.required') }]
  return (
    <Form<Typed>
      layout="vertical"
      requiredMark={false}
      onFinish={(typed) => enter.mutate(typed)}
      validateTrigger="onBlur"
    >
      <Form.Item name="login" label={t('signIn.login')} rules={needed}>
        <Input
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          size="large"
          maxLength={120}
          autoFocus
        />
      </Form.Item>
      <Form.Item name="password" label={t('signIn.password')} rules={needed}>
        <Input.Password autoComplete="current-password" size="large" maxLength={200} />
      </Form.Item>
      {enter.error && <Failed error={enter.error} />}
      <Button type="primary" htmlType="submit" size="large" block loading={enter.isPending}>
        {t('signIn.submit')}
      </Button>
    </Form>
  )
}
