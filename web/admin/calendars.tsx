import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarList } from '../../api/calendars.ts'
import { calendarsQuery } from '../api/queries.ts'
import { useDraft } from '../forms/draft.ts'
import { Failed } from '../ui/failed.tsx'
import { Lines } from '../ui/skeleton.tsx'
import { useTitle } from '../ui/title.ts'
import { useCount } from './count-cases.ts'
import { ImportYear } from './import-year.tsx'
import { KnownYears } from './known-years.tsx'
import { Recount } from './recount.tsx'
import './admin.css'
import './calendars.css'

/** The years whose days off are known, and the desk where a new notice is imported. */
export default function Calendars() {
  const { t } = useTranslation()
  const found = useQuery(calendarsQuery)
  const draft = useDraft<string>('calendar-year')
  useTitle(t('menu.calendars'))
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('menu.calendars')}</h1>
        <span className="muted">{t('calendars.about')}</span>
      </div>
      {found.error && <Failed error={found.error} retry={() => void found.refetch()} />}
      {!found.error && (!found.data || draft.found === undefined) && <Lines count={10} />}
      {found.data && draft.found !== undefined && <Body list={found.data} draft={draft} />}
    </div>
  )
}

type BodyProps = { readonly list: CalendarList; readonly draft: ReturnType<typeof useDraft<string>> }

function Body({ list, draft }: BodyProps) {
  const count = useCount('follow')
  const [written, write] = useState(draft.found ?? '')
  const put = (text: string) => {
    write(text)
    if (text === '') draft.drop()
    else draft.keep(text)
  }
  const imported = () => {
    put('')
    // Where it is told how far the count is.
    window.scrollTo({ top: 0 })
    count.start(undefined)
  }
  return (
    <div className="calendars">
      <div>
        <Recount count={count} outdated={list.outdated} />
        <ImportYear years={list.years} text={written} write={put} state={draft.state} done={imported} />
      </div>
      <KnownYears years={list.years} />
    </div>
  )
}
