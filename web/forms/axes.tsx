import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Proposals } from '../../api/understanding.ts'
import { useNames } from '../ui/names.ts'
import type { WidgetProps } from './form-context.ts'
import { usePack } from './pack-widgets.tsx'
import { OneProposal, useProposals } from './proposed.tsx'

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

/** What is proposed for the axes of the pack of the form. */
function useProposed(): readonly Proposed[] {
  const pack = usePack()
  return useProposals()?.regimes.find(({ regime }) => regime === pack?.id)?.axes ?? []
}

function without(picked: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(picked).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
