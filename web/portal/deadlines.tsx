import type { Deadline } from '../../api/portal.ts'
import { momentWords } from '../ui/moments.ts'
import { useReading } from './reading.ts'
import { fill } from './words.ts'

/** Duties with the moment until which they are owed, in the time of the office. */
export function Deadlines({ deadlines, zone }: { deadlines: readonly Deadline[]; zone: string }) {
  const { w } = useReading()
  if (deadlines.length === 0) return <p className="hint">{w.deadlines.none}</p>
  return (
    <ul className="deadlines">
      {deadlines.map((one) => (
        <Owed key={one.duty + one.due} one={one} zone={zone} />
      ))}
    </ul>
  )
}

function Owed({ one, zone }: { one: Deadline; zone: string }) {
  const { w, language } = useReading()
  const due = momentWords(one.due, zone, language)
  const settled = one.settledAt ? momentWords(one.settledAt, zone, language) : ''
  return (
    <li className={`deadline deadline-${one.state}`}>
      <span className="state">{w.deadlines.states[one.state]}</span>
      <strong>{one.duty}</strong>
      <span className="when">{fill(w.deadlines[one.state], { due, settled })}</span>
      {one.provisional && one.state === 'running' && <span className="hint">{w.deadlines.provisional}</span>}
    </li>
  )
}
