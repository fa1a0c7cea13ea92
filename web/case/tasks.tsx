import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import { Moment } from '../ui/moment.tsx'
import { useNames } from '../ui/names.ts'
import { Panel } from '../ui/panel.tsx'
import { Acts, type CaseProps, isIdle } from './acts.tsx'
import './ledgers.css'
import { Marked } from './marked.tsx'

/** Commands that have their place here and not among the next steps. */
export const taskCommands: readonly string[] = [
  'open-task',
  'answer-task',
  'dispute-task',
  'mediate-task',
  'arbitrate-task',
  'close-task',
]

/** What other departments do for the case, each task with its record. */
export function Tasks({ view, run }: CaseProps) {
  const { t } = useTranslation()
  const names = useNames()
  const { tasks } = view
  if (tasks.length === 0 && isIdle(view, taskCommands)) return null
  return (
    <Panel title={t('tasks.title')} className="ledger">
      {tasks.length === 0 ? (
        <p className="muted">{t('tasks.none')}</p>
      ) : (
        <ul className="entries">
          {tasks.map(({ number, unit, person, status, entries }) => (
            <li key={number} className={`entry-${status}`}>
              <p className="entry-head">
                <b>{t('codes:thing.task', { number })}</b>
                <span className="chip">{t(`codes:task.${status}`)}</span>
              </p>
              <p className="muted small">
                {names.unit(unit)} · {t('tasks.person', { person: names.person(person) })}
              </p>
              <TaskRecord entries={entries} />
            </li>
          ))}
        </ul>
      )}
      <Acts view={view} run={run} commands={taskCommands} />
    </Panel>
  )
}

/** The record of a task: question, answer, dispute, what was decided. */
export function TaskRecord({ entries }: Pick<CasePageView['tasks'][number], 'entries'>) {
  const { t } = useTranslation()
  return (
    <ol className="record">
      {entries.map(({ type, at, by, text, agreed }) => (
        <li key={`${type} ${at}`}>
          <p className="small">
            <b>{t(`codes:task-entry.${type}`)}</b>
            {agreed !== null && ` · ${t(`codes:agreed.${agreed ? 'yes' : 'no'}`)}`}
            <span className="muted">
              {' · '}
              {by ? `${by} · ` : ''}
              <Moment at={at} />
            </span>
          </p>
          {text && (
            <p className="prose">
              <Marked text={text} />
            </p>
          )}
        </li>
      ))}
    </ol>
  )
}
