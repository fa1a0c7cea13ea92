import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { TestedPack } from '../../api/packs.ts'
import { type Texts, tryPack } from '../api/calls.ts'
import { Failed } from '../ui/failed.tsx'
import { useNames } from '../ui/names.ts'
import { Panel } from '../ui/panel.tsx'
import { takenOver } from './take-over.ts'

type Props = {
  readonly id: string
  readonly texts: Texts
  readonly changed: Texts
  readonly ready: boolean
  /** Keeps golden cases that expect what comes out now. */
  readonly takeOver: (changed: Texts) => void
}

/** Runs the golden cases on what stands in the editor; one that a wanted change breaks can be made to expect it. */
export function Golden({ id, texts, changed, ready, takeOver }: Props) {
  const { t } = useTranslation()
  const run = useMutation({ mutationFn: (now: Texts) => tryPack(id, now) })
  const take = (failed: TestedPack['failed']) => {
    const next = takenOver(id, texts, failed)
    takeOver({ ...changed, ...next })
    run.mutate({ ...texts, ...next })
  }
  return (
    <Panel
      title={t('revision.golden')}
      extra={
        <Button size="small" disabled={!ready} loading={run.isPending} onClick={() => run.mutate(texts)}>
          {t('revision.runGolden')}
        </Button>
      }
    >
      {run.error && <Failed error={run.error} />}
      {!run.data && !run.error && <p className="muted">{t('revision.goldenAbout')}</p>}
      {run.data && <GoldenResult tested={run.data} />}
      {run.data && run.data.failed.length > 0 && (
        <Button onClick={() => take(run.data.failed)}>{t('revision.takeOver')}</Button>
      )}
    </Panel>
  )
}

/** How the golden cases came out, those that say otherwise one by one. */
export function GoldenResult({ tested }: { tested: TestedPack }) {
  const { t } = useTranslation()
  const { say } = useNames()
  const wrong = new Set(tested.failed.map(({ file, name }) => `${file} ${name.en}`)).size
  return (
    <div role="status">
      <p className={wrong > 0 ? 'revise-wrong' : 'revise-fine'}>
        {t(wrong > 0 ? 'revision.goldenFailed' : 'revision.goldenFine', { count: tested.examples, wrong })}
      </p>
      <ul className="pack-list small">
        {tested.failed.map(({ file, name, step, what, expected, found }) => (
          <li key={`${file} ${name.en} ${step} ${what.en}`}>
            {say(name)} · {t('revision.step', { step: step + 1 })} · {say(what)}
            {t('time:colon')}
            <del>{expected || '—'}</del> → <ins>{found || '—'}</ins>
          </li>
        ))}
      </ul>
    </div>
  )
}
