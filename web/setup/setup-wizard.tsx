import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Form, Input, Select, Steps } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Setup } from '../../api/session.ts'
import { type SetupState, sendSetup, signIn } from '../api/calls.ts'
import { meQuery } from '../api/queries.ts'
import { LanguageSwitch } from '../app/language-switch.tsx'
import { Wordmark } from '../app/wordmark.tsx'
import { Failed } from '../ui/failed.tsx'
import { Hours } from '../ui/hours.tsx'
import { useTitle } from '../ui/title.ts'
import { useWide } from '../ui/wide.ts'

type Typed = Omit<Setup, 'administrator'> & Setup['administrator'] & { readonly again: string }
const parts = [['organisation', 'zone'], ['hours'], ['packs'], ['name', 'login', 'password', 'again']] as const
const start = {
  zone: 'Asia/Shanghai',
  hours: [
    ['09:00', '12:00'],
    ['13:30', '18:00'],
  ],
} as const

/** The first visit: organisation, hours, rule documents, first administrator; four short steps, sent once. */
export default function SetupWizard({ packs }: Pick<SetupState, 'packs'>) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Typed>()
  const [at, setAt] = useState(0)
  const client = useQueryClient()
  const wide = useWide(700)
  useTitle(t('setup.title'))
  const send = useMutation({
    mutationFn: async ({ organisation, zone, hours, packs: chosen, name, login, password }: Typed) => {
      await sendSetup({ organisation, zone, hours, packs: chosen, administrator: { name, login, password } })
      return signIn(login, password)
    },
    onSuccess: (me) => client.setQueryData(meQuery.queryKey, me),
  })
  const next = async () => {
    await form.validateFields([...(parts[at] ?? [])])
    setAt(at + 1)
  }
  const last = at === parts.length - 1
  return (
    <main className="door">
      <div className="door-card door-wide">
        <header className="door-head">
          <Wordmark />
          <LanguageSwitch />
        </header>
        <h1>{t('setup.title')}</h1>
        <p className="muted">{t('setup.about')}</p>
        <Steps
          current={at}
          size="small"
          orientation={wide ? 'horizontal' : 'vertical'}
          items={['organisation', 'hours', 'packs', 'administrator'].map((one) => ({ title: t(`setup.${one}`) }))}
        />
        <Form<Typed>
          form={form}
          layout="vertical"
          validateTrigger="onBlur"
          initialValues={{ ...start, packs: packs.map((one) => one.id).slice(0, 1) }}
          onFinish={(typed) => send.mutate(typed)}
          style={{ marginTop: 24 }}
        >
          <div hidden={at !== 0}>
            <Organisation />
          </div>
          <div hidden={at !== 1}>
            <OfficeHours />
          </div>
          <div hidden={at !== 2}>
            <Packs packs={packs} />
          </div>
          <div hidden={at !== 3}>
            <Administrator />
          </div>
          {send.error && <Failed error={send.error} />}
          <div style={{ display: 'flex', gap: 8 }}>
            {at > 0 && <Button onClick={() => setAt(at - 1)}>{t('setup.back')}</Button>}
            {last ? (
              <Button type="primary" htmlType="submit" loading={send.isPending}>
                {t('setup.finish')}
              </Button>
            ) : (
              <Button type="primary" onClick={() => void next().catch(() => undefined)}>
                {t('setup.next')}
              </Button>
            )}
          </div>
        </Form>
      </div>
    </main>
  )
}

function Organisation() {
  const { t } = useTranslation()
  const zones = Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value }))
  return (
    <>
      <Form.Item
        name="organisation"
        label={t('setup.organisationName')}
        rules={[{ required: true, whitespace: true, message: t('form.required') }]}
      >
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item
        name="zone"
        label={t('setup.zone')}
        extra={t('setup.zoneAbout')}
        rules={[{ required: true, message: t('form.required') }]}
      >
        <Select showSearch={{ optionFilterProp: 'label' }} options={zones} />
      </Form.Item>
    </>
  )
}

function OfficeHours() {
  const { t } = useTranslation()
  return (
    <Form.Item
      name="hours"
      label={t('setup.hoursOf')}
      extra={t('setup.hoursAbout')}
      rules={[{ required: true, message: t('form.required') }]}
    >
      <Hours label={t('setup.hoursOf')} />
    </Form.Item>
  )
}

function Packs({ packs }: Pick<SetupState, 'packs'>) {
  const { t, i18n } = useTranslation()
  const language = i18n.language === 'en' ? 'en' : 'zh'
  const options = packs.map(({ id, name, about, regulation }) => ({
    value: id,
    label: (
      <span>
        <b>{name[language]}</b> {regulation && <span className="chip">{t('setup.regulation')}</span>}
        <br />
        <span className="muted">{about[language]}</span>
      </span>
    ),
  }))
  return (
    <Form.Item
      name="packs"
      label={t('setup.packsOf')}
      extra={t('setup.packsAbout')}
      rules={[{ required: true, message: t('form.required') }]}
    >
      <Checkbox.Group options={options} style={{ display: 'grid', gap: 12 }} />
    </Form.Item>
  )
}

function Administrator() {
  const { t } = useTranslation()
  const required = { required: true, message: t('form.required') }
  return (
    <>
      <Form.Item name="name" label={t('setup.adminName')} rules={[{ ...required, whitespace: true }]}>
        <Input maxLength={60} autoComplete="name" />
      </Form.Item>
      <Form.Item name="login" label={t('signIn.login')} rules={[required, { min: 3, message: t('setup.loginShort') }]}>
        <Input maxLength={60} autoComplete="username" autoCapitalize="none" spellCheck={false} />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('signIn.password')}
        extra={t('account.rule', { shortest: 12 })}
        rules={[required, { min: 12, message: t('account.tooShort', { shortest: 12 }) }]}
      >
        <Input.Password maxLength={200} autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('account.again')}
        rules={[
          required,
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              !value || value === getFieldValue('password')
                ? Promise.resolve()
                : Promise.reject(new Error(t('account.differs'))),
          }),
        ]}
      >
        <Input.Password maxLength={200} autoComplete="new-password" />
      </Form.Item>
    </>
  )
}
