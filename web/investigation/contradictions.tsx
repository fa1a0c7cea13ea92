import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import type { Saying } from '../../api/investigation.ts'
import { Marked } from '../case/marked.tsx'
import { Empty } from '../ui/empty.tsx'
import { Moment } from '../ui/moment.tsx'
import { useNames } from '../ui/names.ts'
import { useSayingWords } from './saying-words.ts'

/** Statements that cannot both be true, side by side; below each other on a telephone. */
export function Contradictions({ view }: { view: CasePageView }) {
  const { t } = useTranslation()
  const names = useNames()
  const { contradictions } = view.investigation
  if (contradictions.length === 0) return <Empty title={t('contradiction.empty')} hint={t('contradiction.hint')} />
  return contradictions.map(({ number, one, other, point, settled }) => (
    <article key={number} className="contradiction" aria-label={point ?? t('contradiction.title')}>
      <p>
        <b className="prose">
          <Marked text={point} />
        </b>{' '}
        <span className={`chip ${settled ? 'chip-green' : 'chip-amber'}`}>
          {t(settled ? 'contradiction.settled' : 'contradiction.open')}
        </span>
      </p>
      <div className="contradiction-sides">
        <Side saying={one} />
        <Side saying={other} />
      </div>
      {settled && (
        <p className="prose contradiction-how">
          {settled.judgement ?? t('story.closed')}{' '}
          <span className="muted small">
            {names.person(settled.by)} <Moment at={settled.at} />
          </span>
        </p>
      )}
    </article>
  ))
}

function Side({ saying }: { saying: Saying }) {
  const { whose } = useSayingWords()
  return (
    <blockquote>
      <p className="muted small">{whose(saying)}</p>
      <p className="prose">
        <Marked text={saying.text} />
      </p>
    </blockquote>
  )
}
