import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import type { InboxRow } from '../../api/inbox.ts'
import { Empty } from '../ui/empty.tsx'
import { Failed } from '../ui/failed.tsx'
import { Moment } from '../ui/moment.tsx'
import { Lines } from '../ui/skeleton.tsx'
import { useTitle } from '../ui/title.ts'
import { Boxes } from './boxes.tsx'
import { fetchInbox, inboxSearch, views } from './calls.ts'
import { StateTag } from './state-tag.tsx'
import './inbox.css'

/** What came in: first what waits for a person, with the reason. */
export default function Inbox() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { view = 'open' } = inboxSearch(useSearch({ strict: false }))
  const found = useInfiniteQuery({
    queryKey: ['inbox', 'list', view],
    queryFn: ({ pageParam }) => fetchInbox(view, pageParam),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    refetchInterval: 15_000,
  })
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const open = found.data?.pages[0]?.open
  useTitle(t('menu.inbox'))
  return (
    <div className="page inbox-page">
      <div className="page-head">
        <h1>{t('menu.inbox')}</h1>
        <span className="muted figures" role="status">
          {open !== undefined && t('inbox.open', { count: open })}
        </span>
      </div>
      <Boxes />
      <div className="inbox-views">
        <Segmented
          value={view}
          aria-label={t('inbox.show')}
          onChange={(next) => void navigate({ to: '/inbox', search: { view: next } })}
          options={views.map((one) => ({ value: one, label: t(`inbox.view.${one}`) }))}
        />
      </div>
      {found.error && !found.data && <Failed error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Lines count={8} />}
      {found.data && rows.length === 0 && (
        <div className="panel">
          <Empty title={t(`inbox.none.${view}`)} hint={t('inbox.noneHint')} />
        </div>
      )}
      {rows.length > 0 && (
        <ul className="panel inbox-rows">
          {rows.map((row) => (
            <li key={row.id}>
              <OneRow row={row} />
            </li>
          ))}
        </ul>
      )}
      {found.hasNextPage && (
        <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('inbox.more')}
        </Button>
      )}
    </div>
  )
}

function OneRow({ row }: { row: InboxRow }) {
  const { t } = useTranslation()
  return (
    <Link to="/inbox/$id" params={{ id: row.id }} className="inbox-row">
      <span className="inbox-from">{row.name ?? row.from ?? t('inbox.nobody')}</span>
      <span className="inbox-said">
        <b>{row.subject || t('inbox.noSubject')}</b>
        <span className="muted">{row.text}</span>
      </span>
      <span className="inbox-state">
        <StateTag row={row} />
        {row.attachments > 0 && (
          <span className="muted small">{t('inbox.attachments', { count: row.attachments })}</span>
        )}
      </span>
      <span className="muted small inbox-at">
        <Moment at={row.receivedAt} short />
      </span>
    </Link>
  )
}
