import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallView } from '../../api/calls.ts'
import { Empty } from '../ui/empty.tsx'
import { useMay } from '../ui/office.ts'
import { useTitle } from '../ui/title.ts'
import { CallBar } from './call-bar.tsx'
import { callQuery } from './call-query.ts'
import { OneRegistration } from './registration.tsx'
import { Shift } from './shift.tsx'
import './hotline.css'

/** The desk of the hotline: the shift, the call, and the complaint that is written down while listening. */
export default function HotlineDesk() {
  const { t } = useTranslation()
  useTitle(t('menu.hotline'))
  const mayRegister = useMay('may-register')
  const [round, setRound] = useState(0)
  const { data } = useQuery({ ...callQuery, enabled: mayRegister })
  const { call, switchTo } = useOneCall(data?.call ?? undefined, round)
  if (!mayRegister)
    return (
      <div className="page">
        <Empty title={t('register.notYours')} hint={t('register.notYoursHint')} />
      </div>
    )
  return (
    <>
      <div className="page hotline-top">
        <CallBar call={call} next={data?.call && data.call.id !== call?.id ? data.call : undefined} take={switchTo} />
        <Shift />
      </div>
      <OneRegistration key={round} draftKey="hotline" call={call} again={() => setRound(round + 1)} />
    </>
  )
}

/** The call that is written down: the one it began with, brought up to date, until the next complaint or another choice. */
function useOneCall(latest: CallView | undefined, round: number) {
  const [bound, bind] = useState<{ round: number; call: CallView }>()
  const known = bound?.round === round ? bound.call : undefined
  const fresh = latest && (!known || latest.id === known.id) ? latest : undefined
  if (fresh && !isSame(fresh, known)) bind({ round, call: fresh })
  const switchTo = () => latest && bind({ round, call: latest })
  return { call: fresh ?? known, switchTo }
}

function isSame(one: CallView, other: CallView | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
