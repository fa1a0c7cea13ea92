import type { Content } from 'pdfmake'
import { classificationForm, partiesForm, proposalFields, registrationForm } from './forms.ts'
import { type Definition, framed } from './frame.ts'
import type { CasePaper } from './paper.ts'
import { cell, columnsWithin, form, heading, innerWidth, layoutOf, table } from './parts.ts'
import { ink, type Pen, penFor } from './pen.ts'
import { proofPages } from './proof-pages.ts'
import { reportIn } from './report-paper.ts'
import { inOrder, shortHash, storyTable } from './story-table.ts'

/** The whole case as one document 案卷: cover, index, what was told and done, and at its end the proof of time limits. */
export function caseFile(paper: CasePaper): Definition {
  const pen = penFor(paper)
  const { t } = pen
  return framed(pen, t('papers:file.title'), [
    ...cover(pen),
    index(pen),
    part(pen, 'registration'),
    registrationForm(pen, t('papers:field.recorded')),
    ...partiesForm(pen, t('papers:field.party')),
    classificationForm(pen, t('papers:field.classes')),
    part(pen, 'story', true),
    storyTable(pen, inOrder(pen), [...findings, ...evidence, ...decisions, ...answers]),
    ...excerpt(pen, 'findings', findings),
    part(pen, 'report'),
    ...orNothing(pen, reportIn(pen)),
    ...excerpt(pen, 'evidence', evidence),
    part(pen, 'decision'),
    form(pen, t('papers:field.measure'), proposalFields(pen)),
    ...decided(pen),
    ...excerpt(pen, 'answers', answers),
    ...improvement(pen),
    ...proofPages(pen),
  ])
}

const findings = [
  'InvestigationPlanned',
  'PlanLineChanged',
  'ComplainantContacted',
  'InformationRequested',
  'InformationReceived',
  'AppraisalOrdered',
  'AppraisalEnded',
  'FindingRecorded',
  'ContradictionMarked',
  'ContradictionSettled',
  'NewFactsAccepted',
  'RespondentNamed',
  'RespondentCleared',
  'StatementAsked',
  'StatementGiven',
  'LiabilityDecided',
  'InvestigationConcluded',
]
const evidence = ['EvidenceAdded', 'EvidenceHandedOver', 'EvidenceDisposed']
const decisions = ['RemedyProposed', 'RemedyApproved', 'RemedyReturned', 'RemedyExecuted']
const answers = [
  'ComplaintAcknowledged',
  'ComplainantInformed',
  'ComplaintAnswered',
  'AnswerRecorded',
  'CalledBack',
  'SurveyAnswered',
  'ReviewRequested',
  'ReviewDecided',
  'CaseClosed',
]

function part(pen: Pen, name: string, onNewPage = false): Content {
  const title = heading(pen, pen.t(`papers:file.${name}`)) as object
  return { ...title, ...(onNewPage && { pageBreak: 'before' }) } as Content
}

/** The facts of one side of the case, taken out of the story. */
function excerpt(pen: Pen, name: string, types: readonly string[]): Content[] {
  const facts = inOrder(pen).filter(({ type }) => types.includes(type))
  return [part(pen, name), ...orNothing(pen, facts.length > 0 ? [storyTable(pen, facts)] : [])]
}

function decided(pen: Pen): Content[] {
  const facts = inOrder(pen).filter(({ type }) => decisions.includes(type))
  return facts.length > 0 ? [storyTable(pen, facts)] : []
}

function orNothing(pen: Pen, content: Content[]): Content[] {
  return content.length > 0 ? content : nothing(pen)
}

function nothing({ set, t }: Pen): Content[] {
  return [...set(t('papers:file.nothing'), innerWidth, { color: ink.muted }), { text: ' ', fontSize: 6 }]
}

function cover(pen: Pen): Content[] {
  const { paper, t, set } = pen
  const { row, registration } = paper.page
  const code: Content[] = [
    { qr: paper.address, fit: 92, alignment: 'center', foreground: ink.text, eccLevel: 'M' },
    ...set(t('papers:sheet.scan'), innerWidth, { size: 7.5, color: ink.muted, alignment: 'center' }),
  ]
  return [
    { text: ' ', fontSize: 60 },
    ...set(paper.organisation, innerWidth, { size: 15, alignment: 'center', color: ink.muted }),
    { text: ' ', fontSize: 10 },
    ...set(t('papers:file.title'), innerWidth, { size: 32, bold: true, alignment: 'center' }),
    ...set(row.number, innerWidth, { size: 16, alignment: 'center', color: ink.accent }),
    { text: ' ', fontSize: 24 },
    ...set(registration.title ?? t('story.closed'), innerWidth, { size: 13, bold: true, alignment: 'center' }),
    { text: ' ', fontSize: 24 },
    coverTable(pen),
    { text: ' ', fontSize: 24 },
    ...code,
    { text: ' ', fontSize: 18 },
    ...set(t('papers:file.internal'), innerWidth, { size: 8.5, color: ink.muted, alignment: 'center' }),
  ]
}

/** How far the table of the cover stands in from the margins. */
const inset = 50

function coverTable(pen: Pen): Content {
  const { paper, t, at, names, set } = pen
  const { row, retainUntil, hold } = paper.page
  const { facts, head } = paper.proof
  const lines: [string, string][] = [
    ['received', at(row.receivedAt)],
    ['unit', names.unit(row.unit)],
    ['handler', row.handler ? names.person(row.handler) : t('case.unassigned')],
    ['stage', `${t(`codes:stage.${row.stage}`)} · ${t(`codes:status.${row.status}`)}`],
    [
      'grade',
      row.grades.map(({ regime, grade }) => `${names.grade(grade, regime)}（${names.pack(regime)}）`).join('\n'),
    ],
    ['scheme', paper.page.regimes.map(({ pack, version }) => `${names.pack(pack)} ${version}`).join('\n')],
    ...(retainUntil ? ([['retain', retainUntil]] as [string, string][]) : []),
    ...(hold ? ([['hold', t('case.hold')]] as [string, string][]) : []),
  ]
  const widths = columnsWithin(innerWidth - 2 * inset, 26, 74)
  const rows = [...lines.map(([name, text]) => [t(`papers:field.${name}`), text]), trail(pen, facts, head)].map(
    ([name = '', text = '']) => [
      cell(set(name, widths[0] ?? 0, { color: ink.muted, size: 9 })),
      cell(set(text || '—', widths[1] ?? 0, { size: 10 })),
    ],
  )
  return { ...(table(widths, [], rows, layoutOf('rows')) as object), margin: [inset, 0, inset, 0] } as Content
}

function trail({ t }: Pen, facts: number, head: string): string[] {
  return [t('papers:file.trail'), `${t('papers:file.trailFacts', { count: facts })} ${shortHash(head)}`]
}

function index(pen: Pen): Content {
  const title = pen.set(pen.t('papers:file.contents'), innerWidth, { size: 14, bold: true, alignment: 'center' })[0]
  return { toc: { title: title as never, textMargin: [0, 3, 0, 3] }, pageBreak: 'before' } as Content
}

function improvement(pen: Pen): Content[] {
  const { paper, t, set, names } = pen
  const { rectifications, links } = paper.page
  const linked = links.map(({ number, kind }) => `${t(`codes:link-kind.${kind}`)}　${number ?? t('links.closed')}`)
  const ordered = rectifications.map(({ number, unit, measure, until, status }) =>
    [number, names.unit(unit), measure ?? t('story.closed'), until, t(`codes:rectification-status.${status}`)].join(
      '　',
    ),
  )
  const all = [...ordered, ...linked]
  const told = all.flatMap((text) => set(`· ${text}`, innerWidth))
  return [part(pen, 'improvement'), ...orNothing(pen, told)]
}
