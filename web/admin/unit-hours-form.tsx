import { Button, Checkbox, Form } from 'antd'
import { useTranslation } from 'react-i18next'
import type { OrganisationView } from '../../api/organisation.ts'
import { useChange } from './change.ts'
import { WeekFields, workedDays } from './week-fields.tsx'

type Props = {
  readonly unit: OrganisationView['units'][number]
  readonly view: OrganisationView
  readonly done: () => void
}

/** When a unit works, where that is not when the unit above it works; counts for complaints registered there from now on. */
export function UnitHoursForm({ unit, view, done }: Props) {
  const { t } = useTranslation()
  const change = useChange(done)
  const save = ({ worksHolidays, ...week }: Record<string, unknown>) =>
    change.mutate({
      name: 'set-unit-hours',
      input: { unit: unit.id, hours: workedDays(week), holidays: worksHolidays ? 'worked' : 'off' },
    })
  return (
    <Form
      layout="horizontal"
      labelCol={{ flex: '90px' }}
      labelAlign="left"
      colon={false}
      initialValues={{ ...(unit.hours ?? view.hours), worksHolidays: unit.worksHolidays }}
      onFinish={save}
    >
      <WeekFields />
      <Form.Item name="worksHolidays" valuePropName="checked" style={{ marginBottom: 8 }}>
        <Checkbox>{t('admin.worksHolidays')}</Checkbox>
      </Form.Item>
      <p className="muted small admin-note">{t('admin.unitHoursAbout')}</p>
      <div className="admin-buttons">
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t('admin.saveHours')}
        </Button>
        {unit.hours && (
          <Button
            loading={change.isPending}
            onClick={() => change.mutate({ name: 'set-unit-hours', input: { unit: unit.id } })}
          >
            {t('admin.followAbove')}
          </Button>
        )}
        <Button onClick={done}>{t('form.cancel')}</Button>
      </div>
    </Form>
  )
}
