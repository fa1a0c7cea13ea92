import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CaseMails } from '../../api/mails.ts'
import { call } from '../api/http.ts'
import { StateTag } from '../doors/state-tag.tsx'
import { Failed } from '../ui/failed.tsx'
import { Moment } from '../ui/moment.tsx'
import { useNames } from '../ui/names.ts'
import { Lines } from '../ui/skeleton.tsx'

type Came = CaseMails['came'][number]
type Left = CaseMails['left'][number]

/** What is on its way is looked for again; each look is a reading that is written down, so nothing else is. */
const everyMs = 15_000

/** The mails of a case by the moment at which they came or were made, and what became of each. */
export function CaseMailList({ id }: { id: string }) {
  const { t } = useTranslation()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['case', id, 'mails'],
    queryFn: () => call<CaseMails>(`/api/cases/${id}/mails`),
    refetchInterval: ({ state }) => (state.data?.left.some((mail) => mail.state === 'waiting') ? everyMs : false),
  })
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />
  if (isPending) return <Lines count={2} />
  const rows = [
    ...data.came.map((mail) => ({ at: mail.at, row: <CameRow key={mail.id} mail={mail} /> })),
    ...data.left.map((mail) => ({
      at: mail.madeAt,
      row: <LeftRow key={mail.id} mail={mail} of={id} mayResend={data.mayResend} />,
    })),
  ].sort((a, b) => b.at.localeCompare(a.at))
  if (rows.length === 0) return null
  return (
    <section className="case-mails" aria-label={t('mails.title')}>
      <h3>{t('mails.title')}</h3>
      <ul>{rows.map(({ row }) => row)}</ul>
    </section>
  )
}

function CameRow({ mail }: { mail: Came }) {
  const { t } = useTranslation()
  const subject = mail.subject || t('inbox.noSubject')
  return (
    <li>
      <p className="case-mail-head">
        <span aria-hidden="true">←</span> <b>{t('mails.came')}</b>
        <StateTag row={mail} />
        <span className={mail.verdict === 'failed' ? 'chip chip-red' : 'chip'}>
          {t(`inbox.verdict.${mail.verdict}`)}
        </span>
        <Moment at={mail.at} short />
      </p>
      <p className="small">
        {mail.opens ? (
          <Link to="/inbox/$id" params={{ id: mail.id }}>
            {subject}
          </Link>
        ) : (
          subject
        )}{' '}
        <span className="muted">
          {[mail.from ?? t('inbox.nobody'), mail.attachments > 0 && t('inbox.attachments', { count: mail.attachments })]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </p>
    </li>
  )
}

type Of = { readonly mail: Left; readonly of: string; readonly mayResend: boolean }

function LeftRow({ mail, of, mayResend }: Of) {
  const { t } = useTranslation()
  const names = useNames()
  const client = useQueryClient()
  const again = useMutation({
    mutationFn: () => call<void>(`/api/cases/${of}/mails/${mail.id}/again`, { method: 'POST', body: {} }),
    onSettled: () => client.invalidateQueries({ queryKey: ['case', of, 'mails'] }),
  })
  const stopped = mail.state === 'held-back' || mail.state === 'failed'
  const colour = { waiting: 'chip-soft', sent: 'chip-green', 'held-back': 'chip-amber', failed: 'chip-red' }[mail.state]
  return (
    <li>
      <p className="case-mail-head">
        <span aria-hidden="true">→</span> <b>{t(`mails.kind.${mail.kind}`)}</b>
        <span className={`chip ${colour}`}>{t(`mails.state.${mail.state}`)}</span>
        {mail.reason && <span className="small">{t(`mails.reason.${mail.reason}`)}</span>}
        <Moment at={mail.sentAt ?? mail.madeAt} short />
      </p>
      {mail.state === 'waiting' && mail.tries > 0 && mail.nextTryAt && (
        <p className="muted small">
          {t('mails.tried', { count: mail.tries })} <Moment at={mail.nextTryAt} short />
        </p>
      )}
      {mail.insistedBy && <p className="muted small">{t('mails.insisted', { name: names.person(mail.insistedBy) })}</p>}
      {stopped && mayResend && (
        <Button size="small" loading={again.isPending} onClick={() => again.mutate()}>
          {t('mails.again')}
        </Button>
      )}
      {again.error && <Failed error={again.error} />}
    </li>
  )
}
