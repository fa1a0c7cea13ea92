import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import { useFormats } from '../ui/formats.ts'

const methods = ['direct', 'indirect', 'cross-check', 'technical'] as const

/** The four ways to verify: which were planned, which were used, and what each showed. */
export function Methods({ view: { facts } }: { view: CasePageView }) {
  const { t } = useTranslation()
  const planned = new Set(
    facts.flatMap(({ type, data }) => (type === 'InvestigationPlanned' ? (data.methods as string[]) : [])),
  )
  const found = facts.filter(({ type }) => type === 'FindingRecorded').reverse()
  return (
    <dl className="methods">
      {methods.map((method) => (
        <div key={method}>
          <dt>
            {t(`codes:method.${method}`)} <span className="muted small">{t(`methods.about.${method}`)}</span>
          </dt>
          <dd>
            <Shown
              found={found.filter(({ data }) => data.method === method)}
              otherwise={t(planned.has(method) ? 'methods.planned' : 'methods.unused')}
            />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Shown({ found, otherwise }: { found: CasePageView['facts']; otherwise: string }) {
  const { t } = useTranslation()
  const { short } = useFormats()
  if (found.length === 0) return <span className="muted small">{otherwise}</span>
  return (
    <ul>
      {found.map(({ version, occurredAt, data }) => (
        <li key={version}>
          <span className="chip">{t(`codes:bears.${String(data.bears)}`)}</span>{' '}
          <span className="prose">{typeof data.text === 'string' ? data.text : t('story.closed')}</span>{' '}
          <span className="muted small figures">
            {short(occurredAt)}
            {Array.isArray(data.evidence) &&
              ` · ${t('appraisal.given', { numbers: data.evidence.join(t('time:comma')) })}`}
          </span>
        </li>
      ))}
    </ul>
  )
}
