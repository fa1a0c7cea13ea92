import type { ToldEvent } from '../../api/portal.ts'
import { Filled, Moment } from './moment.tsx'
import { useReading } from './reading.ts'
import { fill } from './words.ts'

/** What happened so far, newest first. */
export function Story({ told, zone }: { told: readonly ToldEvent[]; zone: string }) {
  return (
    <ol className="story">
      {told.map((event) => (
        <Happened key={event.version} event={event} zone={zone} />
      ))}
    </ol>
  )
}

function Happened({ event, zone }: { event: ToldEvent; zone: string }) {
  const { w } = useReading()
  const { at, kind, unit = '', channel, until, parts } = event
  return (
    <li>
      <p className="when">
        <Moment at={at} zone={zone} />
      </p>
      <p className="what">
        {fill(w.told[kind], { unit })}
        {channel && fill(w.told.by, { channel })}
      </p>
      {parts.map(({ label, text }) => (
        <div key={label} className="part">
          {label !== 'text' && label !== 'what' && <span className="label">{w.parts[label]}</span>}
          <p className="words">{text ?? w.case.erased}</p>
        </div>
      ))}
      {until && (
        <p className="hint">
          <Filled
            sentence={kind === 'promised' ? w.case.promisedUntil : w.case.askedUntil}
            values={{ until: <Moment at={until} zone={zone} /> }}
          />
        </p>
      )}
    </li>
  )
}
