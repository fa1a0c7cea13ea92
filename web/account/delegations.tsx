import { App, Button, Form, Select } from 'antd'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Catalogue } from '../../api/catalogue.ts'
import type { Me } from '../../api/session.ts'
import { isHousePost } from '../../core/organisation/house-posts.ts'
import { useChange } from '../admin/change.ts'
import { PersonOption, personOption } from '../forms/staff-pickers.tsx'
import { useNames } from '../ui/names.ts'
import { useOffice } from '../ui/office.ts'
import { Panel } from '../ui/panel.tsx'
import './account.css'

const DayField = lazy(() => import('../forms/day-field.tsx'))

type Delegation = Me['delegations'][number]
type Person = Catalogue['people'][number]
type Typed = { readonly held: string; readonly to: string; readonly from: string; readonly until: string }

/** The posts that the person lends to others and is lent by them, and the way to lend one. */
export function Delegations() {
  const { t } = useTranslation()
  const { me } = useOffice()
  const own = me.posts.filter(({ post, by }) => by === null && !isHousePost(post))
  return (
    <Panel title={t('delegation.title')}>
      <p className="muted">{t('delegation.about')}</p>
      {me.delegations.length === 0 && <p className="muted">{t('delegation.none')}</p>}
      <ul className="delegations">
        {me.delegations.map((one) => (
          <li key={one.id}>
            <One of={one} />
          </li>
        ))}
      </ul>
      {own.length > 0 && <Lend own={own} />}
    </Panel>
  )
}

function One({ of }: { of: Delegation }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const { me } = useOffice()
  const names = useNames()
  const change = useChange()
  const mine = of.person === me.id
  const said = { post: names.post(of.post), unit: names.unit(of.unit), from: of.from, until: of.until }
  const takeBack = () =>
    modal.confirm({
      title: t('delegation.takeBackAsk'),
      okText: t('delegation.takeBack'),
      onOk: () => change.mutateAsync({ name: 'end-delegation', input: { delegation: of.id } }).catch(() => undefined),
    })
  return (
    <>
      <span>
        {t(mine ? 'delegation.lentTo' : 'delegation.lentBy', {
          ...said,
          name: names.person(mine ? of.to : of.person),
        })}
      </span>
      {mine && (
        <Button size="small" onClick={takeBack}>
          {t('delegation.takeBack')}
        </Button>
      )}
    </>
  )
}

function Lend({ own }: { own: Me['posts'] }) {
  const { t } = useTranslation()
  const { me } = useOffice()
  const names = useNames()
  const change = useChange()
  const [form] = Form.useForm<Typed>()
  const required = [{ required: true, message: t('form.required') }]
  const mayActFor = ({ id, posts }: Person) => id !== me.id && !posts.some(({ post }) => isHousePost(post))
  const people = (names.catalogue?.people ?? []).filter(mayActFor)
  const lend = ({ held, ...wish }: Typed) => {
    const [post, unit] = held.split(' ')
    change.mutate({ name: 'delegate', input: { ...wish, post, unit } }, { onSuccess: () => form.resetFields() })
  }
  return (
    <Form<Typed> form={form} name="delegate" layout="vertical" onFinish={lend} validateTrigger="onBlur">
      <Form.Item name="held" label={t('delegation.post')} rules={required}>
        <Select
          options={own.map(({ post, unit, unitName }) => ({
            value: `${post} ${unit}`,
            label: `${names.post(post)} · ${unitName}`,
          }))}
        />
      </Form.Item>
      <Form.Item name="to" label={t('delegation.to')} rules={required}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={people.map((person) => personOption(person, names, t))}
          optionRender={({ data }) => <PersonOption of={data as unknown as { label: string; posts: string }} />}
        />
      </Form.Item>
      <Suspense>
        <div className="delegation-days">
          <Form.Item name="from" label={t('delegation.from')} rules={required}>
            <DayField />
          </Form.Item>
          <Form.Item name="until" label={t('delegation.until')} rules={required}>
            <DayField />
          </Form.Item>
        </div>
      </Suspense>
      <Button htmlType="submit" loading={change.isPending}>
        {t('delegation.lend')}
      </Button>
    </Form>
  )
}
