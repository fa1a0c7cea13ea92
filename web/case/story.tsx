import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { authorOf, type Fact, kindOf, quotesOf, ruleWords, type StoryKind } from '../../words/fact-words.ts'
import { Empty } from '../ui/empty.tsx'
import { Moment } from '../ui/moment.tsx'
import { useNames } from '../ui/names.ts'
import { useWide } from '../ui/wide.ts'
import { FactSentence } from './fact-sentence.tsx'
import { Marked } from './marked.tsx'

/** On a phone the duties stand below the story: so many entries of it come first, the others on demand. */
const onPhone = 10

const kinds = ['all', 'handling', 'contact', 'time'] as const

/** What happened, in plain words, newest first. */
export function Story({ facts }: { facts: readonly Fact[] }) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<'all' | StoryKind>('all')
  const shown = facts.filter((fact) => kind === 'all' || kindOf(fact) === kind).sort((a, b) => b.version - a.version)
  return (
    <>
      <Segmented
        value={kind}
        onChange={setKind}
        aria-label={t('story.filter')}
        options={kinds.map((one) => ({
          value: one,
          label: `${t(`story.${one}`)} ${one === 'all' ? facts.length : facts.filter((fact) => kindOf(fact) === one).length}`,
        }))}
      />
      {shown.length === 0 ? <Empty title={t('story.none')} /> : <Entries facts={shown} key={kind} />}
    </>
  )
}

function Entries({ facts }: { facts: readonly Fact[] }) {
  const { t } = useTranslation()
  const wide = useWide(760)
  const [whole, setWhole] = useState(false)
  const shown = wide || whole ? facts : facts.slice(0, onPhone)
  return (
    <>
      <ol className="story">
        {shown.map((fact) => (
          <Told key={fact.version} fact={fact} />
        ))}
      </ol>
      {shown.length < facts.length && (
        <Button block onClick={() => setWhole(true)}>
          {t('story.earlier', { count: facts.length - shown.length })}
        </Button>
      )}
    </>
  )
}

function Told({ fact }: { fact: Fact }) {
  const { t } = useTranslation()
  const names = useNames()
  const quotes = quotesOf(fact, t)
  return (
    <li className={`fact fact-${fact.origin} fact-${tone(fact.type)}`}>
      <div className="fact-head">
        <b>{authorOf(fact, t)}</b> <FactSentence fact={fact} />
      </div>
      {quotes.length > 0 && (
        <dl className="fact-quotes">
          {quotes.map(({ label, text }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd className="prose">
                <Marked text={text} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <div className="fact-foot muted small">
        <Moment at={fact.occurredAt} relative />
        {fact.recordedAt.slice(0, 16) !== fact.occurredAt.slice(0, 16) && fact.origin !== 'time' && (
          <span>
            {t('story.recorded')} <Moment at={fact.recordedAt} />
          </span>
        )}
        {fact.rule && <span title={fact.rule}>{t('story.rule', { rule: ruleWords(fact.rule, names, t) })}</span>}
        <span className="fact-hash" title={t('story.hash', { hash: fact.hash })}>
          #{fact.version} · {fact.hash.slice(0, 8)}
        </span>
      </div>
    </li>
  )
}

function tone(type: string): string {
  if (type === 'ObligationMissed') return 'bad'
  if (type === 'ObligationWarned') return 'warn'
  return 'plain'
}
