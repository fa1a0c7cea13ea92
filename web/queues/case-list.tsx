import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseRow } from '../../api/cases.ts'
import type { SearchHit } from '../../api/search-hit.ts'
import { searchCases } from '../api/calls.ts'
import { useKeys } from '../app/shortcuts.tsx'
import { Empty } from '../ui/empty.tsx'
import { Failed } from '../ui/failed.tsx'
import { usePreferences } from '../ui/preferences.ts'
import { Lines } from '../ui/skeleton.tsx'
import { useTitle } from '../ui/title.ts'
import { useWide } from '../ui/wide.ts'
import { BulkBar } from './bulk-bar.tsx'
import { CasePreview } from './case-preview.tsx'
import { CaseRows } from './case-rows.tsx'
import { FilterBar } from './filter-bar.tsx'
import { type ListSearch, queryOf } from './list-search.ts'
import { ListTools } from './list-tools.tsx'
import { seek, useSought } from './sought.ts'
import { ViewTabs } from './view-tabs.tsx'
import './list.css'

/** Find and act on many. */
export default function CaseList() {
  const { t } = useTranslation()
  const search = useSearch({ strict: false }) as ListSearch
  const sought = useSought()
  const query = useMemo(() => queryOf(search, sought), [search, sought])
  const found = useInfiniteQuery({
    queryKey: ['cases', query],
    queryFn: ({ pageParam }) => searchCases({ ...query, ...(pageParam && { after: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    refetchInterval: 60_000,
  })
  const rows = useMemo(() => found.data?.pages.flatMap((page) => page.rows) ?? [], [found.data])
  const hits = useMemo(
    () => new Map(found.data?.pages.flatMap((page) => page.hits).map((hit) => [hit.id, hit])),
    [found.data],
  )
  const first = found.data?.pages[0]
  useTitle(t('menu.cases'))
  return (
    <div className="page list-page">
      <div className="page-head">
        <h1>{t('menu.cases')}</h1>
        <span className="muted figures" role="status">
          {first && t(first.capped ? 'list.countCapped' : 'list.count', { count: first.total })}
        </span>
        <span className="grow" />
        <ListTools search={search} query={query} />
      </div>
      <ViewTabs search={search} />
      <FilterBar search={search} />
      {found.error && !found.data && <Failed error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Lines count={12} />}
      {found.data && rows.length === 0 && <Nothing search={search} />}
      {rows.length > 0 && (
        <Found
          rows={rows}
          hits={hits}
          more={found.hasNextPage && !found.isFetchingNextPage ? () => void found.fetchNextPage() : undefined}
        />
      )}
    </div>
  )
}

function Nothing({ search }: { search: ListSearch }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { words, contact } = useSought()
  const filtered = Object.keys(search).length > 0 || contact !== undefined || words !== undefined
  const clear = () => {
    seek({})
    void navigate({ to: '/cases', search: {} })
  }
  return (
    <div className="panel">
      <Empty
        title={t(filtered ? 'list.noneMatch' : 'list.none')}
        hint={t(words ? 'search.noneHint' : filtered ? 'list.noneMatchHint' : 'list.noneHint')}
        action={
          filtered && (
            <button type="button" className="link-button" onClick={clear}>
              {t('list.clear')}
            </button>
          )
        }
      />
    </div>
  )
}

/** The list with its cursor, its selection and the preview beside it. */
type FoundProps = {
  readonly rows: readonly CaseRow[]
  readonly hits: ReadonlyMap<string, SearchHit>
  readonly more: (() => void) | undefined
}

function Found({ rows, hits, more }: FoundProps) {
  const navigate = useNavigate()
  const { preview } = usePreferences()
  const roomy = useWide(1280)
  const [at, setAt] = useState(-1)
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const here = rows[at]
  const pick = (id: string) => setPicked((before) => toggled(before, id))
  const walk = (step: number) => setAt((before) => Math.max(0, Math.min(rows.length - 1, before + step)))
  const open = (row: CaseRow | undefined) => row && void navigate({ to: '/cases/$id', params: { id: row.id } })
  useKeys({
    j: () => walk(1),
    k: () => walk(-1),
    Enter: () => open(here),
    x: () => here && pick(here.id),
    Escape: () => setAt(-1),
  })
  const chosen = rows.filter((row) => picked.has(row.id))
  const shown = roomy && preview ? here : undefined
  return (
    <>
      <BulkBar chosen={chosen} clear={() => setPicked(new Set())} />
      <div className={shown ? 'list-columns' : ''}>
        <CaseRows
          rows={rows}
          hits={hits}
          at={at}
          walkTo={setAt}
          picked={picked}
          pick={pick}
          pickAll={() =>
            setPicked(picked.size >= rows.length ? new Set() : new Set(rows.slice(0, 200).map((row) => row.id)))
          }
          more={more}
          narrow={shown !== undefined}
        />
        {shown && <CasePreview id={shown.id} close={() => setAt(-1)} />}
      </div>
    </>
  )
}

function toggled(before: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(before)
  if (!next.delete(id)) next.add(id)
  return next
}
