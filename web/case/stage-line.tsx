import { useTranslation } from 'react-i18next'
import type { CaseRow } from '../../api/cases.ts'
import { stages } from '../../core/case/state.ts'

/** 受理 → … → 归档, with where the case stands; of one that ended early only what came before counts as done. */
export function StageLine({ row, left }: { row: CaseRow; left: string | null }) {
  const { t } = useTranslation()
  const here = (stages as readonly string[]).indexOf(row.stage)
  const past = left === null ? here : (stages as readonly string[]).indexOf(left)
  const ended = row.status !== 'open'
  return (
    <ol className="stages" aria-label={t('case.stages')}>
      {stages.map((stage, index) => (
        <li
          key={stage}
          className={index < past ? 'stage-past' : index === here ? 'stage-here' : 'stage-ahead'}
          aria-current={index === here ? 'step' : undefined}
        >
          <span className="stage-dot" aria-hidden="true">
            {index < past ? '✓' : index + 1}
          </span>
          <span className="stage-name">
            {index === here && ended ? t(`codes:status.${row.status}`) : t(`codes:stage.${stage}`)}
          </span>
        </li>
      ))}
    </ol>
  )
}
