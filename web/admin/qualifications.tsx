import { DeleteOutlined } from '@ant-design/icons'
import { Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { OrganisationView } from '../../api/organisation.ts'
import DayField from '../forms/day-field.tsx'
import { useChange } from './change.ts'

/** What a person is qualified for, and up to when. */
export function Qualifications({ person, view }: { person: string; view: OrganisationView }) {
  const { t } = useTranslation()
  const change = useChange()
  const [form] = Form.useForm<{ name: string; until?: string }>()
  const own = view.qualifications.filter((one) => one.person === person)
  const record = (input: { name: string; until?: string }) =>
    change.mutate(
      { name: 'record-qualification', input: { person, name: input.name, ...(input.until && { until: input.until }) } },
      { onSuccess: () => form.resetFields() },
    )
  return (
    <section>
      <h3>{t('admin.qualifications')}</h3>
      {own.length === 0 && <p className="muted">{t('admin.noQualification')}</p>}
      <ul className="person-posts">
        {own.map(({ name, until }) => (
          <li key={name}>
            <span>
              {name} {until && <span className="muted">· {t('hotline.until', { day: until })}</span>}
            </span>
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={t('admin.withdrawQualification', { name })}
              onClick={() => change.mutate({ name: 'withdraw-qualification', input: { person, name } })}
            />
          </li>
        ))}
      </ul>
      <Form form={form} layout="vertical" onFinish={record}>
        <Form.Item
          name="name"
          label={t('admin.qualification')}
          rules={[{ required: true, message: t('form.required') }]}
        >
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="until" label={t('admin.qualifiedUntil')}>
          <DayField name="until" property={{}} />
        </Form.Item>
        <Button htmlType="submit" loading={change.isPending}>
          {t('admin.recordQualification')}
        </Button>
      </Form>
    </section>
  )
}
