import { EyeOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import { type RevealedField, reveal } from '../api/calls.ts'
import { submitsOn } from '../forms/submit-key.ts'
import { Failed } from '../ui/failed.tsx'

type Party = CasePageView['parties'][number]
export type Asked = { readonly party: string; readonly field: RevealedField }

/** Who is involved. Contacts stand masked; seeing one takes a reason, which is recorded with the reader's name. */
export function Parties({ view }: { view: CasePageView }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<Asked>()
  const [shown, setShown] = useState<Readonly<Record<string, string | null>>>({})
  return (
    <>
      {view.parties.map((party) => (
        <OneParty key={party.id} party={party} shown={shown} ask={(field) => setAsked({ party: party.id, field })} />
      ))}
      {view.registration.groupSize > 1 && (
        <p className="chip chip-soft">{t('parties.group', { count: view.registration.groupSize })}</p>
      )}
      <RevealDialog
        caseId={view.row.id}
        asked={asked}
        close={() => setAsked(undefined)}
        show={(one, value) => setShown((before) => ({ ...before, [`${one.party} ${one.field}`]: value }))}
      />
    </>
  )
}

function OneParty({
  party,
  shown,
  ask,
}: {
  party: Party
  shown: Readonly<Record<string, string | null>>
  ask: (field: RevealedField) => void
}) {
  const { t } = useTranslation()
  const masked = { phone: party.phone, email: party.email, address: party.address }
  return (
    <div className="party">
      <p>
        <b>{party.name ?? t('parties.nameless')}</b> <span className="chip">{t(`codes:role.${party.role}`)}</span>{' '}
        <span className="muted small">{t(`codes:party-kind.${party.kind}`)}</span>
      </p>
      <dl className="pairs">
        {(['phone', 'email', 'address'] as const).map((field) => {
          const value = shown[`${party.id} ${field}`] ?? masked[field]
          if (!value) return null
          return (
            <div key={field} className="party-line">
              <dt>{t(`fields:${field}`)}</dt>
              <dd className="figures">
                {value}
                {shown[`${party.id} ${field}`] === undefined && (
                  <Button
                    type="text"
                    size="small"
                    icon={<EyeOutlined />}
                    aria-label={t('parties.reveal', { field: t(`fields:${field}`) })}
                    onClick={() => ask(field)}
                  />
                )}
              </dd>
            </div>
          )
        })}
      </dl>
    </div>
  )
}

type DialogProps = {
  caseId: string
  asked: Asked | undefined
  close: () => void
  show: (asked: Asked, value: string | null) => void
}

/** Asks for the reason for which a masked value is shown, and shows it. */
export function RevealDialog({ caseId, asked, close, show }: DialogProps) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ reason: string }>()
  const open = useMutation({
    mutationFn: ({ one, reason }: { one: Asked; reason: string }) => reveal(caseId, one.party, one.field, reason),
    onSuccess: ({ value }, { one }) => {
      show(one, value)
      close()
    },
  })
  return (
    <Modal
      open={asked !== undefined}
      onCancel={close}
      title={asked && t('parties.reveal', { field: t(`fields:${asked.field}`) })}
      okText={t('parties.show')}
      confirmLoading={open.isPending}
      onOk={form.submit}
      destroyOnHidden
      width={420}
    >
      <p className="muted">{t('parties.logged')}</p>
      <Form
        form={form}
        layout="vertical"
        onFinish={({ reason }) => asked && open.mutate({ one: asked, reason: reason.trim() })}
        onKeyDown={submitsOn(form)}
      >
        <Form.Item
          name="reason"
          label={t('fields:revealReason')}
          rules={[{ required: true, whitespace: true, message: t('form.required') }]}
        >
          <Input maxLength={200} autoFocus />
        </Form.Item>
      </Form>
      {open.error && <Failed error={open.error} />}
    </Modal>
  )
}
