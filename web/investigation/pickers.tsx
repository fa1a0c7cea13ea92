import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { evidenceQueryOf } from '../api/queries.ts'
import { useSurroundings, type WidgetProps } from '../forms/form-context.ts'
import { useSayingWords } from './saying-words.ts'

type Option = { readonly value: number; readonly label: string }

function Choice({ id, value, onChange, onBlur, options }: WidgetProps<number> & { options: readonly Option[] }) {
  const { t } = useTranslation()
  return (
    <Select
      id={id}
      value={value ?? null}
      allowClear
      onChange={(picked) => onChange?.(picked ?? undefined)}
      onBlur={onBlur}
      placeholder={t('form.choose')}
      options={[...options]}
    />
  )
}

/** A line of the plan: those still open first. */
export function PlanLineChoice(props: WidgetProps<number>) {
  const { t } = useTranslation()
  const { view } = useSurroundings()
  const lines = view?.investigation.plan ?? []
  const isOpen = (state: string) => Number(state === 'open')
  const options = [...lines]
    .sort((a, b) => isOpen(b.state) - isOpen(a.state))
    .map(({ line, kind, what }) => ({
      value: line,
      label: `${t(`codes:plan-kind.${kind}`)}${t('time:colon')}${what ?? t('story.closed')}`,
    }))
  return <Choice {...props} options={options} />
}

/** A question of the plan. */
export function PlanQuestion(props: WidgetProps<number>) {
  const { t } = useTranslation()
  const { view } = useSurroundings()
  const questions = (view?.investigation.plan ?? []).filter(
    ({ kind, state }) => kind === 'question' && state !== 'dropped',
  )
  const options = questions.map(({ line, what }) => ({ value: line, label: what ?? t('story.closed') }))
  return <Choice {...props} options={options} />
}

/** A statement, by whose it is, when, and its beginning. */
export function SayingChoice(props: WidgetProps<number>) {
  const { view } = useSurroundings()
  const { whose, beginning } = useSayingWords()
  const options = (view?.investigation.sayings ?? []).map((one) => ({
    value: one.fact,
    label: `${whose(one)} · ${beginning(one)}`,
  }))
  return <Choice {...props} options={options} />
}

/** A contradiction that nobody settled yet. */
export function OpenContradiction(props: WidgetProps<number>) {
  const { t } = useTranslation()
  const { view } = useSurroundings()
  const open = (view?.investigation.contradictions ?? []).filter(({ settled }) => !settled)
  const options = open.map(({ number, point }) => ({ value: number, label: point ?? t('story.closed') }))
  return <Choice {...props} options={options} />
}

/** An appraisal that has not ended. */
export function OpenAppraisal(props: WidgetProps<number>) {
  const { t } = useTranslation()
  const { view } = useSurroundings()
  const open = (view?.investigation.appraisals ?? []).filter(({ ended }) => !ended)
  const options = open.map(({ number, appraiser, subject }) => ({
    value: number,
    label: `${appraiser ?? t('story.closed')} · ${subject ?? t('story.closed')}`,
  }))
  return <Choice {...props} options={options} />
}

function useEvidenceOptions(): Option[] {
  const { t } = useTranslation()
  const { view } = useSurroundings()
  const found = useQuery({ ...evidenceQueryOf(view?.row.id ?? ''), enabled: view !== undefined })
  return (found.data?.items ?? []).map(({ number, content }) => ({
    value: number,
    label: `${t('evidence.number', { number })} · ${content ?? t('story.closed')}`,
  }))
}

/** One piece of evidence. */
export function Piece(props: WidgetProps<number>) {
  return <Choice {...props} options={useEvidenceOptions()} />
}

/** Several pieces of evidence. */
export function Pieces({ id, value, onChange, onBlur }: WidgetProps<number[]>) {
  const { t } = useTranslation()
  return (
    <Select
      id={id}
      mode="multiple"
      value={value ?? []}
      onChange={(picked) => onChange?.(picked.length > 0 ? picked : undefined)}
      onBlur={onBlur}
      placeholder={t('form.several')}
      options={useEvidenceOptions()}
    />
  )
}
