import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { WidgetProps } from './form-context.ts'

/** A list of short texts, one a line: the questions of an investigation. */
export function Lines({ id, value, onChange, onBlur, property }: WidgetProps<string[]>) {
  const { t } = useTranslation()
  const lines = value?.length ? value : ['']
  const put = (index: number, text: string) => onChange?.(lines.map((line, at) => (at === index ? text : line)))
  return (
    <div className="lines" id={id}>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place alone
        <div key={index} className="lines-row">
          <Input
            value={line}
            aria-label={t('form.lineOf', { at: index + 1 })}
            maxLength={property.items?.maxLength}
            onChange={(event) => put(index, event.target.value)}
            onBlur={onBlur}
          />
          {lines.length > 1 && (
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('form.removeLine', { at: index + 1 })}
              onClick={() => onChange?.(lines.filter((_, at) => at !== index))}
            />
          )}
        </div>
      ))}
      {lines.length < (property.maxItems ?? 20) && (
        <Button icon={<PlusOutlined aria-hidden />} size="small" onClick={() => onChange?.([...lines, ''])}>
          {t('form.addLine')}
        </Button>
      )}
    </div>
  )
}
