import { DeleteOutlined } from '@ant-design/icons'
import { App, Button, Drawer, Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { OrganisationView } from '../../api/organisation.ts'
import { housePosts } from '../../core/organisation/house-posts.ts'
import { unitOptions } from '../forms/pickers.tsx'
import { useNames } from '../ui/names.ts'
import { useChange } from './change.ts'
import { PasswordToGive } from './password-to-give.tsx'
import { Qualifications } from './qualifications.tsx'

type Person = OrganisationView['people'][number]
type Props = { readonly person: Person | undefined; readonly view: OrganisationView; readonly close: () => void }

/** One person: posts, password, whether they may sign in. */
export function PersonDrawer({ person, view, close }: Props) {
  return (
    <Drawer
      open={person !== undefined}
      onClose={close}
      title={person?.name}
      size={Math.min(460, window.innerWidth)}
      destroyOnHidden
    >
      {person && (
        <div className="person">
          <Posts person={person} view={view} />
          <Qualifications person={person.id} view={view} />
          <Password person={person} />
          <Access person={person} />
        </div>
      )}
    </Drawer>
  )
}

function Posts({ person, view }: { person: Person; view: OrganisationView }) {
  const { t } = useTranslation()
  const names = useNames()
  const change = useChange()
  const [form] = Form.useForm<{ post: string; unit: string }>()
  const unitName = (id: string) => view.units.find((one) => one.id === id)?.name ?? '…'
  const ids = new Set([
    ...(names.catalogue?.packs ?? []).flatMap((pack) => pack.posts.map((one) => one.id)),
    ...housePosts,
  ])
  const posts = [...ids].map((value) => ({ value, label: names.post(value) }))
  return (
    <section>
      <h3>{t('admin.posts')}</h3>
      <ul className="person-posts">
        {person.posts.map(({ post, unit }) => (
          <li key={`${post} ${unit}`}>
            <span>
              {names.post(post)} <span className="muted">· {unitName(unit)}</span>
            </span>
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={t('admin.takePost', { post: names.post(post), unit: unitName(unit) })}
              onClick={() => change.mutate({ name: 'take-post', input: { person: person.id, post, unit } })}
            />
          </li>
        ))}
      </ul>
      {person.posts.length === 0 && <p className="muted">{t('admin.noPosts')}</p>}
      <Form
        form={form}
        layout="vertical"
        onFinish={({ post, unit }) =>
          change.mutate(
            { name: 'give-post', input: { person: person.id, post, unit } },
            { onSuccess: () => form.resetFields() },
          )
        }
      >
        <Form.Item name="post" label={t('admin.post')} rules={[{ required: true, message: t('form.required') }]}>
          <Select options={posts} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
        <Form.Item
          name="unit"
          label={t('admin.at')}
          extra={t('admin.atAbout')}
          rules={[{ required: true, message: t('form.required') }]}
        >
          <Select
            options={unitOptions(view.units.filter((one) => !one.closed))}
            showSearch={{ optionFilterProp: 'label' }}
          />
        </Form.Item>
        <Button htmlType="submit" loading={change.isPending}>
          {t('admin.givePost')}
        </Button>
      </Form>
    </section>
  )
}

function Password({ person }: { person: Person }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ password: string }>()
  const change = useChange()
  return (
    <section>
      <h3>{t('admin.resetPassword')}</h3>
      <Form
        form={form}
        layout="vertical"
        onFinish={({ password }) => change.mutate({ name: 'reset-password', input: { person: person.id, password } })}
      >
        <Form.Item
          name="password"
          label={t('admin.firstPassword')}
          extra={t('admin.resetAbout')}
          rules={[{ required: true, min: 12, message: t('account.tooShort', { shortest: 12 }) }]}
        >
          <PasswordToGive />
        </Form.Item>
        <Button htmlType="submit" loading={change.isPending}>
          {t('admin.resetIt')}
        </Button>
      </Form>
    </section>
  )
}

function Access({ person }: { person: Person }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const change = useChange()
  const input = { person: person.id }
  const disable = () =>
    modal.confirm({
      title: t('admin.disablePerson', { name: person.name }),
      content: t('admin.disableAbout'),
      okText: t('admin.disable'),
      okButtonProps: { danger: true },
      onOk: () => change.mutateAsync({ name: 'disable-person', input }).catch(() => undefined),
    })
  return (
    <section>
      <h3>{t('admin.access')}</h3>
      {person.disabled ? (
        <Button onClick={() => change.mutate({ name: 'enable-person', input })}>{t('admin.enable')}</Button>
      ) : (
        <Button danger onClick={disable}>
          {t('admin.disable')}
        </Button>
      )}
    </section>
  )
}
