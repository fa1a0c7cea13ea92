import type { PortalPage, Typed } from '../../api/portal.ts'
import { Hidden } from './field.tsx'
import { Kept } from './follow-page.tsx'
import { useReading } from './reading.ts'

const ours = new Set(['key', 'opened', 'turns', 'pending', 'switch', 'website', 'code'])

/** Something went wrong; what was sent lies in the page and can be sent once more. */
export function SorryPage({ why, again }: Extract<PortalPage, { page: 'sorry' }>) {
  const { w } = useReading()
  return (
    <>
      <h1>{w.sorry[why].heading}</h1>
      <p className="lead">{w.sorry[why].text}</p>
      {again ? (
        <>
          <p>{w.sorry.kept}</p>
          <form method="post" action={again.action} data-sending={w.frame.sending}>
            {Object.entries(again.typed).map(([name, value]) => (
              <Hidden key={name} name={name} value={value} />
            ))}
            <button type="submit" className="primary">
              {w.sorry.again}
            </button>
          </form>
          <Kept heading={w.sorry.keptHeading} texts={shown(again.typed)} />
        </>
      ) : (
        <p>
          <a href="/portal">{w.frame.home}</a>
        </p>
      )}
    </>
  )
}

function shown(typed: Typed): string[] {
  return Object.entries(typed).flatMap(([name, value]) => (ours.has(name) ? [] : [value]))
}
