import { App, Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrganisationView } from '../../api/organisation.ts'
import { useNames } from '../ui/names.ts'
import { Panel } from '../ui/panel.tsx'
import { useChange } from './change.ts'
import { HoursForm } from './hours-form.tsx'

type Props = { readonly unit: OrganisationView['units'][number]; readonly view: OrganisationView }
const kinds = ['company', 'area', 'unit', 'department']

/** One unit: who works there, and what can be done with it. */
export function UnitPanel({ unit, view }: Props) {
  const { t } = useTranslation()
  const names = useNames()
  const { modal } = App.useApp()
  const [doing, setDoing] = useState<'add' | 'rename' | 'hours'>()
  const change = useChange(() => setDoing(undefined))
  const people = view.people.filter((person) => person.posts.some((held) => held.unit === unit.id))
  const close = () =>
    modal.confirm({
      title: t('admin.closeUnit', { unit: unit.name }),
      content: t('admin.closeUnitAbout'),
      okButtonProps: { danger: true },
      okText: t('admin.close'),
      onOk: () => change.mutateAsync({ name: 'close-unit', input: { unit: unit.id } }).catch(() => undefined),
    })
  return (
    <Panel
      title={unit.name}
      extra={<span className="chip">{t([`codes:unit-kind.${unit.kind}`, 'codes:unknown'], { value: unit.kind })}</span>}
    >
      <ul className="unit-people">
        {people.map((person) => (
          <li key={person.id}>
            {person.name}{' '}
            <span className="muted small">
              {person.posts
                .filter((held) => held.unit === unit.id)
                .map((held) => names.post(held.post))
                .join(t('time:comma'))}
            </span>
          </li>
        ))}
      </ul>
      {people.length === 0 && <p className="muted">{t('admin.nobody')}</p>}
      {unit.parent !== null && (
        <p className="muted small">{t(unit.hours ? 'admin.unitHoursOwn' : 'admin.unitHoursAbove')}</p>
      )}
      {!unit.closed && (
        <div className="admin-buttons">
          <Button onClick={() => setDoing('add')}>{t('admin.addUnit')}</Button>
          <Button onClick={() => setDoing('rename')}>{t('admin.rename')}</Button>
          {unit.parent !== null && <Button onClick={() => setDoing('hours')}>{t('admin.hours')}</Button>}
          <Button danger onClick={close}>
            {t('admin.close')}
          </Button>
        </div>
      )}
      {doing === 'rename' && (
        <Form
          layout="inline"
          initialValues={{ name: unit.name }}
          onFinish={({ name }) => change.mutate({ name: 'rename-unit', input: { unit: unit.id, name: name.trim() } })}
        >
          <NameField />
          <Save busy={change.isPending} cancel={() => setDoing(undefined)} />
        </Form>
      )}
      {doing === 'hours' && <HoursForm unit={unit} view={view} done={() => setDoing(undefined)} />}
      {doing === 'add' && (
        <Form
          layout="inline"
          initialValues={{ kind: 'unit' }}
          onFinish={({ name, kind }) =>
            change.mutate({ name: 'add-unit', input: { parent: unit.id, name: name.trim(), kind } })
          }
        >
          <NameField />
          <Form.Item name="kind" label={t('admin.kind')}>
            <Select
              style={{ width: 120 }}
              options={kinds.map((value) => ({ value, label: t(`codes:unit-kind.${value}`) }))}
            />
          </Form.Item>
          <Save busy={change.isPending} cancel={() => setDoing(undefined)} />
        </Form>
      )}
    </Panel>
  )
}

function NameField() {
  const { t } = useTranslation()
  return (
    <Form.Item
      name="name"
      label={t('admin.name')}
      rules={[{ required: true, whitespace: true, message: t('form.required') }]}
    >
      <Input maxLength={80} autoFocus />
    </Form.Item>
  )
}

function Save({ busy, cancel }: { busy: boolean; cancel: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="admin-buttons">
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('admin.save')}
      </Button>
      <Button onClick={cancel}>{t('form.cancel')}</Button>
    </div>
  )
}
