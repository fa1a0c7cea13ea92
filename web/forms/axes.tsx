import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Proposals } from '../../api/understanding.ts'
import { proposalsQueryOf } from '../api/queries.ts'
import { useNames } from '../ui/names.ts'
import { useSurroundings, type WidgetProps } from './form-context.ts'
import { usePack } from './pack-widgets.tsx'

type Proposed = Proposals['regimes'][number]['axes'][number]
type Picked = Readonly<Record<string, string>>

/** A choice per axis of the pack, each with what the house proposes where it has learned enough. */
export function Axes({ id, value, onChange }: WidgetProps<Picked>) {
  const { t } = useTranslation()
  const { say } = useNames()
  const axes = usePack()?.axes ?? []
  const proposed = useProposed()
  const open = proposed.filter(({ axis, values }) => values[0] && value?.[axis] !== values[0].value)
  const takeAll = () =>
    onChange?.({ ...value, ...Object.fromEntries(open.map(({ axis, values }) => [axis, values[0]?.value ?? ''])) })
  return (
    <div id={id} className="axes">
      {open.length > 1 && (
        <Button size="small" onClick={takeAll}>
          {t('proposed.takeAll')}
        </Button>
      )}
      {axes.map((axis) => (
        <div key={axis.id} className="axis">
          <span>
            {say(axis.name)}
            {axis.required && <span className="mark"> *</span>}
          </span>
          <Select
            aria-label={say(axis.name)}
            allowClear={!axis.required}
            placeholder={t('form.choose')}
            value={value?.[axis.id] ?? null}
            onChange={(picked) => onChange?.(without({ ...value, [axis.id]: picked as string }))}
            options={axis.values.map((one) => ({ value: one.id, label: say(one.name) }))}
          />
          <OneProposal
            of={proposed.find((one) => one.axis === axis.id)}
            picked={value?.[axis.id]}
            nameOf={(code) => {
              const found = axis.values.find((one) => one.id === code)
              return found ? say(found.name) : code
            }}
            take={(picked) => onChange?.({ ...value, [axis.id]: picked })}
          />
        </div>
      ))}
    </div>
  )
}

/** What is proposed for the case under the pack of the form; nothing before there is a case, or while nothing is learned. */
function useProposed(): readonly Proposed[] {
  const { view } = useSurroundings()
  const pack = usePack()
  const { data } = useQuery({ ...proposalsQueryOf(view?.row.id ?? ''), enabled: view !== undefined })
  return data?.regimes.find(({ regime }) => regime === pack?.id)?.axes ?? []
}

type OneProps = {
  readonly of: Proposed | undefined
  readonly picked: string | undefined
  readonly nameOf: (code: string) => string
  readonly take: (picked: string) => void
}

/** The likeliest value with its confidence and the words that speak for it; the next ones, to be taken as quickly. */
function OneProposal({ of, picked, nameOf, take }: OneProps) {
  const { t } = useTranslation()
  if (!of) return null
  const percent = (confidence: number) => Math.round(confidence * 100)
  return (
    <div className="proposed small">
      <span className="muted">{t('proposed.label')}</span>
      {of.values.map(({ value, confidence }, at) => (
        <Button
          key={value}
          size="small"
          type={at === 0 ? 'default' : 'text'}
          disabled={picked === value}
          onClick={() => take(value)}
          aria-label={t('proposed.take', { value: nameOf(value), percent: percent(confidence) })}
        >
          {nameOf(value)} <span className="figures muted">{percent(confidence)} %</span>
        </Button>
      ))}
      {of.because.length > 0 && (
        <span className="muted proposed-because">
          {t('proposed.because', {
            words: of.because.map((one) => t('proposed.word', { word: one })).join(t('time:comma')),
          })}
          {' · '}
          {t('proposed.learned', { count: of.texts })}
        </span>
      )}
    </div>
  )
}

function without(picked: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(picked).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
