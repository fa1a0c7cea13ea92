import type { Content } from 'pdfmake'
import { type Field, form } from './parts.ts'
import type { Pen } from './pen.ts'

/** What was registered (E 2.3.1: who, what, when, where, against whom, by whom), with blanks where nothing is known. */
export function registrationForm(pen: Pen, title: string): Content {
  const { paper, t, at, money, names } = pen
  const { row, registration: told } = paper.page
  const recorded = paper.page.facts.find(({ type }) => type === 'CaseRegistered')?.recordedAt
  const missing = told.missing.map((item) => t(`codes:item.${item}`)).join(t('time:comma'))
  return form(pen, title, [
    field(pen, 'received', at(told.submittedAt)),
    field(pen, 'recorded', recorded && at(recorded)),
    field(pen, 'kind', t(`codes:kind.${row.kind}`)),
    field(pen, 'channel', names.channel(row.channel)),
    { label: t('fields:reference'), text: told.reference ?? '', wide: true },
    ...complainantFields(pen),
    { label: t('fields:happenedAt'), text: told.happenedAt ? at(told.happenedAt) : '' },
    { label: t('fields:place'), text: told.place ?? '' },
    { label: t('fields:product'), text: told.product ?? '' },
    { label: t('fields:respondent'), text: told.respondent ?? '' },
    field(pen, 'unit', names.unit(row.unit)),
    field(pen, 'handler', row.handler && names.person(row.handler)),
    { ...field(pen, 'title', told.title), wide: true },
    { label: t('fields:content'), text: told.content ?? t('story.closed'), wide: true },
    { label: t('fields:request'), text: told.request ?? '', wide: true, blank: 2 },
    { label: t('fields:amountAsked'), text: told.amountAsked ? money(told.amountAsked) : '' },
    field(pen, 'missing', missing || '—'),
  ])
}

function complainantFields(pen: Pen): Field[] {
  const { paper, t } = pen
  const { parties, registration } = paper.page
  const [complainant] = parties
  return [
    field(pen, 'complainant', complainant ? (complainant.name ?? t('parties.nameless')) : ''),
    {
      label: t('fields:complainantKind'),
      text: [
        complainant && t(`codes:party-kind.${complainant.kind}`),
        registration.groupSize > 1 && t('parties.group', { count: registration.groupSize }),
      ]
        .filter(Boolean)
        .join(' · '),
    },
    { label: t('fields:phone'), text: complainant?.phone ?? '' },
    { label: t('fields:email'), text: complainant?.email ?? '' },
    { label: t('fields:address'), text: complainant?.address ?? '', wide: true },
  ]
}

/** Everybody else of the case. */
export function partiesForm(pen: Pen, title: string): Content[] {
  const { paper, t } = pen
  const others = paper.page.parties.slice(1)
  if (others.length === 0) return []
  const fields = others.flatMap(({ role, kind, name, phone, email, address }): Field[] => [
    { label: t(`codes:role.${role}`), text: `${name ?? t('parties.nameless')} · ${t(`codes:party-kind.${kind}`)}` },
    field(pen, 'contact', [phone, email, address].filter(Boolean).join(' · ')),
  ])
  return [form(pen, title, fields)]
}

/** Schemes with their grades and classes, validity, circumstances. */
export function classificationForm(pen: Pen, title: string): Content {
  const { paper, t, names } = pen
  const { regimes, valid } = paper.page
  const fields = regimes.flatMap(({ pack, version, grade, axes }): Field[] => {
    const classes = Object.entries(axes).map(([axis, value]) =>
      t('time:pair', { name: names.axis(pack, axis), value: names.axisValue(pack, axis, value) }),
    )
    return [
      field(pen, 'scheme', `${names.pack(pack)} ${version}`),
      field(pen, 'grade', grade && names.grade(grade, pack)),
      { ...field(pen, 'classes', classes.join(t('time:semicolon'))), wide: true },
    ]
  })
  return form(pen, title, [
    ...fields,
    field(pen, 'validity', valid === null ? '' : t(`codes:valid.${valid ? 'yes' : 'no'}`)),
    field(pen, 'circumstances', circumstancesIn(pen)),
  ])
}

function circumstancesIn({ paper, t }: Pen): string {
  const { circumstances } = paper.page
  if (!circumstances) return ''
  const { lawsuit, media, outsideHelp, ourFault } = circumstances
  const pair = (name: string, value: string) =>
    t('time:pair', { name: t(`fields:${name}`), value: t(`codes:${name}.${value}`) })
  const yesNo = (is: boolean) => (is ? 'yes' : 'no')
  return [
    pair('lawsuit', lawsuit),
    pair('media', media),
    t(`codes:outsideHelp.${yesNo(outsideHelp)}`),
    t(`codes:ourFault.${yesNo(ourFault)}`),
  ].join(t('time:semicolon'))
}

/** What is offered and its sum, with room to write where nothing is yet. */
export function proposalFields(pen: Pen): Field[] {
  const { paper, t, money, names } = pen
  const { proposal } = paper.page
  const lines = proposal?.lines.map(({ kind, what, amount, until }): Field => {
    const parts = [what ?? t('story.closed'), amount && money(amount), until && t('proposal.until', { day: until })]
    return { label: t(`codes:remedy-kind.${kind}`), text: parts.filter(Boolean).join('　'), wide: true }
  })
  const total = proposal && (proposal.total ? money(proposal.total) : t('proposal.free'))
  return [
    { label: t('proposal.by'), text: proposal ? names.person(proposal.by) : '' },
    field(pen, 'status', proposal && t(`codes:proposal.${proposal.status}`)),
    ...(lines ?? [{ ...field(pen, 'measure', ''), wide: true, blank: 3 }]),
    { ...field(pen, 'total', total), look: { bold: true } },
    { label: t('proposal.approvers'), text: proposal?.approvers.map(names.post).join(t('time:comma')) ?? '' },
  ]
}

/** A field of a document by its word; empty where nothing is known. */
export function field({ t }: Pen, name: string, text: string | null | undefined): Field {
  return { label: t(`papers:field.${name}`), text: text ?? '' }
}
