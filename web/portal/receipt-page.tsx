import type { PortalPage } from '../../api/portal.ts'
import { Deadlines } from './deadlines.tsx'
import { FileList, Sending } from './files.tsx'
import { Moment } from './moment.tsx'
import { useReading } from './reading.ts'
import { Rights } from './rights.tsx'
import { fill, listed, type Words } from './words.ts'

/** Number and query code to keep, and what the office now owes. */
export function ReceiptPage({
  number,
  code,
  receivedAt,
  zone,
  deadlines,
  missing,
  files,
  unfiled,
  rights,
}: Extract<PortalPage, { page: 'receipt' }>) {
  const { w, language } = useReading()
  return (
    <div data-forget="filing">
      <h1>{w.receipt.heading}</h1>
      <p className="lead">{w.receipt.lead}</p>
      <section className="ticket" aria-label={w.receipt.title}>
        <dl>
          <dt>{w.receipt.number}</dt>
          <dd className="number">{number}</dd>
          <dt>{w.receipt.code}</dt>
          <dd className="code">{code}</dd>
          <dt>{w.receipt.receivedAt}</dt>
          <dd>
            <Moment at={receivedAt} zone={zone} />
          </dd>
        </dl>
        <p className="keep">{w.receipt.keep}</p>
        <p className="tools">
          <button
            type="button"
            hidden
            data-copy={`${w.receipt.number} ${number}\n${w.receipt.code} ${code}`}
            data-copied={w.receipt.copied}
          >
            {w.receipt.copy}
          </button>
          <button type="button" hidden data-print>
            {w.receipt.print}
          </button>
        </p>
      </section>
      <section aria-labelledby="proof">
        <h2 id="proof">{w.receipt.proofHeading}</h2>
        <p>{w.receipt.proof}</p>
        <p className="screen-only">
          <a href="/portal/proof" download>
            {w.receipt.proofLink}
          </a>
          {' · '}
          <a href="/portal/verify">{w.receipt.verifyLink}</a>
        </p>
      </section>
      <section aria-labelledby="files" className={files.length + unfiled === 0 ? 'if-sending' : undefined}>
        <h2 id="files">{w.files.heading}</h2>
        <FileList files={files} />
        {unfiled > 0 && (
          <p className="problem">
            {fill(w.files.unfiled, { n: unfiled })} <a href="/portal/case#files">{w.files.toCase}</a>
          </p>
        )}
        <Sending of={number} from="filing" />
      </section>
      {missing.length > 0 && (
        <section className="turn" aria-labelledby="missing">
          <h2 id="missing">{w.receipt.missingHeading}</h2>
          <p>{fill(w.receipt.missing, { items: listed(itemWords(missing, w), language) })}</p>
          <p className="screen-only">
            <a href="/portal/case#supplement">{w.receipt.missingLink}</a>
          </p>
        </section>
      )}
      <section aria-labelledby="deadlines">
        <h2 id="deadlines">{w.receipt.deadlinesHeading}</h2>
        <Deadlines deadlines={deadlines} zone={zone} />
      </section>
      <Rights heading={w.receipt.rightsHeading} rights={rights} />
      <p className="onward screen-only">
        <a className="button" href="/portal/case">
          {w.receipt.toCase}
        </a>
      </p>
    </div>
  )
}

/** What the items that packs ask for are called. */
export function itemWords(items: readonly string[], { items: words }: Words): string[] {
  return items.map((item) => words[item as keyof typeof words] ?? item)
}
