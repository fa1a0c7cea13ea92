import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Money } from '../../words/money.ts'
import { useFormats } from '../ui/formats.ts'
import type { WidgetProps } from './form-context.ts'
import { MoneyField } from './money-field.tsx'

const DayField = lazy(() => import('./day-field.tsx'))

type Line = {
  readonly kind?: string
  readonly amount?: Money | undefined
  readonly what?: string
  readonly until?: string | undefined
}

/** What is offered, line by line, with the sum that decides who has to approve. */
export function RemedyLines({ id, value, onChange, property }: WidgetProps<Line[]>) {
  const { t } = useTranslation()
  const { money } = useFormats()
  const lines: readonly Line[] = value?.length ? value : [{ kind: 'apology' }]
  const kinds = property.items?.properties?.kind?.enum ?? []
  const put = (index: number, change: Line) =>
    onChange?.(lines.map((line, at) => (at === index ? { ...line, ...change } : line)))
  const total = lines.reduce((sum, line) => sum + (line.amount?.minor ?? 0), 0)
  return (
    <div id={id} className="remedies">
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place alone
        <fieldset key={index} className="remedy">
          <legend>{t('form.remedyOf', { at: index + 1 })}</legend>
          <Select
            aria-label={t('fields:remedyKind')}
            value={line.kind ?? null}
            onChange={(kind) => put(index, { kind })}
            options={kinds.map((one) => ({ value: one, label: t(`codes:remedy-kind.${one}`) }))}
          />
          <Input.TextArea
            aria-label={t('fields:what')}
            placeholder={t('form.remedyWhat')}
            value={line.what ?? ''}
            maxLength={2000}
            autoSize={{ minRows: 2, maxRows: 8 }}
            onChange={(event) => put(index, { what: event.target.value })}
          />
          <div className="remedy-figures">
            <MoneyField label={t('fields:amount')} value={line.amount} onChange={(amount) => put(index, { amount })} />
            <Suspense>
              <DayField label={t('fields:until')} value={line.until} onChange={(until) => put(index, { until })} />
            </Suspense>
            {lines.length > 1 && (
              <Button icon={<DeleteOutlined />} onClick={() => onChange?.(lines.filter((_, at) => at !== index))}>
                {t('form.remove')}
              </Button>
            )}
          </div>
        </fieldset>
      ))}
      <div className="remedy-total">
        <Button
          icon={<PlusOutlined aria-hidden />}
          disabled={lines.length >= (property.maxItems ?? 20)}
          onClick={() => onChange?.([...lines, { kind: 'compensation' }])}
        >
          {t('form.addRemedy')}
        </Button>
        <span>
          {t('form.total')} <b className="figures">{money({ minor: total, currency: 'CNY' })}</b>
        </span>
      </div>
    </div>
  )
}
