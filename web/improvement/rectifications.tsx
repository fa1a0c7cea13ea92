import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { Empty } from '../ui/empty.tsx'
import { Failed } from '../ui/failed.tsx'
import { Lines } from '../ui/skeleton.tsx'
import { useTitle } from '../ui/title.ts'
import { fetchRectifications, type Show } from './calls.ts'
import { isShow, shows } from './list-search.ts'
import { RectificationCard } from './rectification-card.tsx'

/** Every rectification this person may see, by the day it has to be done. */
export default function Rectifications() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const asked = (useSearch({ strict: false }) as { show?: unknown }).show
  const show: Show = isShow(asked) ? asked : 'open'
  const found = useInfiniteQuery({
    queryKey: ['rectifications', 'list', show],
    queryFn: ({ pageParam }) => fetchRectifications(show, pageParam),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    refetchInterval: 60_000,
  })
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const first = found.data?.pages[0]
  useTitle(t('menu.rectifications'))
  return (
    <div className="page rectifications-page">
      <div className="page-head">
        <h1>{t('menu.rectifications')}</h1>
        <span className="muted figures" role="status">
          {first && t(first.capped ? 'improvement.countCapped' : 'improvement.count', { count: first.total })}
        </span>
      </div>
      <div className="rectifications-show">
        <Segmented
          value={show}
          aria-label={t('improvement.show')}
          onChange={(next) => void navigate({ to: '/rectifications', search: { show: next } })}
          options={shows.map((one) => ({ value: one, label: t(`improvement.${one}`) }))}
        />
      </div>
      {found.error && !found.data && <Failed error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Lines count={10} />}
      {found.data && rows.length === 0 && (
        <div className="panel">
          <Empty
            title={t(`improvement.noneOf.${show}`)}
            hint={t('improvement.hint')}
            action={<Link to="/cases">{t('improvement.toCases')}</Link>}
          />
        </div>
      )}
      <ul className="rectifications">
        {rows.map((one) => (
          <li key={one.id} className="panel">
            <RectificationCard of={one} withCase />
          </li>
        ))}
      </ul>
      {found.hasNextPage && (
        <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('improvement.more')}
        </Button>
      )}
    </div>
  )
}
