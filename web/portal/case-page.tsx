import type { CommandForm, PortalCaseView, PortalCommand, PortalPage } from '../../api/portal.ts'
import { CaseForms } from './case-forms.tsx'
import { Deadlines } from './deadlines.tsx'
import { draftName } from './draft-name.ts'
import { Files } from './files.tsx'
import { Filled, Moment } from './moment.tsx'
import { useReading } from './reading.ts'
import { itemWords } from './receipt-page.tsx'
import { Rights } from './rights.tsx'
import { StageLine } from './stage-line.tsx'
import { Story } from './story.tsx'
import { fill, listed } from './words.ts'

/** One complaint as its complainant sees it: where it stands, what comes next, what to do, what happened. */
export function CasePage({ view, forms, done, refused, taken }: Extract<PortalPage, { page: 'case' }>) {
  const { w } = useReading()
  return (
    <div data-forget={done && done !== 'files' ? draftName(view, done) : undefined}>
      {done && (
        <p className="thanks" role="status">
          {done === 'files' ? w.files.done : w.forms[done].done}
        </p>
      )}
      <h1>{fill(w.case.heading, { number: view.number })}</h1>
      <p className="hint">
        <Filled
          sentence={w.case.meta}
          values={{ received: <Moment at={view.receivedAt} zone={view.zone} />, unit: view.unit }}
        />
      </p>
      <StageLine step={view.step} left={view.left} />
      <p className="standing">{w.case.standing[view.standing]}</p>
      <Next view={view} />
      <YourTurn view={view} forms={forms} />
      <section aria-labelledby="told">
        <h2 id="told">{w.case.toldHeading}</h2>
        <Story told={view.told} zone={view.zone} />
      </section>
      {forms.length > 0 && (
        <section aria-labelledby="acts">
          <h2 id="acts">{w.case.actsHeading}</h2>
          <CaseForms view={view} forms={forms} />
        </section>
      )}
      {(view.mayOffer || view.files.length > 0) && <Files view={view} refused={refused} taken={taken} />}
      {view.deadlines.length > 0 && (
        <section aria-labelledby="deadlines">
          <h2 id="deadlines">{w.case.deadlinesHeading}</h2>
          <Deadlines deadlines={view.deadlines} zone={view.zone} />
        </section>
      )}
      <Own view={view} />
      <Rights heading={w.case.rightsHeading} rights={view.rights} />
      <Leave />
    </div>
  )
}

function Next({ view: { deadlines, zone } }: { view: PortalCaseView }) {
  const { w } = useReading()
  const first = deadlines.find(({ state }) => state === 'running' || state === 'late')
  if (!first) return null
  return (
    <p className="next">
      <strong>{w.case.next}</strong>{' '}
      <Filled
        sentence={first.state === 'late' ? w.case.nextLate : w.case.nextBy}
        values={{ duty: first.duty, due: <Moment at={first.due} zone={zone} /> }}
      />
    </p>
  )
}

function YourTurn({ view, forms }: { view: PortalCaseView; forms: readonly CommandForm[] }) {
  const { w, language } = useReading()
  const can = (command: PortalCommand) => forms.some((form) => form.command === command)
  const toAnswer = view.standing === 'answered' && can('record-answer')
  const toSupplement = view.missing.length > 0 && can('supplement')
  if (!view.asked && !toAnswer && !toSupplement) return null
  return (
    <section className="turn" aria-labelledby="turn">
      <h2 id="turn">{w.case.yourTurn}</h2>
      {view.asked && <Asked asked={view.asked} zone={view.zone} />}
      {toAnswer && (
        <p>
          <a href="#record-answer">{w.forms['record-answer'].heading}</a>
        </p>
      )}
      {toAnswer && view.reviewUntil && (
        <p>
          <Filled sentence={w.case.reviewUntil} values={{ until: <Moment at={view.reviewUntil} zone={view.zone} /> }} />
        </p>
      )}
      {toSupplement && (
        <p>
          {fill(w.case.missing, { items: listed(itemWords(view.missing, w), language) })}{' '}
          <a href="#supplement">{w.receipt.missingLink}</a>
        </p>
      )}
    </section>
  )
}

function Asked({ asked: { what, until }, zone }: { asked: NonNullable<PortalCaseView['asked']>; zone: string }) {
  const { w } = useReading()
  return (
    <>
      <p>{w.case.asked}</p>
      <p className="words">{what ?? w.case.erased}</p>
      <p>
        {until && <Filled sentence={w.case.askedUntil} values={{ until: <Moment at={until} zone={zone} /> }} />}{' '}
        <a href="#add-statement">{w.forms['add-statement'].heading}</a>
      </p>
    </>
  )
}

function Own({ view }: { view: PortalCaseView }) {
  const { w } = useReading()
  return (
    <details className="own">
      <summary>
        <h2>{w.case.ownHeading}</h2>
      </summary>
      <dl className="facts">
        {view.own.map(({ field, text }) => (
          <div key={field}>
            <dt>{w.own[field]}</dt>
            <dd className="words">
              {field === 'complainantKind' ? w.kinds[text as keyof typeof w.kinds] : (text ?? w.case.erased)}
            </dd>
          </div>
        ))}
      </dl>
      <p className="hint">{w.case.ownNote}</p>
    </details>
  )
}

function Leave() {
  const { w } = useReading()
  return (
    <form className="leave" method="post" action="/portal/leave" data-forget-all="">
      <a href="/portal/receipt">{w.case.receipt}</a>
      <button type="submit" className="plain">
        {w.case.leave}
      </button>
      <p className="hint">{w.case.leaveHint}</p>
    </form>
  )
}
