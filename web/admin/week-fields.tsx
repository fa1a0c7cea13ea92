import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { Hours } from '../ui/hours.tsx'

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** The working intervals of each weekday. */
export function WeekFields() {
  const { t } = useTranslation()
  return days.map((day) => (
    <Form.Item key={day} name={day} label={t(`codes:weekday.${day}`)} style={{ marginBottom: 8 }}>
      <Hours label={t(`codes:weekday.${day}`)} />
    </Form.Item>
  ))
}

/** The days of a form that are worked at all. */
export function workedDays(week: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(week).filter(([, hours]) => Array.isArray(hours) && hours.length > 0))
}
