import { Select } from 'antd'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import type { Catalogue } from '../../api/catalogue.ts'
import type { Names } from '../../words/names.ts'
import { useNames } from '../ui/names.ts'
import { useOffice } from '../ui/office.ts'
import { useSurroundings, type WidgetProps } from './form-context.ts'

/** For whom a case is walled off: they can be given nothing to do in it. */
export function walledOff(view: Pick<CasePageView, 'respondents' | 'recused'> | undefined): readonly string[] {
  return view ? [...view.respondents, ...view.recused] : []
}

type Option = { readonly value: string; readonly label: string; readonly posts: string }

/** A person by name, with the posts held, since two may have one name. */
export function personOption(person: Catalogue['people'][number], names: Names, t: TFunction): Option {
  const posts = person.posts.map((held) => `${names.post(held.post)} · ${names.unit(held.unit)}`)
  return { value: person.id, label: person.name, posts: posts.join(t('time:semicolon')) }
}

/** How a person of a list is drawn. */
export function PersonOption({ of: { label, posts } }: { of: Pick<Option, 'label' | 'posts'> }) {
  return (
    <span className="person-option">
      {label} <span className="muted small">{posts}</span>
    </span>
  )
}

/** Somebody else of the whole staff, whatever the posts. */
export function Staff({ id, value, onChange, onBlur }: WidgetProps<string>) {
  const { t } = useTranslation()
  return (
    <Select
      id={id}
      value={value ?? null}
      onChange={(picked) => onChange?.(picked ?? undefined)}
      onBlur={onBlur}
      placeholder={t('form.choosePerson')}
      showSearch={{ optionFilterProp: 'label' }}
      options={useOthers()}
      optionRender={({ data }) => <PersonOption of={data as unknown as Option} />}
    />
  )
}

/** Any number of others of the staff. */
export function SeveralStaff({ id, value, onChange, onBlur }: WidgetProps<string[]>) {
  const { t } = useTranslation()
  return (
    <Select
      id={id}
      mode="multiple"
      value={value ?? []}
      onChange={(picked) => onChange?.(picked.length > 0 ? picked : undefined)}
      onBlur={onBlur}
      placeholder={t('form.several')}
      showSearch={{ optionFilterProp: 'label' }}
      options={useOthers()}
      optionRender={({ data }) => <PersonOption of={data as unknown as Option} />}
    />
  )
}

function useOthers(): Option[] {
  const { t } = useTranslation()
  const names = useNames()
  const { me } = useOffice()
  const people = names.catalogue?.people ?? []
  return people.filter(({ id }) => id !== me.id).map((person) => personOption(person, names, t))
}

/** One of those whom the case complains of. */
export function Respondent(props: WidgetProps<string>) {
  const { view } = useSurroundings()
  return <OneOf {...props} people={view?.respondents ?? []} />
}

/** One of those who are recused. */
export function Recused(props: WidgetProps<string>) {
  const { view } = useSurroundings()
  return <OneOf {...props} people={view?.recused ?? []} />
}

function OneOf({ id, value, onChange, onBlur, people }: WidgetProps<string> & { people: readonly string[] }) {
  const { t } = useTranslation()
  const names = useNames()
  return (
    <Select
      id={id}
      value={value ?? null}
      onChange={(picked) => onChange?.(picked ?? undefined)}
      onBlur={onBlur}
      allowClear
      placeholder={t('form.choosePerson')}
      notFoundContent={t('form.nobodyNamed')}
      options={people.map((one) => ({ value: one, label: names.person(one) }))}
    />
  )
}

/** A share of the liability that is decided anew; left empty it is a further one. */
export function LiabilityLine({ id, value, onChange, onBlur }: WidgetProps<number>) {
  const { t } = useTranslation()
  const names = useNames()
  const { view } = useSurroundings()
  const options = (view?.liability ?? []).map((one) => ({
    value: one.line,
    label: t('form.shareOf', { who: liableWords(one, names), share: one.share }),
  }))
  return (
    <Select
      id={id}
      value={value ?? null}
      onChange={(picked) => onChange?.(picked ?? undefined)}
      onBlur={onBlur}
      allowClear
      placeholder={t('form.furtherShare')}
      options={options}
    />
  )
}

/** Who bears a share: the unit, and the person of it where it is one. */
export function liableWords({ unit, staff, person }: CasePageView['liability'][number], names: Names): string {
  const who = staff ? names.person(staff) : person
  return who ? `${names.unit(unit)} · ${who}` : names.unit(unit)
}
