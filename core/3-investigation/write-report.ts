import { z } from 'zod'
import { command } from '../case/command.ts'
import type { CaseEvent } from '../case/events.ts'
import { deputyOfRespondent } from '../case/lent-posts.ts'
import { headingsWanted } from '../case/report.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'
import { headingsOf } from '../shared/rich-lines.ts'
import { richText, writtenText } from '../shared/rich-text.ts'

export const writeReport = command({
  name: 'write-report',
  summary: 'Write the report of the investigation, or a further version of it; who had signed has to sign anew.',
  stages: ['investigation'],
  authority: 'may-investigate',
  input: z.strictObject({
    /** The version that was written on; 0 for none. */
    base: z.int().min(0).meta({ widget: 'hidden' }),
    text: richText(),
    reason: freeText(500).optional(),
  }),
  possible: deputyOfRespondent,

  decide({ base, text, reason }, { state, packs }) {
    const { version = 0, signatures = [] } = state.report ?? {}
    if (base !== version) return refuse('report.revised-meanwhile', { version })
    const headings = headingsOf(text)
    const missing = headingsWanted(packs).filter(({ zh, en }) => !headings.includes(zh) && !headings.includes(en))
    if (missing.length > 0) return refuse('report.heading-missing', { headings: missing })
    const next = { version: version + 1, text: sealed(writtenText(text)) }
    const fell = signatures.map((one) => ({ ...one }))
    const event: CaseEvent =
      version === 0
        ? { type: 'ReportDrafted', ...next }
        : { type: 'ReportRevised', ...next, reason: sealed(reason), fell }
    return [event]
  },
})
