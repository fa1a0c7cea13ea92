import { useMutation } from '@tanstack/react-query'
import { Button, Progress } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SimulationResult } from '../../api/simulation.ts'
import { type Simulated, type SimulationStep, simulate } from '../api/calls.ts'
import { Failed } from '../ui/failed.tsx'
import { Panel } from '../ui/panel.tsx'
import { SimulationResultView } from './simulation-result.tsx'

/** Replays history under a version that is not in force, with a bar, and shows what would have come out otherwise. */
export function Simulation({ of, ready }: { of: Simulated; ready: boolean }) {
  const { t } = useTranslation()
  const { run, stop, step, result } = useSimulation(of)
  return (
    <Panel
      title={t('simulation.title')}
      className="simulation"
      extra={
        run.isPending ? (
          <Button size="small" onClick={stop}>
            {t('simulation.stop')}
          </Button>
        ) : (
          <Button size="small" disabled={!ready} onClick={() => run.mutate()}>
            {t('simulation.run')}
          </Button>
        )
      }
    >
      {run.error && <Failed error={run.error} retry={() => run.mutate()} />}
      {!run.isPending && !result && !run.error && <p className="muted">{t('simulation.about')}</p>}
      {run.isPending && (
        <>
          <Progress percent={step ? Math.floor((step.cases / Math.max(1, step.all)) * 100) : 0} />
          <p className="muted small" role="status">
            {step && t('simulation.progress', step)}
          </p>
        </>
      )}
      {!run.isPending && result && <SimulationResultView result={result} />}
    </Panel>
  )
}

function useSimulation(of: Simulated) {
  const { t } = useTranslation()
  const [step, tell] = useState<{ cases: number; all: number }>()
  const [result, keep] = useState<SimulationResult>()
  const stopping = useRef<AbortController>(undefined)
  const take = (line: SimulationStep) => {
    if ('failed' in line) throw new Error(t('simulation.broke'))
    if ('result' in line) keep(line.result)
    else tell(line)
  }
  const run = useMutation({
    mutationFn: async () => {
      tell(undefined)
      keep(undefined)
      stopping.current = new AbortController()
      const { signal } = stopping.current
      // Whoever stops it wants no message that it has stopped.
      await simulate(of, take, signal).catch((error: unknown) => {
        if (!signal.aborted) throw error
      })
    },
  })
  return { run, stop: () => stopping.current?.abort(), step, result }
}
