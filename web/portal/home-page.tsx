import type { PortalPage } from '../../api/portal.ts'
import { useReading } from './reading.ts'
import { Rights } from './rights.tsx'
import { fill } from './words.ts'

export function HomePage({ promises, rights, signedIn }: Extract<PortalPage, { page: 'home' }>) {
  const { w } = useReading()
  const how = [
    [w.steps.received, w.home.how.received],
    [w.steps.accepted, w.home.how.accepted],
    [w.steps.lookingInto, w.home.how.lookingInto],
    [w.steps.answered, w.home.how.answered],
  ]
  return (
    <>
      <h1>{w.home.heading}</h1>
      <p className="lead">{w.home.lead}</p>
      <nav className="doors" aria-label={w.frame.service}>
        <Door href="/portal/file" title={w.home.file} hint={w.home.fileHint} first />
        {signedIn ? (
          <Door href="/portal/case" title={w.home.continue} hint={w.home.continueHint} />
        ) : (
          <Door href="/portal/follow" title={w.home.follow} hint={w.home.followHint} />
        )}
      </nav>
      <section aria-labelledby="how">
        <h2 id="how">{w.home.howHeading}</h2>
        <ol className="how">
          {how.map(([title, text]) => (
            <li key={title}>
              <strong>{title}</strong>
              <p>{text}</p>
            </li>
          ))}
        </ol>
      </section>
      {promises.length > 0 && <Promises promises={promises} />}
      <Rights heading={w.home.rightsHeading} rights={rights} />
    </>
  )
}

function Door({ href, title, hint, first = false }: { href: string; title: string; hint: string; first?: boolean }) {
  return (
    <a className={first ? 'door door-first' : 'door'} href={href}>
      <strong>{title}</strong>
      <span>{hint}</span>
    </a>
  )
}

function Promises({ promises }: { promises: Extract<PortalPage, { page: 'home' }>['promises'] }) {
  const { w } = useReading()
  return (
    <section aria-labelledby="promises">
      <h2 id="promises">{w.home.promisesHeading}</h2>
      <dl className="promises">
        {promises.map(({ duty, within }) => (
          <div key={duty + within}>
            <dt>{duty}</dt>
            <dd>{fill(w.home.within, { within })}</dd>
          </div>
        ))}
      </dl>
      <p className="hint">{w.home.promisesNote}</p>
    </section>
  )
}
