import { Button, Form, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { CommandFields } from '../forms/command-fields.tsx'
import { Conditions } from '../forms/pack-widgets.tsx'
import type { Field } from '../forms/schema.ts'
import { Failed } from '../ui/failed.tsx'
import { useNames } from '../ui/names.ts'
import { useMay } from '../ui/office.ts'
import { Panel } from '../ui/panel.tsx'

const said = ['title', 'content', 'request']
const who = ['name', 'phone', 'email', 'complainantKind', 'groupSize', 'address', 'identity']
const about = [
  'kind',
  'channel',
  'unit',
  'reference',
  'respondent',
  'respondents',
  'product',
  'place',
  'happenedAt',
  'submittedAt',
  'amountAsked',
]

type Props = { readonly fields: readonly Field[]; readonly error: unknown; readonly busy: boolean }

/** The record itself, in the order in which a caller tells it. */
export function RegistrationForm({ fields, error, busy }: Props) {
  const { t } = useTranslation()
  const mayAccept = useMay('may-accept')
  const posted = usePosted()
  const pick = (names: readonly string[]) => names.flatMap((name) => fields.find((one) => one.name === name) ?? [])
  return (
    <div className="register-form">
      <Panel title={t('register.who')}>
        <div className="pair-grid">
          <CommandFields fields={pick(who)} />
        </div>
      </Panel>
      <Panel title={t('register.said')}>
        <CommandFields fields={pick(said)} />
      </Panel>
      <Panel title={t('register.about')}>
        <div className="pair-grid">
          <CommandFields fields={pick(posted ? ['kind', 'channel', 'post', ...about.slice(2)] : about)} />
        </div>
      </Panel>
      {mayAccept && <Acceptance />}
      {error !== null && error !== undefined && <Failed error={error} />}
      <Submit busy={busy} />
    </div>
  )
}

/** Whether the chosen channel is one where complaints stand in public. */
function usePosted(): boolean {
  const { catalogue } = useNames()
  const channel = Form.useWatch('channel') as string | undefined
  return catalogue?.packs[0]?.channels.some(({ id, posted }) => posted && id === channel) ?? false
}

/** Accepting in the same step, where every condition holds. */
function Acceptance() {
  const { t } = useTranslation()
  const now = Form.useWatch('acceptNow') as boolean | undefined
  const { catalogue } = useNames()
  const all = catalogue?.packs[0]?.conditions ?? []
  const everyone = (_: unknown, value: unknown) =>
    all.every((one) => (value as string[] | undefined)?.includes(one.id))
      ? Promise.resolve()
      : Promise.reject(new Error(t('register.conditionsLeft')))
  return (
    <Panel title={t('register.acceptance')}>
      <Form.Item name="acceptNow" noStyle>
        <Radio.Group
          options={[
            { value: false, label: t('register.acceptLater') },
            { value: true, label: t('register.acceptNow') },
          ]}
        />
      </Form.Item>
      {now && (
        <Form.Item name="accept" rules={[{ validator: everyone }]} className="register-conditions">
          <Conditions name="accept" property={{}} />
        </Form.Item>
      )}
    </Panel>
  )
}

function Submit({ busy }: { busy: boolean }) {
  const { t } = useTranslation()
  const names = useNames()
  const unit = Form.useWatch('unit') as string | undefined
  const now = Form.useWatch('acceptNow') as boolean | undefined
  return (
    <div className="register-submit">
      <Button type="primary" htmlType="submit" size="large" loading={busy}>
        {t(now ? 'register.submitAccept' : 'register.submit')}
      </Button>
      <span className="muted small">
        {unit ? t('register.goesTo', { unit: names.unit(unit) }) : t('register.chooseUnit')} <kbd>Ctrl + Enter</kbd>
      </span>
    </div>
  )
}
