import { useQuery } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CasePageView } from '../../api/cases.ts'
import { fetchCase } from '../api/calls.ts'
import { FactSentence } from '../case/fact-sentence.tsx'
import { Moment } from '../ui/moment.tsx'

type Props = { readonly since: CasePageView; readonly again: () => void; readonly busy: boolean }

/** Somebody else acted first: what they did, and one click to send what was typed all the same. */
export function ChangedMeanwhile({ since, again, busy }: Props) {
  const { t } = useTranslation()
  const now = useQuery({
    queryKey: ['changed', since.row.id, since.etag],
    queryFn: () => fetchCase(since.row.id),
    staleTime: 0,
  })
  const seen = Math.max(0, ...since.facts.map((fact) => fact.version))
  const fresh = (now.data?.facts ?? []).filter(
    (fact) => fact.version > seen && (fact.origin === 'human' || fact.origin === 'import'),
  )
  return (
    <Alert
      type="warning"
      showIcon
      title={t('form.changed')}
      description={
        <>
          <ul className="changed-facts">
            {fresh.map((fact) => (
              <li key={fact.version}>
                <Moment at={fact.recordedAt} short /> {fact.by.name} <FactSentence fact={fact} />
              </li>
            ))}
          </ul>
          <p>{t('form.changedKept')}</p>
          <Button loading={busy} onClick={again}>
            {t('form.sendAgain')}
          </Button>
        </>
      }
    />
  )
}
