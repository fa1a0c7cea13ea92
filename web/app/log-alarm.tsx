import { useQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { healthQuery } from '../api/queries.ts'
import { useMay } from '../ui/office.ts'

/** Tells those who look after the house that the trail does not come out, and everybody once work waits for it; goes by itself. */
export function LogAlarm() {
  const { t } = useTranslation()
  const looksAfter = [useMay('may-administer-organisation'), useMay('may-administer-people'), useMay('may-audit')]
  const { data } = useQuery(healthQuery)
  if (data?.log === 'intake-only')
    return <Loud title={t('shell.intake-only')} description={t('shell.intake-only-about')} />
  if (data?.log !== 'late' || !looksAfter.includes(true)) return null
  return <Loud title={t('shell.log-late')} description={t('shell.log-late-about')} />
}

function Loud(told: { title: string; description: string }) {
  return <Alert type="error" banner showIcon role="alert" {...told} />
}
