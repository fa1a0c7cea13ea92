import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import { useFormats } from '../ui/formats.ts'
import { useNames } from '../ui/names.ts'
import { Panel } from '../ui/panel.tsx'

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
            <span className="prose">{line.what ?? <span className="muted">{t('story.closed')}</span>}</span>
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
