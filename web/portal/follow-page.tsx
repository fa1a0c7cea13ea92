import type { PortalPage } from '../../api/portal.ts'
import { type FormOf, Hidden, LineField } from './field.tsx'
import { Notice, Problems, type Said } from './problems.tsx'
import { useReading } from './reading.ts'
import type { Words } from './words.ts'

/** The door: number and query code. */
export function FollowPage({ form, pending }: Extract<PortalPage, { page: 'follow' }>) {
  const { w } = useReading()
  const said = malformed(
    form.problems.map(({ field }) => field),
    w,
  )
  const fields: FormOf = { typed: form.typed, said }
  const carried = pending && form.notice === 'session-over'
  return (
    <>
      <h1>{w.follow.heading}</h1>
      <p className="lead">{w.follow.lead}</p>
      {carried ? <Notice text={w.notices.sessionOverKept} /> : <Problems form={form} said={said} />}
      <form method="post" action="/portal/follow" noValidate data-sending={w.frame.sending}>
        <LineField
          form={fields}
          name="number"
          label={w.follow.number}
          hint={w.follow.numberHint}
          width="half"
          required
        />
        <LineField form={fields} name="code" label={w.follow.code} hint={w.follow.codeHint} width="half" required />
        {pending && <Hidden name="pending" value={JSON.stringify(pending)} />}
        <div className="send">
          <button type="submit" className="primary">
            {w.follow.submit}
          </button>
        </div>
      </form>
      <p className="hint">{w.follow.lost}</p>
      {pending && <Kept heading={w.follow.pendingHeading} texts={Object.values(pending.typed)} />}
    </>
  )
}

function malformed(fields: readonly string[], w: Words): Said {
  return new Map(fields.map((field) => [field, field === 'number' ? w.problems.number : w.problems.code]))
}

/** What somebody wrote, to be read and copied while it is carried along. */
export function Kept({ heading, texts }: { heading: string; texts: readonly string[] }) {
  const written = texts.filter((text) => text.trim() !== '')
  if (written.length === 0) return null
  return (
    <section className="kept" aria-labelledby="kept">
      <h2 id="kept">{heading}</h2>
      {written.map((text) => (
        <p key={text} className="words">
          {text}
        </p>
      ))}
    </section>
  )
}
