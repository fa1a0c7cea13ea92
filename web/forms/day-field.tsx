import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import type { WidgetProps } from './form-context.ts'

/** A day of the office's calendar. */
export default function DayField({
  id,
  value,
  onChange,
  onBlur,
  label,
}: Partial<WidgetProps<string>> & { label?: string }) {
  return (
    <DatePicker
      id={id}
      aria-label={label}
      format="YYYY-MM-DD"
      value={value ? dayjs(value) : null}
      onChange={(picked) => onChange?.(picked ? picked.format('YYYY-MM-DD') : undefined)}
      onBlur={onBlur}
      style={{ width: '100%', maxWidth: 180 }}
    />
  )
}
