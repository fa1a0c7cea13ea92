import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Money, majorText, minorOf } from '../../words/money.ts'
import type { WidgetProps } from './form-context.ts'

type Props = Partial<WidgetProps<Money>> & { readonly label?: string }

/** An amount in yuan as people write it; kept in fen. What is no amount stays on the screen, marked. */
export function MoneyField({ id, value, onChange, onBlur, label }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(value ? majorText(value.minor) : '')
  const wrong = typed.trim() !== '' && minorOf(typed) === undefined
  // A value that came from outside, a restored draft for example, replaces what stands in the field.
  const shown = value && minorOf(typed) !== value.minor ? majorText(value.minor) : typed
  const type = (text: string) => {
    setTyped(text)
    const minor = minorOf(text)
    onChange?.(minor === undefined ? undefined : { minor, currency: value?.currency ?? 'CNY' })
  }
  return (
    <>
      <Input
        id={id}
        aria-label={label}
        inputMode="decimal"
        prefix="¥"
        suffix={t('form.yuan')}
        value={shown}
        maxLength={16}
        status={wrong ? 'error' : ''}
        onChange={(event) => type(event.target.value)}
        onBlur={onBlur}
        style={{ maxWidth: 220 }}
      />
      {wrong && (
        <span className="field-wrong" role="alert">
          {t('form.noAmount')}
        </span>
      )}
    </>
  )
}
