import type { CaseSteps } from '../../api/portal.ts'
import { useReading } from './reading.ts'

/**
 * The road of a complaint with the place that is reached; told in words too, for those who do not see it.
 *
 * @param left the last step before a complaint ended early: those between never came
 */
export function StageLine({ step, left }: { step: CaseSteps; left: CaseSteps | undefined }) {
  const { w } = useReading()
  const steps: [CaseSteps, string][] = [
    ['received', w.steps.received],
    ['accepted', w.steps.accepted],
    ['looking-into', w.steps.lookingInto],
    ['answered', w.steps.answered],
    ['ended', w.steps.ended],
  ]
  const at = steps.findIndex(([name]) => name === step)
  const past = left ? steps.findIndex(([name]) => name === left) : at - 1
  const placeOf = (index: number) => (index === at ? 'present' : index <= past ? 'past' : 'future')
  return (
    <ol className="line" aria-label={w.steps.label}>
      {steps.map(([name, label], index) => (
        <li key={name} className={placeOf(index)} aria-current={index === at ? 'step' : undefined}>
          <span>{label}</span>
          {placeOf(index) !== 'future' && <span className="unseen">{index === at ? w.steps.now : w.steps.done}</span>}
        </li>
      ))}
    </ol>
  )
}
