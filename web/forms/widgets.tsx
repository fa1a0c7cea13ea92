import { Checkbox, Input, InputNumber, Radio, Select } from 'antd'
import { type ComponentType, lazy } from 'react'
import { useTranslation } from 'react-i18next'
import { Thing } from '../evidence/thing-picker.tsx'
import { UploadField } from '../evidence/upload-field.tsx'
import {
  OpenAppraisal,
  OpenContradiction,
  Piece,
  Pieces,
  PlanLineChoice,
  PlanQuestion,
  SayingChoice,
} from '../investigation/pickers.tsx'
import { Owner, PlanLines } from '../investigation/plan-lines.tsx'
import { Axes } from './axes.tsx'
import { CrisisAct, EvidenceNumber, OpenPromise, OpenTask, Party } from './case-pickers.tsx'
import { choiceWord } from './field-words.ts'
import { useSurroundings, type WidgetProps } from './form-context.ts'
import { Lines } from './lines.tsx'
import { MoneyField } from './money-field.tsx'
import { Channel, Condition, Conditions, Grade, Posts, Regime, Scores } from './pack-widgets.tsx'
import { CasePicker, Extendable, LinkedCase, Person, SameCase, UnitPicker } from './pickers.tsx'
import { RemedyLines } from './remedy-lines.tsx'
import { ReportRole } from './report-role.tsx'
import { LiabilityLine, Recused, Respondent, SeveralStaff, Staff } from './staff-pickers.tsx'

// Calendars to pick from are heavy and few forms have one.
const MomentField = lazy(() => import('./moment-field.tsx'))
const DayField = lazy(() => import('./day-field.tsx'))

function Line({ id, value, onChange, onBlur, property }: WidgetProps<string>) {
  return (
    <Input
      id={id}
      value={value}
      onChange={(event) => onChange?.(event.target.value)}
      onBlur={onBlur}
      maxLength={property.maxLength}
    />
  )
}

/** The own password stands for a signature; the browser may fill it in, nobody reads along. */
function Password({ id, value, onChange, onBlur, property }: WidgetProps<string>) {
  return (
    <Input.Password
      id={id}
      value={value}
      onChange={(event) => onChange?.(event.target.value)}
      onBlur={onBlur}
      maxLength={property.maxLength}
      autoComplete="current-password"
    />
  )
}

function Text({ id, value, onChange, onBlur, property }: WidgetProps<string>) {
  return (
    <Input.TextArea
      id={id}
      value={value}
      onChange={(event) => onChange?.(event.target.value)}
      onBlur={onBlur}
      maxLength={property.maxLength}
      autoSize={{ minRows: 3, maxRows: 12 }}
      showCount={(value?.length ?? 0) > (property.maxLength ?? 0) * 0.8}
    />
  )
}

/** Few choices stand open side by side; many fold into a list. */
function Choice({ id, value, onChange, name, property }: WidgetProps<string>) {
  const { t } = useTranslation()
  const { command } = useSurroundings()
  const options = (property.enum ?? []).map((one) => ({ value: one, label: choiceWord(t, command, name, one) }))
  if (options.length > 5) return <Select id={id} value={value} onChange={onChange} options={options} />
  return <Radio.Group id={id} value={value} onChange={(event) => onChange?.(event.target.value)} options={options} />
}

function Choices({ id, value, onChange, name, property }: WidgetProps<string[]>) {
  const { t } = useTranslation()
  const { command } = useSurroundings()
  const options = (property.items?.enum ?? []).map((one) => ({ value: one, label: choiceWord(t, command, name, one) }))
  return (
    <div id={id}>
      <Checkbox.Group value={value} onChange={onChange} options={options} />
    </div>
  )
}

function YesNo({ id, value, onChange, name }: WidgetProps<boolean>) {
  const { t } = useTranslation()
  const options = [true, false].map((one) => ({
    value: one,
    label: t([`codes:${name}.${one ? 'yes' : 'no'}`, `codes:yes-no.${one ? 'yes' : 'no'}`]),
  }))
  return <Radio.Group id={id} value={value} onChange={(event) => onChange?.(event.target.value)} options={options} />
}

function Tick({ id, value, onChange, name }: WidgetProps<boolean>) {
  const { t } = useTranslation()
  return (
    <Checkbox id={id} checked={value === true} onChange={(event) => onChange?.(event.target.checked)}>
      {t(`codes:${name}.yes`)}
    </Checkbox>
  )
}

function NumberField({ id, value, onChange, onBlur, property, name }: WidgetProps<number>) {
  const whole = property.minimum === 0 && property.maximum === 100
  return (
    <InputNumber
      id={id}
      value={value ?? null}
      onChange={(next) => onChange?.(next ?? undefined)}
      onBlur={onBlur}
      min={property.minimum}
      {...(property.maximum !== undefined && property.maximum < 10_000_000 && { max: property.maximum })}
      precision={0}
      {...(whole && (name === 'share' || name === 'percent') && { suffix: '%' })}
      style={{ width: 140 }}
    />
  )
}

/** The registry: which component draws which widget of the inputs' schemas. Each takes the value its schema allows, which no type can say. */
export const widgets = {
  hidden: () => null,
  line: Line,
  text: Text,
  choice: Choice,
  choices: Choices,
  'yes-no': YesNo,
  tick: Tick,
  number: NumberField,
  money: MoneyField,
  lines: Lines,
  moment: MomentField,
  day: DayField,
  unit: UnitPicker,
  person: Person,
  staff: Staff,
  'several-staff': SeveralStaff,
  respondent: Respondent,
  recused: Recused,
  liability: LiabilityLine,
  case: CasePicker,
  linked: LinkedCase,
  same: SameCase,
  extendable: Extendable,
  upload: UploadField,
  thing: Thing,
  party: Party,
  promise: OpenPromise,
  task: OpenTask,
  'crisis-act': CrisisAct,
  evidence: EvidenceNumber,
  'report-role': ReportRole,
  'plan-lines': PlanLines,
  'plan-line': PlanLineChoice,
  'plan-question': PlanQuestion,
  owner: Owner,
  saying: SayingChoice,
  contradiction: OpenContradiction,
  appraisal: OpenAppraisal,
  piece: Piece,
  pieces: Pieces,
  password: Password,
  channel: Channel,
  condition: Condition,
  conditions: Conditions,
  regime: Regime,
  grade: Grade,
  posts: Posts,
  axes: Axes,
  scores: Scores,
  'remedy-lines': RemedyLines,
} as unknown as Readonly<Record<string, ComponentType<WidgetProps>>>
