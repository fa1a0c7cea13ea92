import { Button, Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { OrganisationView } from '../../api/organisation.ts'
import { useChange } from './change.ts'
import { WeekFields, workedDays } from './week-fields.tsx'

/** The week of the office. A change counts for duties that start after it; those that run keep what they promised. */
export function HoursForm({ view }: { view: OrganisationView }) {
  const { t } = useTranslation()
  const change = useChange()
  const zones = Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value }))
  const save = ({ zone, ...week }: Record<string, unknown>) => {
    change.mutate({ name: 'set-hours', input: { zone, hours: workedDays(week) } })
  }
  return (
    <Form
      layout="horizontal"
      labelCol={{ flex: '90px' }}
      labelAlign="left"
      colon={false}
      initialValues={{ zone: view.zone, ...view.hours }}
      onFinish={save}
    >
      <Form.Item name="zone" label={t('setup.zone')} rules={[{ required: true, message: t('form.required') }]}>
        <Select showSearch={{ optionFilterProp: 'label' }} options={zones} style={{ maxWidth: 260 }} />
      </Form.Item>
      <WeekFields />
      <p className="muted small admin-note">{t('admin.hoursAbout')}</p>
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        {t('admin.saveHours')}
      </Button>
    </Form>
  )
}
