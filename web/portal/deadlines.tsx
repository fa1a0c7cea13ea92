import type { Deadline } from '../../api/portal.ts'
import { Filled, Moment } from './moment.tsx'
import { useReading } from './reading.ts'

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
  const { w } = useReading()
  const values = {
    due: <Moment at={one.due} zone={zone} />,
    settled: one.settledAt && <Moment at={one.settledAt} zone={zone} />,
  }
  return (
    <li className={`deadline deadline-${one.state}`}>
      <span className="state">{w.deadlines.states[one.state]}</span>
      <strong>{one.duty}</strong>
      <span className="when">
        <Filled sentence={w.deadlines[one.state]} values={values} />
      </span>
      {one.moves.map(({ from, to, notice }) => (
        <span key={from + to} className="hint">
          <Filled
            sentence={w.deadlines.moved}
            values={{ notice, from: <Moment at={from} zone={zone} />, to: <Moment at={to} zone={zone} /> }}
          />
        </span>
      ))}
      {one.provisional && one.state === 'running' && <span className="hint">{w.deadlines.provisional}</span>}
    </li>
  )
}
