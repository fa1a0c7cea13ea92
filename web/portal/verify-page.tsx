import type { PortalPage } from '../../api/portal.ts'
import { useReading } from './reading.ts'

/** A receipt is verified here, in the browser of whoever has it. */
export function VerifyPage({ publicKey }: Extract<PortalPage, { page: 'verify' }>) {
  const { w, language } = useReading()
  return (
    <>
      <h1>{w.verify.heading}</h1>
      <p className="lead">{w.verify.lead}</p>
      <div hidden data-verify data-key={publicKey} data-language={language.slice(0, 2)} data-failed={w.verify.failed}>
        <p>
          <label htmlFor="receipt-file">{w.verify.file}</label>
        </p>
        <p>
          <input id="receipt-file" type="file" accept=".json,application/json" />
        </p>
        <div role="status" />
      </div>
      <noscript>
        <p className="notice">{w.verify.noScript}</p>
      </noscript>
      <section aria-labelledby="offline">
        <h2 id="offline">{w.verify.offlineHeading}</h2>
        <p>{w.verify.offline}</p>
        <p>
          <code>node verify/cli.mjs …</code>
        </p>
      </section>
      <section aria-labelledby="key">
        <h2 id="key">{w.verify.keyHeading}</h2>
        <p>{w.verify.key}</p>
        <p>
          <code className="public-key">{publicKey}</code>
        </p>
      </section>
    </>
  )
}
