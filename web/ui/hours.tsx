import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'

export type Interval = [string, string]
type Props = {
  readonly value?: readonly Interval[]
  readonly onChange?: (value: Interval[]) => void
  readonly label: string
}

/** The working intervals of a day, first to last; none means a day of rest. */
export function Hours({ value = [], onChange, label }: Props) {
  const { t } = useTranslation()
  const put = (index: number, end: 0 | 1, time: string) =>
    onChange?.(value.map((one, at): Interval => (at === index ? (end === 0 ? [time, one[1]] : [one[0], time]) : one)))
  const clock = (index: number, end: 0 | 1, time: string) => (
    <Input
      type="time"
      value={time}
      style={{ width: 116 }}
      aria-label={t(end === 0 ? 'hours.from' : 'hours.until', { label, at: index + 1 })}
      onChange={(event) => put(index, end, event.target.value)}
    />
  )
  return (
    <div className="hours">
      {value.map(([from, until], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an interval is known by its place alone
        <span key={index} className="hours-one">
          {clock(index, 0, from)} – {clock(index, 1, until)}
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('hours.remove', { at: index + 1 })}
            onClick={() => onChange?.(value.filter((_, at) => at !== index))}
          />
        </span>
      ))}
      {value.length < 4 && (
        <Button
          size="small"
          icon={<PlusOutlined aria-hidden />}
          onClick={() => onChange?.([...value, value.length === 0 ? ['09:00', '18:00'] : ['19:00', '21:00']])}
        >
          {t(value.length === 0 ? 'hours.open' : 'hours.add')}
        </Button>
      )}
    </div>
  )
}
