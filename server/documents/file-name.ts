import { wordsOf } from '../words.ts'
import type { CasePaper, DocumentKind } from './paper.ts'

/** The name of a document's file: number, day on which it was made, kind (B 3.2). `2026-000042_2026-02-13_案卷.pdf` */
export function fileNameOf(kind: DocumentKind, { language, page, madeAt, office }: CasePaper): string {
  const day = Temporal.Instant.from(madeAt).toZonedDateTimeISO(office.zone).toPlainDate()
  return `${page.row.number}_${day}_${wordsOf(language, 'papers')[`name.${kind}`]}.pdf`
}
