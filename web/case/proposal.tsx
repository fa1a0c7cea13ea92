import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import { useFormats } from '../ui/formats.ts'
import { Moment } from '../ui/moment.tsx'
import { useNames } from '../ui/names.ts'
import { Panel } from '../ui/panel.tsx'
import { Comparable } from './comparable.tsx'
import { Marked } from './marked.tsx'

type Props = { readonly view: CasePageView; readonly run: (command: string) => void }

/** What is offered, the sum against who may approve it, and for an approver the two ways to decide. */
export function Proposal({ view, run }: Props) {
  const { t } = useTranslation()
  const names = useNames()
  const { money } = useFormats()
  const { proposal, allowed } = view
  if (!proposal) return null
  const decides = allowed.includes('approve') || allowed.includes('return')
  return (
    <Panel
      title={t('proposal.title', { number: proposal.number })}
      extra={<span className="chip">{t(`codes:proposal.${proposal.status}`)}</span>}
    >
      <ol className="offers">
        {proposal.lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a proposal never change
          <li key={index}>
            <span className="chip">{t(`codes:remedy-kind.${line.kind}`)}</span>
            <span className="prose">
              <Marked text={line.what} />
            </span>
            <span className="figures offer-sum">
              {line.amount && <b>{money(line.amount)}</b>}
              {line.until && <span className="muted small">{t('proposal.until', { day: line.until })}</span>}
            </span>
          </li>
        ))}
      </ol>
      <dl className="pairs">
        <dt>{t('form.total')}</dt>
        <dd className="figures">
          <b className="proposal-total">{proposal.total ? money(proposal.total) : t('proposal.free')}</b>
        </dd>
        <dt>{t('proposal.by')}</dt>
        <dd>{names.person(proposal.by)}</dd>
        <dt>{t('proposal.approvers')}</dt>
        <dd>{proposal.approvers.map(names.post).join(t('time:comma')) || '—'}</dd>
      </dl>
      <Execution execution={view.execution} />
      {proposal.status === 'awaiting-approval' && <Comparable view={view} />}
      {decides && (
        <div className="decide">
          <Button type="primary" size="large" onClick={() => run('approve')}>
            {t('commands:approve.title')}
          </Button>
          <Button size="large" onClick={() => run('return')}>
            {t('commands:return.title')}
          </Button>
        </div>
      )}
    </Panel>
  )
}

/** What was done in the end: what, who, when, to which effect, by which payment. */
function Execution({ execution }: Pick<CasePageView, 'execution'>) {
  const { t } = useTranslation()
  if (!execution) return null
  const { what, by, at, effect, payment } = execution
  return (
    <dl className="pairs execution">
      {what && (
        <>
          <dt>{t('fields:execute.what')}</dt>
          <dd className="prose">{what}</dd>
        </>
      )}
      <dt>{t('fields:executedBy')}</dt>
      <dd>{by ?? '—'}</dd>
      <dt>{t('fields:executedAt')}</dt>
      <dd>
        <Moment at={at} />
      </dd>
      <dt>{t('fields:effect')}</dt>
      <dd className="prose">
        <Marked text={effect} />
      </dd>
      {payment && (
        <>
          <dt>{t('fields:payment')}</dt>
          <dd className="figures">{payment}</dd>
        </>
      )}
    </dl>
  )
}
