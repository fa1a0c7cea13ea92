import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useSurroundings, type WidgetProps } from '../forms/form-context.ts'
import { holdersOver } from '../forms/pickers.tsx'
import { personOption, walledOff } from '../forms/staff-pickers.tsx'
import { useNames } from '../ui/names.ts'

const DayField = lazy(() => import('../forms/day-field.tsx'))

type Line = {
  readonly kind?: string
  readonly what?: string
  readonly owner?: string | undefined
  readonly until?: string | undefined
}

/** What is to be answered, who is to be heard and what to be got: line by line, with who does it by when. */
export function PlanLines({ id, value, onChange, property }: WidgetProps<Line[]>) {
  const { t } = useTranslation()
  const lines: readonly Line[] = value?.length ? value : [{ kind: 'question' }]
  const put = (index: number, change: Line) =>
    onChange?.(lines.map((line, at) => (at === index ? { ...line, ...change } : line)))
  const remove = (index: number) => onChange?.(lines.filter((_, at) => at !== index))
  return (
    <div id={id} className="remedies">
      {lines.map((line, index) => (
        <OneLine
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place alone
          key={index}
          line={line}
          index={index}
          kinds={property.items?.properties?.kind?.enum ?? []}
          put={(change) => put(index, change)}
          {...(lines.length > 1 && { remove: () => remove(index) })}
        />
      ))}
      <Button
        icon={<PlusOutlined aria-hidden />}
        disabled={lines.length >= (property.maxItems ?? 40)}
        onClick={() => onChange?.([...lines, { kind: lines.at(-1)?.kind ?? 'question' }])}
      >
        {t('plan.addLine')}
      </Button>
    </div>
  )
}

type LineProps = {
  readonly line: Line
  readonly index: number
  readonly kinds: readonly string[]
  readonly put: (change: Line) => void
  readonly remove?: () => void
}

function OneLine({ line, index, kinds, put, remove }: LineProps) {
  const { t } = useTranslation()
  const people = useOwners()
  return (
    <fieldset className="remedy">
      <legend>{t('plan.lineOf', { at: index + 1 })}</legend>
      <Select
        aria-label={t('fields:kind')}
        value={line.kind ?? null}
        onChange={(kind) => put({ kind })}
        options={kinds.map((one) => ({ value: one, label: t(`codes:plan-kind.${one}`) }))}
      />
      <Input.TextArea
        aria-label={t('fields:what')}
        placeholder={t(`plan.what.${line.kind ?? 'question'}`)}
        value={line.what ?? ''}
        maxLength={500}
        autoSize={{ minRows: 1, maxRows: 4 }}
        onChange={(event) => put({ what: event.target.value })}
      />
      <div className="plan-line-who">
        <Select
          aria-label={t('fields:owner')}
          placeholder={t('plan.ownerOrHandler')}
          value={line.owner ?? null}
          allowClear
          onChange={(owner) => put({ owner: owner ?? undefined })}
          showSearch={{ optionFilterProp: 'label' }}
          options={people}
        />
        <Suspense>
          <DayField label={t('fields:until')} value={line.until} onChange={(until) => put({ until })} />
        </Suspense>
        {remove && (
          <Button icon={<DeleteOutlined />} onClick={remove}>
            {t('form.remove')}
          </Button>
        )}
      </div>
    </fieldset>
  )
}

/** Who answers for a line of the plan. */
export function Owner({ id, value, onChange, onBlur }: WidgetProps<string>) {
  const { t } = useTranslation()
  return (
    <Select
      id={id}
      value={value ?? null}
      allowClear
      onChange={(picked) => onChange?.(picked ?? undefined)}
      onBlur={onBlur}
      placeholder={t('plan.sameOwner')}
      showSearch={{ optionFilterProp: 'label' }}
      options={useOwners()}
    />
  )
}

/** Everybody who may own a line: they see the case, and it is walled off from none of them. */
function useOwners() {
  const { t } = useTranslation()
  const names = useNames()
  const { view } = useSurroundings()
  const walled = walledOff(view)
  const { catalogue } = names
  const seeing = catalogue ? holdersOver(catalogue, 'may-read', view?.row.unit, view?.regimes[0]?.pack) : []
  return seeing.filter(({ id }) => !walled.includes(id)).map((person) => personOption(person, names, t))
}
