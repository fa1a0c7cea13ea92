import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import type { Comparable as Found } from '../../api/comparable.ts'
import { comparableQueryOf } from '../api/queries.ts'
import { Failed } from '../ui/failed.tsx'
import { useFormats } from '../ui/formats.ts'
import { useNames } from '../ui/names.ts'
import { Lines } from '../ui/skeleton.tsx'
import './ledgers.css'

/** How complaints of the same class were decided, beside one that is to be decided. */
export function Comparable({ view }: { view: CasePageView }) {
  const { t } = useTranslation()
  const found = useQuery(comparableQueryOf(view.row.id))
  return (
    <section className="comparable" aria-label={t('comparable.title')}>
      <h3>{t('comparable.title')}</h3>
      {found.isPending && <Lines count={2} />}
      {found.error && <Failed error={found.error} retry={() => void found.refetch()} />}
      {found.data?.cases.length === 0 && <p className="muted small">{t('comparable.none')}</p>}
      <ul>
        {found.data?.cases.map((one) => (
          <OneCase key={one.id} one={one} regime={view.regimes[0]?.pack ?? ''} />
        ))}
      </ul>
    </section>
  )
}

function OneCase({ one, regime }: { one: Found['cases'][number]; regime: string }) {
  const { t } = useTranslation()
  const names = useNames()
  const { money, short } = useFormats()
  const remedies = one.remedies.map(({ kind, amount }) =>
    amount ? `${t(`codes:remedy-kind.${kind}`)} ${money(amount)}` : t(`codes:remedy-kind.${kind}`),
  )
  const shares = one.liability.map(({ unit, share }) => t('comparable.share', { unit: names.unit(unit), share }))
  return (
    <li>
      <p className="entry-head">
        <Link to="/cases/$id" params={{ id: one.id }} className="figures">
          {one.number}
        </Link>
        <span className={`chip ${one.sameGrade ? '' : 'chip-soft'}`}>{names.grade(one.grade, regime) || '—'}</span>
        <b className="figures comparable-sum">{one.total ? money(one.total) : t('proposal.free')}</b>
      </p>
      <p className="small">
        {t(`codes:outcome.${one.outcome}`)}
        {remedies.length > 0 && ` · ${remedies.join(t('time:comma'))}`}
      </p>
      <p className="muted small">
        {[
          names.unit(one.unit),
          shares.join(t('time:comma')),
          one.response
            ? t(`facts:AnswerRecorded_${one.response}`)
            : one.solved !== null && t(`codes:solved.${one.solved ? 'yes' : 'no'}`),
          short(one.decidedAt),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </li>
  )
}
