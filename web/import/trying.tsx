import { useMutation } from '@tanstack/react-query'
import { Button, Progress } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportCheck, ImportStep, ImportView, ImportWish } from '../../api/imports.ts'
import { Failed } from '../ui/failed.tsx'
import { Panel } from '../ui/panel.tsx'
import { checkImport } from './calls.ts'
import { ProblemTable } from './problem-table.tsx'
import type { Plan } from './wish.ts'

type Props = {
  readonly view: ImportView
  readonly plan: Plan
  readonly wish: ImportWish | undefined
  readonly run: () => void
  readonly busy: boolean
}

/** What the import would do; only what was tried as it stands now can be run. */
export function Trying({ view, plan, wish, run, busy }: Props) {
  const { t } = useTranslation()
  const trial = useTrial(view.id)
  const fresh = trial.of === plan ? trial.result : undefined
  const goesOn = view.state !== 'uploaded'
  return (
    <Panel title={t('imports.check')}>
      <div className="import-buttons">
        <Button disabled={!wish} loading={trial.isPending} onClick={() => wish && trial.start({ wish, plan })}>
          {t('imports.check')}
        </Button>
        {fresh && fresh.good > 0 && (
          <Button type="primary" loading={busy} onClick={run}>
            {goesOn ? t('imports.again') : t('imports.run', { count: fresh.good })}
          </Button>
        )}
        {!fresh && !trial.isPending && <span className="muted small">{t('imports.checkFirst')}</span>}
      </div>
      {trial.isPending && (
        <div role="status">
          {t('imports.checking')}
          <Progress percent={trial.percent} aria-label={t('imports.checking')} />
        </div>
      )}
      {trial.error && <Failed error={trial.error} />}
      {trial.of === plan && trial.refused && <p role="alert">{trial.refused}</p>}
      {fresh && (
        <>
          <p role="status">
            <b>{t('imports.checked', fresh)}</b> {fresh.good === 0 && t('imports.nothing')}
          </p>
          {fresh.problems.length > 0 && <ProblemTable problems={fresh.problems} />}
        </>
      )}
    </Panel>
  )
}

type Trial = { readonly wish: ImportWish; readonly plan: Plan }

function useTrial(id: string) {
  const { t } = useTranslation()
  const [percent, setPercent] = useState(0)
  const [done, setDone] = useState<{ of: Plan; result?: ImportCheck; refused?: string }>()
  const leaving = useRef<AbortController>(undefined)
  useEffect(() => () => leaving.current?.abort(), [])
  const trial = useMutation({
    mutationFn: async ({ wish, plan }: Trial) => {
      setPercent(0)
      setDone(undefined)
      leaving.current = new AbortController()
      const take = (step: ImportStep) => {
        if ('failed' in step) throw new Error(t('imports.broke'))
        if (!('result' in step)) setPercent(step.cases)
        else if ('refused' in step.result) setDone({ of: plan, refused: step.result.refused })
        else setDone({ of: plan, result: step.result })
      }
      const { signal } = leaving.current
      await checkImport(id, wish, take, signal).catch((error: unknown) => {
        if (!signal.aborted) throw error
      })
    },
  })
  return { ...done, percent, start: trial.mutate, isPending: trial.isPending, error: trial.error }
}
