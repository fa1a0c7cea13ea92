import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { samplesQuery } from '../api/queries.ts'
import { Panel } from '../ui/panel.tsx'

/** Samples whose last day is over and that are still here; nothing where there are none. */
export function DueSamples() {
  const { t } = useTranslation()
  const samples = useQuery(samplesQuery).data?.samples ?? []
  if (samples.length === 0) return null
  return (
    <Panel title={t('evidence.samples')}>
      <ul className="done">
        {samples.map(({ caseId, number, evidence, keepUntil }) => (
          <li key={`${caseId} ${evidence}`}>
            <Link to="/cases/$id" params={{ id: caseId }} className="figures">
              {number}
            </Link>
            <span>{t('evidence.sampleLine', { evidence, day: keepUntil })}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
