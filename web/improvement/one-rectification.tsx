import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Failed } from '../ui/failed.tsx'
import { Lines } from '../ui/skeleton.tsx'
import { useTitle } from '../ui/title.ts'
import { rectificationQueryOf } from './calls.ts'
import { RectificationCard } from './rectification-card.tsx'

/** One rectification by itself: where a notice leads. */
export default function OneRectification() {
  const { t } = useTranslation()
  const { id = '' } = useParams({ strict: false })
  const { data, error, refetch } = useQuery(rectificationQueryOf(id))
  useTitle(data?.number ?? t('menu.rectifications'))
  return (
    <div className="page rectifications-page">
      <div className="page-head">
        <h1>{data?.number ?? t('menu.rectifications')}</h1>
        <Link to="/rectifications">{t('improvement.all')}</Link>
      </div>
      {error && !data && <Failed error={error} retry={() => void refetch()} />}
      {!data && !error && <Lines count={8} />}
      {data && (
        <div className="panel">
          <RectificationCard of={data} withCase open />
        </div>
      )}
    </div>
  )
}
