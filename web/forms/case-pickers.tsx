import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { evidenceQueryOf } from '../api/queries.ts'
import { useFormats } from '../ui/formats.ts'
import { useNames } from '../ui/names.ts'
import { useSurroundings, type WidgetProps } from './form-context.ts'
import { fittingTasks } from './start-of.ts'

type Option<T> = { readonly value: T; readonly label: string }

function Picker<T extends string | number>({
  id,
  value,
  onChange,
  onBlur,
  options,
  optional = false,
}: WidgetProps<T> & { options: readonly Option<T>[]; optional?: boolean }) {
  const { t } = useTranslation()
  return (
    <Select<T>
      id={id}
      value={value ?? null}
      onChange={(picked) => onChange?.(picked ?? undefined)}
      onBlur={onBlur}
      allowClear={optional}
      placeholder={t('form.choose')}
      options={[...options]}
    />
  )
}

/** Somebody whom the case is about; the complainant where nobody is chosen. */
export function Party(props: WidgetProps<string>) {
  const { t } = useTranslation()
  const parties = useSurroundings().view?.parties ?? []
  const options = parties.map(({ id, role, name }) => {
    const label = [t(`codes:role.${role}`), name].filter(Boolean).join(' ')
    return { value: id, label }
  })
  return <Picker {...props} options={options} optional />
}

/** One of the promises that are still open. */
export function OpenPromise(props: WidgetProps<number>) {
  const { t } = useTranslation()
  const names = useNames()
  const { at } = useFormats()
  const promises = useSurroundings().view?.promises ?? []
  const options = promises
    .filter(({ status }) => status === 'open')
    .map(({ number, what, staff, until }) => {
      const of = { number, what: what ?? '…', staff: names.person(staff), until: at(until) }
      return { value: number, label: t('promises.option', of) }
    })
  return <Picker {...props} options={options} />
}

/** One of the tasks with which the form's command can do something. */
export function OpenTask(props: WidgetProps<number>) {
  const { t } = useTranslation()
  const names = useNames()
  const { command, view } = useSurroundings()
  const options = fittingTasks(command, view?.tasks ?? []).map(({ number, unit, entries }) => {
    const question = entries[0]?.text ?? '…'
    return { value: number, label: t('tasks.option', { number, unit: names.unit(unit), question }) }
  })
  return <Picker {...props} options={options} />
}

/** What was done in a crisis and is not reported yet. */
export function CrisisAct(props: WidgetProps<number>) {
  const { t } = useTranslation()
  const names = useNames()
  const acts = useSurroundings().view?.crisis?.acts ?? []
  const options = acts
    .filter(({ reported }) => !reported)
    .map(({ number, did, by }) => {
      const label = `${t('codes:thing.act', { number })} · ${t(`codes:crisis-act.${did}`)} · ${names.person(by)}`
      return { value: number, label }
    })
  return <Picker {...props} options={options} />
}

/** A piece of evidence of the case, by its number. */
export function EvidenceNumber(props: WidgetProps<number>) {
  const { view } = useSurroundings()
  return view ? <EvidenceOf {...props} caseId={view.row.id} /> : null
}

function EvidenceOf({ caseId, ...props }: WidgetProps<number> & { caseId: string }) {
  const found = useQuery(evidenceQueryOf(caseId))
  const options = (found.data?.items ?? []).map(({ number, content }) => {
    return { value: number, label: `${number} ${content ?? '…'}` }
  })
  return <Picker {...props} options={options} optional />
}
