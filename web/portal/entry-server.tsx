import { renderToStaticMarkup } from 'react-dom/server'
import type { PortalPage, RenderPortal } from '../../api/portal.ts'
import { CasePage } from './case-page.tsx'
import { FilePage } from './file-page.tsx'
import { FollowPage } from './follow-page.tsx'
import { Frame } from './frame.tsx'
import { HomePage } from './home-page.tsx'
import { ReadingContext } from './reading.ts'
import { ReceiptPage } from './receipt-page.tsx'
import { SorryPage } from './sorry-page.tsx'
import { VerifyPage } from './verify-page.tsx'
import { fill, type Words, wordsIn } from './words.ts'

/** A page of the portal as a whole HTML document; React escapes all that people typed. */
export const render: RenderPortal = (page, frame) => {
  const w = wordsIn(frame.language)
  const document = (
    <ReadingContext value={{ language: frame.language, w }}>
      <Frame frame={frame} title={titleOf(page, w)} form={page.page === 'file' ? 'filing' : null}>
        {body(page)}
      </Frame>
    </ReadingContext>
  )
  return `<!doctype html>${renderToStaticMarkup(document)}`
}

function body(page: PortalPage) {
  switch (page.page) {
    case 'home':
      return <HomePage {...page} />
    case 'file':
      return <FilePage {...page} />
    case 'receipt':
      return <ReceiptPage {...page} />
    case 'follow':
      return <FollowPage {...page} />
    case 'case':
      return <CasePage {...page} />
    case 'verify':
      return <VerifyPage {...page} />
    case 'sorry':
      return <SorryPage {...page} />
  }
}

function titleOf(page: PortalPage, w: Words): string {
  const wrong =
    'form' in page && page.form.problems.length > 0
      ? `${fill(w.problems.heading, { n: page.form.problems.length })} · `
      : ''
  return wrong + w[page.page].title
}
