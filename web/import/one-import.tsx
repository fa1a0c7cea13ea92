import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportView } from '../../api/imports.ts'
import { Failed } from '../ui/failed.tsx'
import { Lines } from '../ui/skeleton.tsx'
import { useTitle } from '../ui/title.ts'
import { fetchImport, forgetImport, runImport } from './calls.ts'
import { Columns } from './columns.tsx'
import { How } from './how.tsx'
import { Outcome, Running } from './outcome.tsx'
import { Trying } from './trying.tsx'
import { type Plan, planOf, wishFrom } from './wish.ts'
import './import.css'

const lookEveryMs = 1000

/** One file on its way to become cases: what its columns are, a try, the run, the result. */
export default function OneImport() {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/imports/$id' })
  const found = useQuery({
    queryKey: ['imports', id],
    queryFn: () => fetchImport(id),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? lookEveryMs : false),
  })
  useTitle(found.data?.name ?? t('menu.imports'))
  const { data } = found
  return (
    <div className="page imports">
      <div className="page-head">
        <h1>{data?.name ?? t('menu.imports')}</h1>
        {data && <span className="chip">{t(`imports.state.${data.state}`)}</span>}
        <span className="grow" />
        {data && data.state !== 'running' && <Forget id={id} />}
        <Link to="/imports">{t('imports.back')}</Link>
      </div>
      {found.error && <Failed error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Lines count={10} />}
      {data?.state === 'running' && <Running view={data} />}
      {data && data.state !== 'running' && data.state !== 'uploaded' && <Outcome view={data} />}
      {data && (data.state === 'uploaded' || data.state === 'stopped' || data.state === 'failed') && (
        <Prepare key={data.id} view={data} />
      )}
    </div>
  )
}

/** Columns, how they are taken, a try, and the button that begins. */
function Prepare({ view }: { view: ImportView }) {
  const client = useQueryClient()
  const [plan, setPlan] = useState<Plan>(() => planOf(view))
  const wish = wishFrom(plan)
  const run = useMutation({
    mutationFn: () => (wish ? runImport(view.id, wish) : Promise.resolve()),
    onSuccess: () => client.invalidateQueries({ queryKey: ['imports'] }),
  })
  return (
    <>
      <Columns view={view} plan={plan} change={setPlan} />
      <How plan={plan} change={setPlan} />
      <Trying view={view} plan={plan} wish={wish} run={() => run.mutate()} busy={run.isPending} />
      {run.error && <Failed error={run.error} />}
    </>
  )
}

function Forget({ id }: { id: string }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const go = useNavigate()
  const forget = useMutation({
    mutationFn: () => forgetImport(id),
    onSuccess: async () => {
      await go({ to: '/imports' })
      await client.invalidateQueries({ queryKey: ['imports'] })
    },
  })
  return (
    <Popconfirm title={t('imports.forgetAsk')} okText={t('imports.forget')} onConfirm={() => forget.mutate()}>
      <Button type="text">{t('imports.forget')}</Button>
    </Popconfirm>
  )
}
