import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { instantAt, wallText } from '../../words/moments.ts'
import { useOffice } from '../ui/office.ts'
import type { WidgetProps } from './form-context.ts'

/** A moment on the office's clock, wherever the browser stands. */
export default function MomentField({ id, value, onChange, onBlur, name }: WidgetProps<string>) {
  const { zone } = useOffice()
  return (
    <DatePicker
      id={id}
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      value={value ? dayjs(wallText(value, zone)) : null}
      onChange={(picked) => onChange?.(picked ? instantAt(picked.format('YYYY-MM-DDTHH:mm'), zone) : undefined)}
      onBlur={onBlur}
      {...(name !== 'until' && { maxDate: dayjs(wallText(new Date().toISOString(), zone)) })}
      style={{ width: '100%', maxWidth: 240 }}
    />
  )
}
