import { Button, Checkbox, Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { OrganisationView } from '../../api/organisation.ts'
import { Hours } from '../ui/hours.tsx'
import { useChange } from './change.ts'

type Unit = OrganisationView['units'][number]
type Props = {
  readonly view: OrganisationView
  /** Whose hours; left out, those of the organisation. */
  readonly unit?: Unit
  readonly done?: () => void
}

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/**
 * When the organisation works, or one of its units where that is not when the unit above it works. Counts for complaints
 * received from now on; those that run keep what they promised.
 */
export function HoursForm({ view, unit, done }: Props) {
  const { t } = useTranslation()
  const change = useChange(done)
  const follow = () => unit && change.mutate({ name: 'set-unit-hours', input: { unit: unit.id } })
  return (
    <Form
      layout="horizontal"
      labelCol={{ flex: '90px' }}
      labelAlign="left"
      colon={false}
      initialValues={
        unit ? { ...(unit.hours ?? view.hours), worksHolidays: unit.worksHolidays } : { zone: view.zone, ...view.hours }
      }
      onFinish={(typed: Typed) => change.mutate(unit ? ofUnit(unit, typed) : ofOrganisation(typed))}
    >
      {!unit && <Zone />}
      {days.map((day) => (
        <Form.Item key={day} name={day} label={t(`codes:weekday.${day}`)} className="hours-day">
          <Hours label={t(`codes:weekday.${day}`)} />
        </Form.Item>
      ))}
      {unit && (
        <Form.Item name="worksHolidays" valuePropName="checked" className="hours-day">
          <Checkbox>{t('admin.worksHolidays')}</Checkbox>
        </Form.Item>
      )}
      <p className="muted small admin-note">{t(unit ? 'admin.unitHoursAbout' : 'admin.hoursAbout')}</p>
      <div className="admin-buttons">
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t('admin.saveHours')}
        </Button>
        {unit?.hours && (
          <Button loading={change.isPending} onClick={follow}>
            {t('admin.followAbove')}
          </Button>
        )}
        {done && <Button onClick={done}>{t('form.cancel')}</Button>}
      </div>
    </Form>
  )
}

function Zone() {
  const { t } = useTranslation()
  const zones = Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value }))
  return (
    <Form.Item name="zone" label={t('setup.zone')} rules={[{ required: true, message: t('form.required') }]}>
      <Select showSearch={{ optionFilterProp: 'label' }} options={zones} className="hours-zone" />
    </Form.Item>
  )
}

type Typed = Readonly<Record<string, unknown>>

function ofOrganisation({ zone, ...week }: Typed) {
  return { name: 'set-hours', input: { zone, hours: workedDays(week) } }
}

function ofUnit({ id }: Unit, { worksHolidays, ...week }: Typed) {
  return {
    name: 'set-unit-hours',
    input: { unit: id, hours: workedDays(week), holidays: worksHolidays ? 'worked' : 'off' },
  }
}

/** The days that are worked at all. */
function workedDays(week: Typed): Typed {
  return Object.fromEntries(Object.entries(week).filter(([, hours]) => Array.isArray(hours) && hours.length > 0))
}
