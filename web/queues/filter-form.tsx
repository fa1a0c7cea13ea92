import { Button, Checkbox, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { stages, statuses } from '../../core/case/state.ts'
import MomentField from '../forms/moment-field.tsx'
import { unitOptions } from '../forms/pickers.tsx'
import { filledIn } from '../forms/schema.ts'
import { submitsOn } from '../forms/submit-key.ts'
import { useNames } from '../ui/names.ts'
import { useOffice } from '../ui/office.ts'
import type { ListSearch } from './list-search.ts'
import { type Sought, seek, useSought } from './sought.ts'
import '../forms/forms.css'

type Values = ListSearch & Sought

/** Everything a list can be narrowed by; all that is set must hold. */
export default function FilterForm({ search, apply }: { search: ListSearch; apply: (next: ListSearch) => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const names = useNames()
  const { me } = useOffice()
  const sought = useSought()
  const packs = names.catalogue?.packs ?? []
  const unique = (list: readonly { id: string; name: { zh: string; en: string } }[]) => [
    ...new Map(list.map((one) => [one.id, { value: one.id, label: names.say(one.name) }])).values(),
  ]
  const codes = (group: string, values: readonly string[]) =>
    values.map((value) => ({ value, label: t(`codes:${group}.${value}`) }))
  const people = (names.catalogue?.people ?? []).map((one) => ({
    value: one.id,
    label: one.id === me.id ? t('filter.meNamed', { name: one.name }) : one.name,
  }))
  const submit = ({ contact, words, ...typed }: Values) => {
    seek({ words: words?.trim() || undefined, contact: contact?.trim() || undefined })
    apply({
      ...filledIn(typed),
      ...(search.sort && { sort: search.sort }),
      ...(search.descending && { descending: true }),
    } as ListSearch)
  }
  const label = (key: string) => t(`filter.field.${key}`)
  const several = { mode: 'multiple' as const, allowClear: true, showSearch: { optionFilterProp: 'label' } }
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      initialValues={{ ...search, ...sought }}
      onFinish={submit}
      onKeyDown={submitsOn(form)}
    >
      <Form.Item name="words" label={t('filter.words')} extra={t('filter.wordsAbout')}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="number" label={label('number')}>
        <Input maxLength={20} />
      </Form.Item>
      <Form.Item name="contact" label={t('filter.contact')} extra={t('filter.contactAbout')}>
        <Input maxLength={120} autoComplete="off" />
      </Form.Item>
      <Form.Item name="units" label={label('units')}>
        <Select {...several} options={unitOptions(names.catalogue?.units ?? [])} />
      </Form.Item>
      <Form.Item name="handler" label={label('handler')}>
        <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={people} />
      </Form.Item>
      <Form.Item name="unassigned" valuePropName="checked">
        <Checkbox>{t('case.unassigned')}</Checkbox>
      </Form.Item>
      <Form.Item name="stages" label={label('stages')}>
        <Select {...several} options={codes('stage', stages)} />
      </Form.Item>
      <Form.Item name="statuses" label={label('statuses')}>
        <Select {...several} options={codes('status', statuses)} />
      </Form.Item>
      <Form.Item name="grades" label={label('grades')}>
        <Select {...several} options={unique(packs.flatMap((one) => one.grades))} />
      </Form.Item>
      <Form.Item name="channels" label={label('channels')}>
        <Select {...several} options={unique(packs.flatMap((one) => one.channels))} />
      </Form.Item>
      <Form.Item name="kinds" label={label('kinds')}>
        <Select {...several} options={codes('kind', ['complaint', 'inquiry', 'suggestion'])} />
      </Form.Item>
      <Form.Item name="lamp" label={label('lamp')}>
        <Select allowClear options={codes('lamp', ['amber', 'red', 'blue'])} />
      </Form.Item>
      <Form.Item name="awaiting" label={label('awaiting')}>
        <Select
          allowClear
          options={codes('awaiting', [
            'acceptance',
            'assignment',
            'approval',
            'returned',
            'execution',
            'call-back',
            'review',
          ])}
        />
      </Form.Item>
      <Form.Item name="receivedFrom" label={label('receivedFrom')}>
        <MomentField name="receivedFrom" property={{}} />
      </Form.Item>
      <Form.Item name="receivedUntil" label={label('receivedUntil')}>
        <MomentField name="receivedUntil" property={{}} />
      </Form.Item>
      <div className="command-buttons">
        <Button type="primary" htmlType="submit">
          {t('filter.apply')}
        </Button>
        <Button
          onClick={() => {
            seek({})
            apply({})
          }}
        >
          {t('filter.clear')}
        </Button>
      </div>
    </Form>
  )
}
