import { EyeOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import { type RevealedField, reveal } from '../api/calls.ts'
import { ReasonDialog } from './reason-dialog.tsx'

type Party = CasePageView['parties'][number]
type Asked = { readonly party: string; readonly field: RevealedField }

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
      <ReasonDialog
        open={asked !== undefined}
        title={asked && t('parties.reveal', { field: t(`fields:${asked.field}`) })}
        close={() => setAsked(undefined)}
        act={async (reason) => {
          if (!asked) return
          const { value } = await reveal(view.row.id, asked.party, asked.field, reason)
          setShown((before) => ({ ...before, [`${asked.party} ${asked.field}`]: value }))
        }}
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
