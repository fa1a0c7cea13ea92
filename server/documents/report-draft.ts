import type { CasePageView } from '../../api/cases.ts'
import type { ReportPart, ReportSection } from '../../core/policy/investigation-shape.ts'
import type { Block, RichText } from '../../core/shared/rich-lines.ts'
import { authorOf, quotesOf, sentenceOf } from '../../words/fact-words.ts'
import type { Voice } from './voice.ts'

type Section = Pick<ReportSection, 'title' | 'holds'>

/** The facts of which a part of a report is made. */
const told: Partial<Record<ReportPart, readonly string[]>> = {
  plan: ['InvestigationPlanned', 'PlanLineChanged'],
  contacts: ['ComplainantContacted', 'InformationRequested', 'InformationReceived'],
  statements: ['StatementAdded', 'StatementAsked', 'StatementGiven'],
  evidence: ['EvidenceAdded', 'EvidenceHandedOver', 'EvidenceDisposed'],
  appraisals: ['AppraisalOrdered', 'AppraisalEnded'],
  findings: ['FindingRecorded', 'ContradictionMarked', 'ContradictionSettled'],
}

/**
 * What a report is begun with: the headings of the pack, below each what the case holds of it.
 *
 * @param sections those of the pack; plain ones where no pack says anything of reports
 */
export function draftOf(
  page: CasePageView,
  voice: Voice,
  sections: readonly Section[] = plainSections(voice),
): RichText {
  const content = sections.flatMap(({ title, holds = [] }) => [
    { type: 'heading' as const, content: [run(voice.names.say(title))] },
    ...sectionOf(page, voice, holds),
  ])
  return { type: 'doc', content }
}

function sectionOf(page: CasePageView, voice: Voice, holds: readonly ReportPart[]): Block[] {
  const filled = holds.flatMap((part) => partOf(page, voice, part))
  if (filled.length > 0) return filled
  // Who is liable and what is proposed is the report's own to say.
  const isOwn = holds.length === 0 || holds.includes('liability')
  return [isOwn ? { type: 'paragraph' } : paragraph(voice.t('papers:file.nothing'))]
}

function partOf(page: CasePageView, voice: Voice, part: ReportPart): Block[] {
  if (part === 'complaint') return complaintIn(page)
  if (part === 'liability') return bullets(liabilityIn(page, voice))
  const facts = page.facts.filter(({ type }) => told[part]?.includes(type)).sort((a, b) => a.version - b.version)
  return bullets(facts.map((fact) => factLine(fact, voice)))
}

function complaintIn({ registration: { title, content, request } }: CasePageView): Block[] {
  return [title, content, request]
    .flatMap((text) => (text ?? '').split('\n'))
    .flatMap((line) => (line.trim() ? [paragraph(line)] : []))
}

function liabilityIn({ liability }: CasePageView, { t, names }: Voice): string[] {
  return liability.map(({ unit, staff, person, share }) => {
    const who = [names.unit(unit), staff ? names.person(staff) : person].filter(Boolean).join(' · ')
    return t('time:pair', { name: who, value: t('wall.share', { share }) })
  })
}

function factLine(fact: CasePageView['facts'][number], voice: Voice): string {
  const { t, at } = voice
  const quotes = quotesOf(fact, t).flatMap(({ text }) => text ?? [])
  const what = `${at(fact.occurredAt)} ${authorOf(fact, t)} ${sentenceOf(fact, voice)}`
  return quotes.length > 0 ? t('time:pair', { name: what, value: quotes.join(t('time:semicolon')) }) : what
}

function bullets(lines: readonly string[]): Block[] {
  if (lines.length === 0) return []
  return [{ type: 'bullets', content: lines.map((line) => ({ type: 'item', content: [paragraph(line)] })) }]
}

function paragraph(text: string) {
  return { type: 'paragraph' as const, content: [run(text)] }
}

/** One line: what people wrote over several stands on one. */
function run(text: string) {
  return { type: 'text' as const, text: text.replaceAll(/\s*\p{Cc}+\s*/gu, ' ').trim() || '…' }
}

const plain: readonly (readonly [name: string, holds?: readonly ReportPart[]])[] = [
  ['complaint', ['complaint']],
  ['plan', ['plan']],
  ['contacts', ['contacts', 'statements']],
  ['evidence', ['evidence']],
  ['findings', ['findings']],
  ['conclusion', ['liability']],
]

function plainSections({ t }: Voice): Section[] {
  return plain.map(([name, holds]) => {
    const title = t(`papers:report.section.${name}`)
    return { title: { zh: title, en: title }, ...(holds && { holds: [...holds] }) }
  })
}
