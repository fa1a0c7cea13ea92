import { PhoneFilled } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '../ui/office.ts'
import { callQuery } from './call-query.ts'
import './hotline.css'

/** Wherever an agent is: the telephone rings, and one click leads to the desk. */
export function CallPop() {
  const { t } = useTranslation()
  const mayRegister = useMay('may-register')
  const { pathname } = useLocation()
  const { data } = useQuery({ ...callQuery, enabled: mayRegister, refetchInterval: 15_000 })
  const call = data?.call
  if (!call || call.endedAt || pathname === '/hotline') return null
  return (
    <div role="status">
      <Link to="/hotline" className="call-pop">
        <PhoneFilled aria-hidden /> {t('hotline.pop', { number: call.number ?? t('hotline.withheld') })}
      </Link>
    </div>
  )
}
