import { DownloadOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Popconfirm, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ImportView } from '../../api/imports.ts'
import { Failed } from '../ui/failed.tsx'
import { offerFile } from '../ui/offer-file.ts'
import { Panel } from '../ui/panel.tsx'
import { fetchProblems, stopImport } from './calls.ts'

/** How far a run is; it goes on without anybody looking. */
export function Running({ view }: { view: ImportView }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const stop = useMutation({
    mutationFn: () => stopImport(view.id),
    onSettled: () => client.invalidateQueries({ queryKey: ['imports'] }),
  })
  return (
    <Panel title={t('imports.running')}>
      <Progress percent={Math.floor(view.read * 100)} status="active" aria-label={t('imports.running')} />
      <p role="status">{t('imports.progress', view.counts)}</p>
      {stop.error && <Failed error={stop.error} />}
      <Popconfirm title={t('imports.stopAsk')} okText={t('imports.stop')} onConfirm={() => stop.mutate()}>
        <Button loading={stop.isPending}>{t('imports.stop')}</Button>
      </Popconfirm>
    </Panel>
  )
}

const figures = ['registered', 'answered', 'alreadyPresent', 'changed', 'errors'] as const
const titles = { done: 'imports.done', stopped: 'imports.stoppedTitle', failed: 'imports.failedTitle' } as const

/** How many are in, how many are not, and the sheet that says why. */
export function Outcome({ view }: { view: ImportView }) {
  const { t } = useTranslation()
  const sheet = useMutation({
    mutationFn: () => fetchProblems(view.id),
    onSuccess: ({ blob, name }) => offerFile(blob, name ?? `${view.name}.errors.xlsx`),
  })
  const shown = figures.filter((one) => view.counts[one] > 0 || one === 'registered' || one === 'errors')
  return (
    <Panel title={t(titles[view.state as keyof typeof titles])}>
      {view.refused && <p role="alert">{view.refused.sentence}</p>}
      <dl className="import-figures" aria-live="polite">
        {shown.map((one) => (
          <div key={one}>
            <dd className="figures">{view.counts[one].toLocaleString()}</dd>
            <dt>{t(`imports.figure.${one}`)}</dt>
          </div>
        ))}
      </dl>
      {view.problems > 0 && (
        <>
          <Button icon={<DownloadOutlined />} loading={sheet.isPending} onClick={() => sheet.mutate()}>
            {t('imports.sheet', { count: view.problems })}
          </Button>
          <p className="muted small">{t('imports.sheetAbout')}</p>
        </>
      )}
      {sheet.error && <Failed error={sheet.error} retry={() => sheet.mutate()} />}
      <p className="import-onward">
        {view.counts.registered > 0 && <Link to="/cases">{t('imports.cases')}</Link>}{' '}
        <Link to="/imports">{t('imports.another')}</Link>
      </p>
    </Panel>
  )
}
