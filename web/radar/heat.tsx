import { useTranslation } from 'react-i18next'
import type { RadarGroup } from '../../api/radar.ts'
import { GradeChip } from '../case/grade-chip.tsx'

/** The grade that the packs would give, were all of it confirmed; with the people it rests on and the clause. */
export function Heat({ group: { heat } }: { group: RadarGroup }) {
  const { t } = useTranslation()
  return heat.map(({ regime, grade, people, clause }) => (
    <span key={regime} className="small radar-heat">
      <GradeChip regime={regime} grade={grade} /> {t('radar.heat', { count: people })}
      {clause !== null && <span className="muted"> {t('radar.clause', { clause })}</span>}
    </span>
  ))
}
