import type { CasePageView } from '../../api/cases.ts'
import type { Catalogue } from '../../api/catalogue.ts'
import type { ProofSheet } from '../../api/proof-sheet.ts'
import type { OfficeHours } from '../../core/calendar/calendar-shape.ts'
import type { RichText } from '../../core/shared/rich-lines.ts'
import type { Language } from '../words.ts'

/** The documents that are made of a case: the complaint sheet 投诉处理单, all of it as one file 案卷, the investigation report 核实报告. */
export type DocumentKind = 'sheet' | 'file' | 'report'

/** All that a printed document of a case says, as plain data. */
export type CasePaper = {
  readonly language: Language
  readonly page: CasePageView
  readonly proof: ProofSheet
  /** What the ids and codes of the case are called: by the packs it pinned, and by everybody who ever worked here. */
  readonly catalogue: Catalogue
  /** The latest version of the investigation report; null where there is none, or it was erased. */
  readonly report: RichText | null
  readonly organisation: string
  /** When the unit of the case works. */
  readonly office: OfficeHours
  /** When it was made and for whom. */
  readonly madeAt: string
  readonly madeFor: string
  /** Where the case is found on screen. */
  readonly address: string
  /** Contact data stands in full. */
  readonly revealed: boolean
}
