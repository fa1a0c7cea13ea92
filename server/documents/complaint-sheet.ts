import type { Content, TableCell } from 'pdfmake'
import { type Fact, quotesOf, sentenceOf } from '../../words/fact-words.ts'
import { classificationForm, field, proposalFields, registrationForm } from './forms.ts'
import { type Definition, framed, letterhead } from './frame.ts'
import type { CasePaper } from './paper.ts'
import { across, cell, columnsOf, type Field, form, innerWidth, layoutOf, table } from './parts.ts'
import { ink, type Look, type Pen, penFor } from './pen.ts'
import { inOrder } from './story-table.ts'

/** So many of the latest acts stand on the sheet; the rest is in the case file. */
const acts = 12

/** The complaint sheet 投诉处理单: one complaint on one or two pages, with blanks for what is not known yet. */
export function complaintSheet(paper: CasePaper): Definition {
  const pen = penFor(paper)
  const { t } = pen
  const title = t('papers:sheet.title')
  return framed(pen, title, [
    letterhead(pen, title),
    registrationForm(pen, t('papers:sheet.registration')),
    classificationForm(pen, t('papers:sheet.classification')),
    limitsTable(pen),
    handlingTable(pen),
    proposalForm(pen),
    answerForm(pen),
    signatures(pen),
  ])
}

const headLook: Look = { size: 8, color: ink.muted }

function titled(pen: Pen, title: string, columns: number): TableCell[] {
  return across(columns, cell(pen.set(title, innerWidth - 20, { size: 9.5, bold: true, color: ink.accent })))
}

/** What is owed by when, the earliest first. What was met in time is named in one line; the case file has its moments. */
function limitsTable(pen: Pen): Content {
  const { paper, t, at, names, set } = pen
  const widths = columnsOf(52, 40, 30, 14)
  const byDue = [...paper.page.obligations].sort((a, b) => (a.due < b.due ? -1 : 1))
  const met = byDue.filter(({ status }) => status === 'met').map(({ text }) => names.say(text))
  const rows = byDue
    .filter(({ status }) => status !== 'met' && status !== 'cancelled')
    .map(({ text, regime, clause, due, status }) => [
      cell(set(names.say(text), widths[0] ?? 0)),
      cell(set(`${names.pack(regime)} ${clause === 'design' ? t('duties.design') : clause}`, widths[1] ?? 0, headLook)),
      cell(set(at(due), widths[2] ?? 0)),
      cell(set(t(`codes:duty.${status}`), widths[3] ?? 0, status === 'missed' ? { color: ink.red } : {})),
    ])
  const columns = (['duty', 'clause', 'due', 'outcome'] as const).map((name, index) =>
    cell(set(t(`papers:field.${name}`), widths[index] ?? 0, headLook), ink.soft),
  )
  const told = t('papers:sheet.met', { count: met.length, duties: met.join(t('time:comma')) })
  const last = met.length > 0 ? [across(4, cell(set(told, innerWidth - 20)))] : []
  const body = [...(rows.length > 0 ? [columns, ...rows] : []), ...last]
  return table(
    widths,
    [titled(pen, t('papers:sheet.limits'), 4)],
    body.length > 0 ? body : [emptyRow(4)],
    layoutOf('grid'),
  )
}

function emptyRow(columns: number): TableCell[] {
  return Array.from({ length: columns }, () => ({ text: ' ' }))
}

/** What people did, in short: no quotes, no clocks. */
function handlingTable(pen: Pen): Content {
  const { t, at, set } = pen
  const widths = columnsOf(27, 16, 93)
  const done = inOrder(pen).filter(({ origin }) => origin === 'human' || origin === 'import')
  const rows = done
    .slice(-acts)
    .map((fact) => [
      cell(set(at(fact.occurredAt), widths[0] ?? 0, { size: 8 })),
      cell(set(fact.by.name ?? t(`codes:by.${fact.by.kind}`), widths[1] ?? 0)),
      cell(set(sentenceOf(fact, pen), widths[2] ?? 0)),
    ])
  const more = done.length - rows.length
  const hint = across(3, cell(set(t('papers:sheet.more', { count: more }), innerWidth - 20, headLook)))
  return table(
    widths,
    [titled(pen, t('papers:sheet.handling'), 3)],
    more > 0 ? [hint, ...rows] : rows,
    layoutOf('grid'),
  )
}

/** What is offered, who approved it, what became of it. */
function proposalForm(pen: Pen): Content {
  return form(pen, pen.t('papers:sheet.proposal'), [
    ...proposalFields(pen),
    { ...told(pen, 'approval', ['RemedyApproved', 'RemedyReturned']), blank: 2 },
    { ...told(pen, 'execution', ['RemedyExecuted']), blank: 2 },
  ])
}

function answerForm(pen: Pen): Content {
  const { paper, t } = pen
  const box = (name: string, is: boolean) => `${is ? '■' : '□'} ${t(`papers:option.${name}`)}`
  const { response, row } = paper.page
  const opinion = ['accepted', 'rejected'].map((one) => box(one, response === one)).join('　')
  const called = inOrder(pen).findLast(({ type }) => type === 'CalledBack')?.data.satisfied
  const satisfied = [
    box('satisfied', called === true),
    ...(called === undefined ? [box('basically', false)] : []),
    box('dissatisfied', called === false),
  ].join('　')
  const result = inOrder(pen).findLast(({ type }) => type === 'CaseClosed')?.data.result
  return form(pen, t('papers:sheet.answer'), [
    { ...told(pen, 'answered', ['ComplaintAnswered']), blank: 3 },
    field(pen, 'opinion', opinion),
    field(pen, 'satisfaction', satisfied),
    { ...told(pen, 'callBack', ['AnswerRecorded', 'CalledBack', 'SurveyAnswered']), blank: 2 },
    field(pen, 'status', t(`codes:status.${row.status}`)),
    field(pen, 'result', typeof result === 'string' ? t(`codes:result.${result}`) : ''),
  ])
}

/** The latest fact of some kinds as a field: when, by whom, its sentence, what it quotes. */
function told(pen: Pen, name: string, types: readonly string[]): Field {
  const fact = inOrder(pen).findLast(({ type }) => types.includes(type))
  return { ...field(pen, name, fact && asText(pen, fact)), wide: true }
}

function asText(pen: Pen, fact: Fact): string {
  const who = fact.by.name ?? pen.t(`codes:by.${fact.by.kind}`)
  const quotes = quotesOf(fact, pen.t).map(({ label, text }) =>
    pen.t('time:pair', { name: label, value: text ?? pen.t('story.closed') }),
  )
  return [`${pen.at(fact.occurredAt)}　${who}　${sentenceOf(fact, pen)}`, ...quotes].join('\n')
}

/** Lines to be signed by hand. */
function signatures(pen: Pen): Content {
  const { t, set } = pen
  const widths = columnsOf(1, 1, 1)
  const width = widths[0] ?? 0
  const blank = (who: string) =>
    cell([
      ...set(`${t(`papers:sign.${who}`)}（${t('papers:sign.name')}）`, width, headLook),
      { text: ' ', fontSize: 24 },
      ...set(t('papers:sign.day'), width, headLook),
    ])
  const row = ['complainant', 'handler', 'responsible'].map(blank)
  return table(widths, [titled(pen, t('papers:sheet.signatures'), 3)], [row], layoutOf('grid'))
}
