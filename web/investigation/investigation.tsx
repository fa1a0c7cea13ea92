import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import { Empty } from '../ui/empty.tsx'
import { Moment } from '../ui/moment.tsx'
import { useNames } from '../ui/names.ts'
import { Contradictions } from './contradictions.tsx'
import { Methods } from './methods.tsx'
import { Plan } from './plan.tsx'
import './investigation.css'
import { Marked } from '../case/marked.tsx'

/** Commands that have their place beside what they are about, and not among the next steps. */
export const investigationCommands: readonly string[] = [
  'change-plan',
  'order-appraisal',
  'end-appraisal',
  'mark-contradiction',
  'settle-contradiction',
]

type Props = { readonly view: CasePageView; readonly run: (command: string) => void }

/** The investigation: plan, what each method showed, statements that contradict each other, appraisals. */
export function Investigation({ view, run }: Props) {
  const { t } = useTranslation()
  return (
    <div className="investigation">
      <Part title={t('plan.title')} acts={['plan', 'change-plan']} view={view} run={run}>
        <Plan view={view} />
      </Part>
      <Part title={t('methods.title')} acts={['record-finding']} view={view} run={run}>
        <Methods view={view} />
      </Part>
      <Part
        title={t('contradiction.title')}
        acts={['mark-contradiction', 'settle-contradiction']}
        view={view}
        run={run}
      >
        <Contradictions view={view} />
      </Part>
      <Part title={t('appraisal.title')} acts={['order-appraisal', 'end-appraisal']} view={view} run={run}>
        <Appraisals view={view} />
      </Part>
    </div>
  )
}

type PartProps = Props & {
  readonly title: string
  readonly acts: readonly string[]
  readonly children: React.ReactNode
}

function Part({ title, acts, view, run, children }: PartProps) {
  const { t } = useTranslation()
  const possible = acts.filter((name) => view.allowed.includes(name))
  return (
    <section className="investigation-part" aria-label={title}>
      <h3>{title}</h3>
      {children}
      {possible.length > 0 && (
        <div className="possible-others">
          {possible.map((name) => (
            <Button key={name} size="small" onClick={() => run(name)}>
              {t(`commands:${name}.title`)}
            </Button>
          ))}
        </div>
      )}
    </section>
  )
}

function Appraisals({ view }: Pick<Props, 'view'>) {
  const { t } = useTranslation()
  const names = useNames()
  const { appraisals } = view.investigation
  if (appraisals.length === 0) return <Empty title={t('appraisal.empty')} hint={t('appraisal.hint')} />
  return (
    <ol className="appraisals">
      {appraisals.map(({ number, appraiser, subject, evidence, orderedAt, orderedBy, until, overdue, ended }) => (
        <li key={number}>
          <p>
            <b>{appraiser ?? t('story.closed')}</b>{' '}
            <span className={`chip ${ended ? (ended.came ? 'chip-green' : '') : overdue ? 'chip-red' : 'chip-soft'}`}>
              {t(`appraisal.state.${ended ? (ended.came ? 'came' : 'givenUp') : overdue ? 'overdue' : 'waiting'}`)}
            </span>
          </p>
          <p className="prose">
            <Marked text={subject} />
          </p>
          <p className="muted small">
            {t('appraisal.ordered', { who: names.person(orderedBy) })} <Moment at={orderedAt} />
            {until && ` · ${t('appraisal.until', { day: until })}`}
            {evidence.length > 0 && ` · ${t('appraisal.given', { numbers: evidence.join(t('time:comma')) })}`}
          </p>
          {ended && (
            <p className="prose appraisal-result">
              {ended.text ?? t('story.closed')}
              {ended.evidence !== null && ` ${t('appraisal.resultIn', { number: ended.evidence })}`}
            </p>
          )}
        </li>
      ))}
    </ol>
  )
}
