import type { ReactNode } from 'react'
import type { PortalFrame, PortalLanguage } from '../../api/portal.ts'
import { useReading } from './reading.ts'

const others: Readonly<Record<PortalLanguage, { language: PortalLanguage; name: string }>> = {
  'zh-CN': { language: 'en', name: 'English' },
  en: { language: 'zh-CN', name: '中文' },
}

/** The document around a page: head, name of the organisation, language switch. */
export function Frame({
  frame,
  title,
  form,
  children,
}: {
  frame: PortalFrame
  title: string
  form: string | null
  children: ReactNode
}) {
  const { w, language } = useReading()
  const name = frame.organisation ?? w.frame.product
  return (
    <html lang={language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · ${name}`}</title>
        <link rel="icon" href="/icon.svg" />
        {frame.styles.map((href) => (
          <link key={href} rel="stylesheet" href={href} />
        ))}
        <script type="module" src={frame.script} />
      </head>
      <body data-left={w.count.left} data-over={w.count.over}>
        <a className="skip" href="#main">
          {w.frame.skip}
        </a>
        <header className="top">
          <a className="brand" href="/portal">
            <Sign />
            <span>{name}</span>
          </a>
          <LanguageSwitch here={frame.here} form={form} />
        </header>
        <main id="main">{children}</main>
        <footer className="foot">
          <p>{w.frame.foot}</p>
          <p className="screen-only">
            <a href="/portal/verify">{w.frame.verify}</a>
          </p>
        </footer>
      </body>
    </html>
  )
}

/** On the page of a long form it sends the form, so that what was typed comes along; elsewhere it is a link. */
function LanguageSwitch({ here, form }: { here: string; form: string | null }) {
  const other = others[useReading().language]
  if (form) {
    return (
      <>
        {/* Enter in a field presses the first button of its form, and that must not be the switch. */}
        <button className="unseen" type="submit" form={form} tabIndex={-1} aria-hidden="true" />
        <button
          className="language"
          type="submit"
          form={form}
          name="switch"
          value={other.language}
          lang={other.language}
        >
          {other.name}
        </button>
      </>
    )
  }
  return (
    <a className="language" href={`${here}?lang=${other.language}`} lang={other.language} hrefLang={other.language}>
      {other.name}
    </a>
  )
}

/** A voice and its echo. */
function Sign() {
  return (
    <svg className="sign" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
      <rect width="32" height="32" rx="7" />
      <g fill="none" strokeWidth="2.6" strokeLinecap="round">
        <circle cx="11" cy="16" r="3.4" />
        <path d="M17 10.5a7.8 7.8 0 0 1 0 11" />
        <path d="M21.5 6.8a13 13 0 0 1 0 18.4" />
      </g>
    </svg>
  )
}
