import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { changeOrganisation, type Texts } from '../api/calls.ts'
import DayField from '../forms/day-field.tsx'
import { Failed } from '../ui/failed.tsx'
import { useOffice } from '../ui/office.ts'
import { Panel } from '../ui/panel.tsx'

type Props = {
  readonly id: string
  readonly base: string
  readonly texts: Texts
  readonly ready: boolean
  readonly done: () => void
}
type Asked = { readonly from: string; readonly reason: string }

/** Hands the version to a second person, with the day from which it is to be in force and why. */
export function Propose({ id, base, texts, ready, done }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const client = useQueryClient()
  const { zone } = useOffice()
  // Swedish writes a day as ISO does.
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date())
  const propose = useMutation({
    mutationFn: ({ from, reason }: Asked) =>
      changeOrganisation('propose-revision', { pack: id, base, texts, from, reason }),
    onSuccess: async ({ id: revision }) => {
      done()
      await client.invalidateQueries({ queryKey: ['packs'] })
      await navigate({ to: '/revisions/$id', params: { id: revision } })
    },
  })
  return (
    <Panel title={t('revision.propose')}>
      {propose.error && <Failed error={propose.error} />}
      <Form<Asked>
        name="propose"
        layout="vertical"
        initialValues={{ from: today }}
        onFinish={(asked) => propose.mutate(asked)}
      >
        <Form.Item name="from" label={t('revision.from')} extra={t('revision.fromAbout')} rules={[{ required: true }]}>
          <DayField />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('revision.reason')}
          rules={[{ required: true, whitespace: true, message: t('form.required') }]}
        >
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2 }} />
        </Form.Item>
        <Button type="primary" htmlType="submit" disabled={!ready} loading={propose.isPending}>
          {t('revision.send')}
        </Button>
        {!ready && <p className="muted small">{t('revision.notReady')}</p>}
      </Form>
    </Panel>
  )
}
