import { useNames } from '../ui/names.ts'

/** A grade in its pack's words; the gravest of the pack stands out. */
export function GradeChip({ regime, grade }: { regime: string; grade: string }) {
  const names = useNames()
  const gravest = names.catalogue?.packs.find((one) => one.id === regime)?.grades[0]?.id === grade
  return (
    <span className={gravest ? 'chip chip-strong' : 'chip'} title={names.pack(regime)}>
      {names.grade(grade, regime)}
    </span>
  )
}
