import pdfmake from 'pdfmake'
import { caseFile } from './case-file.ts'
import { complaintSheet } from './complaint-sheet.ts'
import type { Definition } from './frame.ts'
import type { CasePaper, DocumentKind } from './paper.ts'
import { reportPaper } from './report-paper.ts'
import { fontBytes, fontNames, fontsByFace } from './typefaces.ts'

const documents: Readonly<Record<DocumentKind, (paper: CasePaper) => Definition>> = {
  sheet: complaintSheet,
  file: caseFile,
  report: reportPaper,
}

// Nothing a document says may make the library read a file or ask a server; it knows the fonts, and those by name.
const { virtualfs: store } = pdfmake as unknown as { virtualfs: { writeFileSync(name: string, bytes: Buffer): void } }
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy(() => false)
pdfmake.setFonts(Object.fromEntries(Object.entries(fontsByFace).map(([face, fonts]) => [face, { ...fonts }])))
for (const name of fontNames) store.writeFileSync(name, fontBytes(name))

/** A document of a case as PDF: the same bytes for the same case at the same moment. */
export function print(kind: DocumentKind, paper: CasePaper): Promise<Buffer> {
  return printed(documents[kind](paper))
}

/** A definition as PDF. */
export function printed(definition: Definition): Promise<Buffer> {
  return pdfmake.createPdf(definition).getBuffer()
}
