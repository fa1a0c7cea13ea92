import type { Content, createPdf } from 'pdfmake'
import { innerWidth, margin } from './parts.ts'
import { ink, type Look, type Pen } from './pen.ts'

/** A document as the PDF library takes it. */
export type Definition = Parameters<typeof createPdf>[0]

const small: Look = { size: 7.5, color: ink.muted }

/**
 * A document on A4: from the second page on the organisation and the number stand at the top of each page; at its foot
 * who printed it, whether contacts stand in full, and page x of y.
 *
 * @param title what kind of document it is
 */
export function framed(pen: Pen, title: string, content: Content[]): Definition {
  const { paper, t, language } = pen
  const moment = new Date(paper.madeAt)
  const name = `${title} ${paper.page.row.number}`
  return {
    ...{ pageSize: 'A4', version: '1.7', language, displayTitle: true },
    pageMargins: [margin.left, margin.top, margin.right, margin.bottom],
    // The same case at the same moment gives the same bytes: no clock and no chance but these.
    info: {
      title: name,
      author: paper.organisation,
      creationDate: moment,
      modDate: moment,
      producer: 'Huiyin',
      creator: 'Huiyin',
    },
    defaultStyle: { font: language === 'en' ? 'latin' : 'han', fontSize: 9 },
    header: (page) => (page === 1 ? '' : edge(pen, [margin.left, 30, margin.right, 0], paper.organisation, name)),
    footer: (page, pages) =>
      edge(pen, [margin.left, 18, margin.right, 0], madeBy(pen), t('papers:foot.page', { page, pages })),
    content,
  }
}

function edge(pen: Pen, around: [number, number, number, number], left: string, right: string): Content {
  const sides = [
    { width: innerWidth * 0.7, stack: pen.set(left, innerWidth * 0.7, small).slice(0, 1) },
    { width: innerWidth * 0.3, stack: pen.set(right, innerWidth * 0.3, { ...small, alignment: 'right' }) },
  ]
  return { margin: around, columns: sides, columnGap: 0 }
}

function madeBy({ paper, t, at }: Pen): string {
  const by = paper.madeFor ? 'made' : 'madeBySystem'
  const made = t(`papers:foot.${by}`, { at: at(paper.madeAt), person: paper.madeFor })
  return `${made} · ${t(paper.revealed ? 'papers:foot.revealed' : 'papers:foot.masked')}`
}

/** Organisation, title and number, with a code that leads to the case on screen. */
export function letterhead(pen: Pen, title: string): Content {
  const { paper, t, set } = pen
  const { row } = paper.page
  const side = 84
  const middle = innerWidth - 2 * side
  const code: Content[] = [
    { qr: paper.address, fit: 62, alignment: 'right', foreground: ink.text, eccLevel: 'M' },
    ...set(t('papers:sheet.scan'), side, { size: 6.5, color: ink.muted, alignment: 'right' }),
  ]
  const named: Content[] = [
    ...set(paper.organisation, middle, { size: 11, alignment: 'center', color: ink.muted }),
    ...set(title, middle, { size: 19, bold: true, alignment: 'center' }),
  ]
  const number = `${t('papers:field.number')}　${row.number}`
  return {
    margin: [0, -22, 0, 6],
    columns: [
      { width: side, stack: [{ text: ' ', fontSize: 38 }, ...set(number, 150, { size: 10, bold: true })] },
      { width: middle, stack: named, margin: [0, 6, 0, 0] },
      { width: side, stack: code },
    ],
    columnGap: 0,
  }
}
