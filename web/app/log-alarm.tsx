import { useQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { healthQuery } from '../api/queries.ts'
import { useMay } from '../ui/office.ts'

/** Tells those who look after the house that the trail does not come out; goes by itself once it does. */
export function LogAlarm() {
  const { t } = useTranslation()
  const posts = [useMay('may-administer-organisation'), useMay('may-administer-people'), useMay('may-audit')]
  const { data } = useQuery({ ...healthQuery, enabled: posts.includes(true) })
  if (data?.log !== 'late') return null
  return (
    <Alert
      type="error"
      banner
      showIcon
      role="alert"
      title={t('shell.log-late')}
      description={t('shell.log-late-about')}
    />
  )
}
