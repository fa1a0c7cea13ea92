import { useQuery } from '@tanstack/react-query'
import { Form, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Catalogue } from '../../api/catalogue.ts'
import type { Unit } from '../../words/names.ts'
import { searchCases } from '../api/calls.ts'
import { useFormats } from '../ui/formats.ts'
import { useNames } from '../ui/names.ts'
import { useSurroundings, type WidgetProps } from './form-context.ts'
import { OneProposal, useProposals } from './proposed.tsx'
import { PersonOption, personOption, walledOff } from './staff-pickers.tsx'
import { extendablesOf } from './start-of.ts'

/** The units as a tree written in lines: a child stands under its parent, further in. */
export function unitOptions(
  units: readonly Unit[],
  parent: string | null = null,
  depth = 0,
): { value: string; label: string; depth: number }[] {
  return units
    .filter(
      (unit) =>
        unit.parent === parent || (depth === 0 && parent === null && !units.some((one) => one.id === unit.parent)),
    )
    .flatMap((unit) => [{ value: unit.id, label: unit.name, depth }, ...unitOptions(units, unit.id, depth + 1)])
}

export function UnitPicker({ id, value, onChange, onBlur }: Partial<WidgetProps<string>>) {
  const { t } = useTranslation()
  const { catalogue, unit } = useNames()
  const { command } = useSurroundings()
  const answers = answering.includes(command)
  const proposed = useProposals(answers)?.unit
  return (
    <>
      <Select
        id={id}
        value={value ?? null}
        onChange={(picked) => onChange?.(picked ?? undefined)}
        onBlur={onBlur}
        placeholder={t('form.chooseUnit')}
        showSearch={{ optionFilterProp: 'label' }}
        options={unitOptions(catalogue?.units ?? [])}
        optionRender={({ data, label }) => (
          <span style={{ paddingInlineStart: (data as { depth: number }).depth * 16 }}>{label}</span>
        )}
      />
      {answers && <OneProposal of={proposed} picked={value} nameOf={unit} take={(picked) => onChange?.(picked)} />}
    </>
  )
}

/** The commands whose unit is the one that answers the complaint. */
const answering = ['forward', 'assign']

/** People who hold the authority that the field asks for over the unit; where it asks for none, those who may handle. */
export function Person({ id, value, onChange, onBlur, property }: WidgetProps<string>) {
  const { t } = useTranslation()
  const names = useNames()
  const { view, command } = useSurroundings()
  const chosen = Form.useWatch('unit') as string | undefined
  const unit = chosen ?? view?.row.unit
  const people = names.catalogue
    ? holdersOver(names.catalogue, property.authority ?? 'may-handle', unit, view?.regimes[0]?.pack)
    : []
  const walled = walledOff(view)
  const options = people.filter((one) => !walled.includes(one.id)).map((one) => personOption(one, names, t))
  const proposed = useProposals(command === 'assign')?.handler
  const here = options.some((one) => one.value === proposed?.values[0]?.value) ? proposed : undefined
  return (
    <>
      <Select
        id={id}
        value={value ?? null}
        onChange={(picked) => onChange?.(picked ?? undefined)}
        onBlur={onBlur}
        placeholder={t('form.choosePerson')}
        showSearch={{ optionFilterProp: 'label' }}
        options={options}
        notFoundContent={t('form.nobodyHandles')}
        optionRender={({ data }) => <PersonOption of={data as unknown as { label: string; posts: string }} />}
      />
      {command === 'assign' && (
        <OneProposal of={here} picked={value} nameOf={names.person} take={(picked) => onChange?.(picked)} />
      )}
    </>
  )
}

/** Who holds an authority of a pack over a unit; over any where none is named. */
export function holdersOver(
  { people, units, packs }: Catalogue,
  authority: string,
  unit: string | undefined,
  pack: string | undefined,
) {
  const under = packs.find((one) => one.id === pack) ?? packs[0]
  const posts = under?.authorities.find((one) => one.id === authority)?.posts ?? []
  const above = unit ? chainOf(units, unit) : undefined
  return people.filter((person) =>
    person.posts.some((held) => posts.includes(held.post) && (!above || above.has(held.unit))),
  )
}

function chainOf(units: readonly Unit[], unit: string): Set<string> {
  const chain = new Set<string>()
  for (let at: string | null | undefined = unit; at && !chain.has(at); at = units.find((one) => one.id === at)?.parent)
    chain.add(at)
  return chain
}

/** Another case, found by its number. */
export function CasePicker({ id, value, onChange, onBlur }: WidgetProps<string>) {
  const { t } = useTranslation()
  const { view } = useSurroundings()
  const [typed, setTyped] = useState('')
  const found = useQuery({
    queryKey: ['case-picker', typed],
    queryFn: () => searchCases({ filter: { number: typed }, sort: 'received', descending: true, limit: 20 }),
    enabled: typed.length >= 4,
  })
  const options = (found.data?.rows ?? [])
    .filter((row) => row.id !== view?.row.id)
    .map((row) => ({ value: row.id, label: `${row.number} ${row.title}` }))
  return (
    <Select
      id={id}
      value={value ?? null}
      onChange={(picked) => onChange?.(picked ?? undefined)}
      onBlur={onBlur}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      placeholder={t('form.chooseCase')}
      loading={found.isFetching}
      notFoundContent={t(typed.length < 4 ? 'form.typeNumber' : 'form.noSuchNumber')}
      options={options}
    />
  )
}

/** How cases go together that were merged or split; no link that somebody could take back. */
const ofOneMatter = ['merged-into', 'taken-in', 'part', 'part-of']

/** One of the cases linked to this one. */
export function LinkedCase(props: WidgetProps<string>) {
  return <LinkChoice takes={(kind) => !ofOneMatter.includes(kind)} {...props} />
}

/** A case of which somebody said that it is the same, or the one that this one was split off from. */
export function SameCase(props: WidgetProps<string>) {
  return <LinkChoice takes={(kind) => kind === 'duplicate' || kind === 'part-of'} {...props} />
}

function LinkChoice({
  id,
  value,
  onChange,
  onBlur,
  takes,
}: WidgetProps<string> & { takes: (kind: string) => boolean }) {
  const { t } = useTranslation()
  const { view } = useSurroundings()
  const options = (view?.links ?? [])
    .filter(({ kind }) => takes(kind))
    .map((one) => ({ value: one.other, label: `${one.number ?? '…'} · ${t(`codes:link-kind.${one.kind}`)}` }))
  return (
    <Select
      id={id}
      value={value ?? null}
      onChange={(picked) => onChange?.(picked ?? undefined)}
      onBlur={onBlur}
      options={options}
      placeholder={t('form.choose')}
    />
  )
}

/** A running duty that can be given more time. Whose rule it is goes along with it as `regime`. */
export function Extendable({ id, value, onChange, onBlur }: WidgetProps<string>) {
  const { t } = useTranslation()
  const { view } = useSurroundings()
  const { say, pack } = useNames()
  const { allowance } = useFormats()
  const form = Form.useFormInstance()
  const regime = Form.useWatch('regime', { form, preserve: true }) as string | undefined
  const duties = extendablesOf(view?.obligations ?? [])
  const several = new Set(duties.map((one) => one.regime)).size > 1
  const labelOf = ({ text, extendTo, regime }: (typeof duties)[number]) => {
    const label = t('form.extendOption', { to: allowance(extendTo), duty: say(text) })
    return several ? `${label} · ${pack(regime)}` : label
  }
  const options = duties.map((one) => ({
    value: `${one.regime} ${one.duty}`,
    label: labelOf(one),
  }))
  const pick = (picked: string) => {
    const [of, duty] = picked.split(' ')
    form.setFieldValue('regime', of)
    onChange?.(duty)
  }
  return (
    <Select
      id={id}
      value={value ? `${regime ?? view?.regimes[0]?.pack} ${value}` : null}
      onChange={(picked) => picked && pick(picked)}
      onBlur={onBlur}
      options={options}
    />
  )
}
