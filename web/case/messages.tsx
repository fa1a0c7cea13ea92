import { useTranslation } from 'react-i18next'
import { type Fact, kindOf, quotesOf } from '../../words/fact-words.ts'
import { Empty } from '../ui/empty.tsx'
import { Moment } from '../ui/moment.tsx'
import { FactSentence } from './fact-sentence.tsx'

/** What was said between the complainant and the organisation, oldest first as one reads a correspondence. */
export function Messages({ facts }: { facts: readonly Fact[] }) {
  const { t } = useTranslation()
  const said = facts.filter((fact) => kindOf(fact) === 'contact').sort((a, b) => a.version - b.version)
  if (said.length === 0) return <Empty title={t('messages.none')} hint={t('messages.hint')} />
  return (
    <ol className="messages">
      {said.map((fact) => (
        <li key={fact.version} className={isTheirs(fact) ? 'message message-theirs' : 'message'}>
          <p className="small">
            <b>{isTheirs(fact) ? t('codes:by.complainant') : (fact.by.name ?? t(`codes:by.${fact.by.kind}`))}</b>{' '}
            <FactSentence fact={fact} />
          </p>
          {quotesOf(fact, t).map(({ label, text }) => (
            <p key={label} className="prose">
              {text ?? <span className="muted">{t('story.closed')}</span>}
            </p>
          ))}
          <p className="muted small">
            <Moment at={fact.occurredAt} />
          </p>
        </li>
      ))}
    </ol>
  )
}

const theirs = new Set(['StatementAdded', 'AnswerRecorded', 'SurveyAnswered', 'ReviewRequested'])

function isTheirs(fact: Fact): boolean {
  return theirs.has(fact.type) || fact.by.kind === 'complainant'
}
