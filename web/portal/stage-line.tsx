import type { CaseSteps } from '../../api/portal.ts'
import { useReading } from './reading.ts'

/** The road of a complaint with the place that is reached; told in words too, for those who do not see it. */
export function StageLine({ step }: { step: CaseSteps }) {
  const { w } = useReading()
  const steps: [CaseSteps, string][] = [
    ['received', w.steps.received],
    ['accepted', w.steps.accepted],
    ['looking-into', w.steps.lookingInto],
    ['answered', w.steps.answered],
    ['ended', w.steps.ended],
  ]
  const at = steps.findIndex(([name]) => name === step)
  return (
    <ol className="line" aria-label={w.steps.label}>
      {steps.map(([name, label], index) => (
        <li
          key={name}
          className={index < at ? 'past' : index === at ? 'present' : 'future'}
          aria-current={index === at ? 'step' : undefined}
        >
          <span>{label}</span>
          {index <= at && <span className="unseen">{index < at ? w.steps.done : w.steps.now}</span>}
        </li>
      ))}
    </ol>
  )
}
