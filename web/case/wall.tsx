import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import { liableWords } from '../forms/staff-pickers.tsx'
import { Moment } from '../ui/moment.tsx'
import { useNames } from '../ui/names.ts'
import { Panel } from '../ui/panel.tsx'
import './wall.css'
import { Marked } from './marked.tsx'

/** Commands that have their place here and not among the next steps. */
export const wallCommands: readonly string[] = [
  'name-respondent',
  'clear-respondent',
  'recuse',
  'order-recusal',
  'lift-recusal',
  'ask-statement',
]

type Props = { readonly view: CasePageView; readonly run: (command: string) => void }

/** Who is complained of and what they say, who is recused, and who bears which share. */
export function Wall({ view, run }: Props) {
  const { t } = useTranslation()
  const names = useNames()
  const { respondents, recused, liability } = view
  const possible = wallCommands.filter((name) => view.allowed.includes(name))
  return (
    <Panel title={t('wall.title')} className="wall">
      {respondents.length + recused.length === 0 ? (
        <p className="muted">{t('wall.none')}</p>
      ) : (
        <>
          <dl className="pairs">
            <People title={t('wall.respondents')} people={respondents} />
            <People title={t('wall.recused')} people={recused} />
          </dl>
          <p className="muted small">{t('wall.about')}</p>
        </>
      )}
      <Statements view={view} />
      {liability.length > 0 && (
        <>
          <h3 className="wall-heading">{t('wall.liability')}</h3>
          <dl className="pairs">
            {liability.map((one) => (
              <div key={one.line} className="wall-share">
                <dt>{liableWords(one, names)}</dt>
                <dd className="figures">{t('wall.share', { share: one.share })}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {possible.length > 0 && (
        <div className="possible-others">
          {possible.map((name) => (
            <Button key={name} size="small" onClick={() => run(name)}>
              {t(`commands:${name}.title`)}
            </Button>
          ))}
        </div>
      )}
    </Panel>
  )
}

function People({ title, people }: { title: string; people: readonly string[] }) {
  const { t } = useTranslation()
  const names = useNames()
  if (people.length === 0) return null
  return (
    <>
      <dt>{title}</dt>
      <dd>{people.map(names.person).join(t('time:comma'))}</dd>
    </>
  )
}

function Statements({ view: { statements } }: Pick<Props, 'view'>) {
  const { t } = useTranslation()
  const names = useNames()
  if (statements.length === 0) return null
  return (
    <ul className="statements">
      {statements.map(({ ordinal, staff, question, until, text, givenAt }) => (
        <li key={ordinal}>
          <p>
            <b>{names.person(staff)}</b>{' '}
            <span className="muted small">
              {givenAt ? <Moment at={givenAt} relative /> : t('statement.until', { until })}
            </span>
          </p>
          <p className="muted prose">{question ?? t('story.closed')}</p>
          {givenAt ? (
            <p className="prose">
              <Marked text={text} />
            </p>
          ) : (
            <span className="chip chip-soft">{t('wall.waiting')}</span>
          )}
        </li>
      ))}
    </ul>
  )
}
