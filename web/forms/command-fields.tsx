import { Form, type FormRule } from 'antd'
import type { TFunction } from 'i18next'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useNames } from '../ui/names.ts'
import { helpOf, labelOf } from './field-words.ts'
import { useSurroundings } from './form-context.ts'
import { type Field, widgetOf } from './schema.ts'
import { widgets } from './widgets.tsx'

/** The fields of a command, each drawn by the widget its schema names. */
export function CommandFields({ fields }: { fields: readonly Field[] }) {
  const { t } = useTranslation()
  const { command } = useSurroundings()
  return fields.map((field) =>
    field.property.ofPosted ? (
      <FieldOfPosted key={field.name} field={field} command={command} t={t} />
    ) : field.property.neededIf || field.property.shownIf ? (
      <FieldIfFits key={field.name} field={field} command={command} t={t} />
    ) : (
      <OneField key={field.name} field={field} command={command} t={t} />
    ),
  )
}

type OfField = { readonly field: Field; readonly command: string; readonly t: TFunction }

function FieldIfFits({ field, ...rest }: OfField) {
  const { neededIf, shownIf } = field.property
  const fits = neededIf ?? shownIf
  const value: unknown = Form.useWatch(fits?.field)
  const required = field.required || neededIf !== undefined
  return value === fits?.is ? <OneField field={{ ...field, required }} {...rest} /> : null
}

function FieldOfPosted(of: OfField) {
  const { view } = useSurroundings()
  const { catalogue } = useNames()
  const channels = catalogue?.packs.find(({ id }) => id === view?.regimes[0]?.pack)?.channels ?? []
  return channels.some(({ id, posted }) => posted && id === view?.row.channel) ? <OneField {...of} /> : null
}

function OneField({ field, command, t }: OfField) {
  const { name, property, required } = field
  const Widget = widgets[widgetOf(property)] ?? widgets.line
  if (!Widget) return null
  const help = helpOf(t, command, name)
  return (
    <Suspense>
      <Form.Item
        name={name}
        label={labelOf(t, command, name)}
        required={required}
        hidden={widgetOf(property) === 'hidden'}
        rules={rulesOf(field, t)}
        {...(help && { extra: help })}
        {...(property.default !== undefined && { initialValue: property.default })}
      >
        <Widget name={name} property={property} />
      </Form.Item>
    </Suspense>
  )
}

function rulesOf({ property, required }: Field, t: TFunction): FormRule[] {
  const kind = widgetOf(property)
  if (kind === 'plan-lines') return [{ validator: (_, value) => everyLineOfPlanSays(value, t) }]
  if (kind === 'remedy-lines') return [{ validator: (_, value) => everyLineSays(value, t) }]
  if (!required) return []
  const isText = kind === 'line' || kind === 'text'
  return [{ required: true, message: t('form.required'), ...(isText && { whitespace: true }) }]
}

function everyLineOfPlanSays(value: unknown, t: TFunction): Promise<void> {
  const lines = (value ?? []) as readonly { what?: string }[]
  const complete = lines.length > 0 && lines.every((line) => line.what?.trim())
  return complete ? Promise.resolve() : Promise.reject(new Error(t('plan.incomplete')))
}

function everyLineSays(value: unknown, t: TFunction): Promise<void> {
  const lines = (value ?? []) as readonly { kind?: string; what?: string }[]
  const complete = lines.length > 0 && lines.every((line) => line.kind && line.what?.trim())
  return complete ? Promise.resolve() : Promise.reject(new Error(t('form.remedyIncomplete')))
}
