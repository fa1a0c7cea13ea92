import { Form, Input, Radio, Select } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { UnitPicker } from '../forms/pickers.tsx'
import { useNames } from '../ui/names.ts'
import { Panel } from '../ui/panel.tsx'
import type { Plan } from './wish.ts'

type Props = { readonly plan: Plan; readonly change: (plan: Plan) => void }

/** From where the rows come, who handles them, and whether they are new or history. */
export function How({ plan, change }: Props) {
  const { t } = useTranslation()
  const { catalogue, say } = useNames()
  const [source, unit, channel, format] = [useId(), useId(), useId(), useId()]
  const channels = (catalogue?.packs[0]?.channels ?? []).map(({ id, name }) => ({ value: id, label: say(name) }))
  const named = Object.values(plan.means).includes('channel')
  return (
    <Panel title={t('imports.how')}>
      <Form layout="vertical" component="div" className="import-how">
        <Form.Item label={t('imports.source')} htmlFor={source} extra={t('imports.sourceHint')} required>
          <Input
            id={source}
            value={plan.source}
            maxLength={120}
            onChange={(event) => change({ ...plan, source: event.target.value })}
          />
        </Form.Item>
        <Form.Item label={t('imports.unit')} htmlFor={unit} required>
          <UnitPicker
            id={unit}
            value={plan.unit}
            onChange={(picked) => change({ ...plan, unit: picked as string | undefined })}
          />
        </Form.Item>
        <Form.Item label={t('imports.kindOf')} extra={t(plan.history ? 'imports.asHistoryHint' : 'imports.asNewHint')}>
          <Radio.Group
            value={plan.history}
            onChange={(event) => change({ ...plan, history: event.target.value as boolean })}
            options={[
              { value: false, label: t('imports.asNew') },
              { value: true, label: t('imports.asHistory') },
            ]}
          />
        </Form.Item>
        {!named && (
          <Form.Item label={t('imports.channel')} htmlFor={channel}>
            <Select
              id={channel}
              value={plan.channel ?? null}
              allowClear
              placeholder={channels.find(({ value }) => value === 'web')?.label ?? channels[0]?.label}
              onChange={(picked) => change({ ...plan, channel: picked ?? undefined })}
              options={channels}
            />
          </Form.Item>
        )}
        <Form.Item label={t('imports.dateFormat')} htmlFor={format} extra={t('imports.dateFormatHint')}>
          <Input
            id={format}
            value={plan.dateFormat}
            maxLength={40}
            onChange={(event) => change({ ...plan, dateFormat: event.target.value })}
          />
        </Form.Item>
      </Form>
    </Panel>
  )
}
