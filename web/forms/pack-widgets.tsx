import { Checkbox, Form, Radio, Select, Slider } from 'antd'
import { useTranslation } from 'react-i18next'
import type { PackWords } from '../../words/names.ts'
import { useNames } from '../ui/names.ts'
import { useSurroundings, type WidgetProps } from './form-context.ts'
import { OneProposal, useProposals } from './proposed.tsx'

/** The packs of the case, the leading one first; before there is a case, all that the organisation runs. */
function usePacks(): readonly PackWords[] {
  const { catalogue } = useNames()
  const { view } = useSurroundings()
  const packs = catalogue?.packs ?? []
  if (!view) return packs
  return view.regimes.flatMap((regime) => packs.find((one) => one.id === regime.pack) ?? [])
}

/** The pack a form is about: the one chosen in its `regime` field, else the leading one. */
export function usePack(): PackWords | undefined {
  const packs = usePacks()
  const chosen = Form.useWatch('regime') as string | undefined
  return packs.find((one) => one.id === chosen) ?? packs[0]
}

export function Channel({ id, value, onChange, onBlur }: WidgetProps<string>) {
  const { say } = useNames()
  const options = (usePack()?.channels ?? []).map((one) => ({ value: one.id, label: say(one.name) }))
  return (
    <Select
      id={id}
      value={value}
      onChange={onChange}
      onBlur={onBlur}
      options={options}
      showSearch={{ optionFilterProp: 'label' }}
    />
  )
}

export function Condition({ id, value, onChange }: WidgetProps<string>) {
  const { say } = useNames()
  const options = (usePack()?.conditions ?? []).map((one) => ({ value: one.id, label: say(one.text) }))
  return (
    <Radio.Group
      id={id}
      className="stacked"
      value={value}
      onChange={(event) => onChange?.(event.target.value)}
      options={options}
    />
  )
}

/** The conditions of acceptance, each to be ticked. */
export function Conditions({ id, value, onChange }: WidgetProps<string[]>) {
  const { say } = useNames()
  const options = (usePack()?.conditions ?? []).map((one) => ({ value: one.id, label: say(one.text) }))
  return (
    <div id={id} className="stacked">
      <Checkbox.Group value={value} onChange={onChange} options={options} />
    </div>
  )
}

export function Regime({ id, value, onChange }: WidgetProps<string>) {
  const { say } = useNames()
  const packs = usePacks()
  const options = packs.map((one) => ({ value: one.id, label: say(one.name) }))
  return <Select id={id} value={value ?? packs[0]?.id} onChange={onChange} options={options} />
}

export function Grade({ id, value, onChange }: WidgetProps<string>) {
  const { t } = useTranslation()
  const { say } = useNames()
  const { view } = useSurroundings()
  const pack = usePack()
  const now = view?.regimes.find((one) => one.pack === pack?.id)?.grade
  const options = (pack?.grades ?? []).map((one) => ({
    value: one.id,
    label: one.id === now ? t('form.gradeNow', { grade: say(one.name) }) : say(one.name),
    disabled: one.id === now,
  }))
  const proposed = useProposals()?.regimes.find((one) => one.regime === pack?.id)?.grade
  const nameOf = (code: string) => {
    const found = pack?.grades.find((one) => one.id === code)
    return found ? say(found.name) : code
  }
  return (
    <>
      <Radio.Group id={id} value={value} onChange={(event) => onChange?.(event.target.value)} options={options} />
      <OneProposal of={proposed} picked={value} nameOf={nameOf} take={(picked) => onChange?.(picked)} />
    </>
  )
}

/** Posts of the pack, several of them. */
export function Posts({ id, value, onChange, onBlur }: WidgetProps<string[]>) {
  const { say } = useNames()
  const options = (usePack()?.posts ?? []).map((one) => ({ value: one.id, label: say(one.name) }))
  return (
    <Select
      id={id}
      mode="multiple"
      value={value ?? []}
      onChange={onChange}
      onBlur={onBlur}
      options={options}
      optionFilterProp="label"
    />
  )
}

/** One to ten on every dimension of the pack. */
export function Scores({ id, value, onChange }: WidgetProps<Record<string, number>>) {
  const { t } = useTranslation()
  const { say } = useNames()
  const dimensions = usePack()?.dimensions ?? []
  return (
    <div id={id} className="scores">
      {dimensions.map((one) => (
        <div key={one.id}>
          <span>{say(one.name)}</span>
          <Slider
            min={1}
            max={10}
            {...(value?.[one.id] !== undefined && { value: value[one.id] })}
            onChange={(score: number) => onChange?.({ ...value, [one.id]: score })}
            ariaLabelForHandle={say(one.name)}
          />
          <output className="figures">{value?.[one.id] ?? t('form.noScore')}</output>
        </div>
      ))}
    </div>
  )
}
