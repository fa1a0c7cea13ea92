import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import { Marked } from '../case/marked.tsx'
import { Empty } from '../ui/empty.tsx'
import { useFormats } from '../ui/formats.ts'
import { Lamp } from '../ui/lamp.tsx'
import { useNames } from '../ui/names.ts'

type Line = CasePageView['investigation']['plan'][number]

/** The plan line by line: what, who, by when, how it stands; below a question what was found of it. */
export function Plan({ view }: { view: CasePageView }) {
  const { t } = useTranslation()
  const { plan } = view.investigation
  if (plan.length === 0) return <Empty title={t('plan.empty')} hint={t('plan.hint')} />
  return (
    <ol className="plan">
      {plan.map((line) => (
        <PlanLine key={line.line} line={line} facts={view.facts} />
      ))}
    </ol>
  )
}

function PlanLine({ line, facts }: { line: Line; facts: CasePageView['facts'] }) {
  const { t } = useTranslation()
  const names = useNames()
  const { at } = useFormats()
  const found = facts.filter(({ type, data }) => type === 'FindingRecorded' && data.question === line.line).reverse()
  return (
    <li className={`plan-line plan-${line.state}`}>
      <p>
        <span className="chip">{t(`codes:plan-kind.${line.kind}`)}</span>{' '}
        <b className="prose">
          <Marked text={line.what} />
        </b>
      </p>
      <p className="small plan-standing">
        {line.lamp ? (
          <Lamp of={line} />
        ) : (
          <span className={`chip ${line.state === 'done' ? 'chip-green' : 'chip-soft'}`}>
            {t(`codes:plan-state.${line.state}`)}
          </span>
        )}
        {line.owner && <span>{names.person(line.owner)}</span>}
        {line.due && <span className="muted figures">{t('plan.due', { at: at(line.due) })}</span>}
      </p>
      {line.reason && <p className="muted small prose">{line.reason}</p>}
      {found.map(({ version, data }) => (
        <p key={version} className="small prose plan-found">
          {t('plan.found', {
            bears: t(`codes:bears.${String(data.bears)}`),
            text: typeof data.text === 'string' ? data.text : t('story.closed'),
          })}
        </p>
      ))}
    </li>
  )
}
