import type { Content, TableCell } from 'pdfmake'
import { authorOf, type Fact, quotesOf, ruleWords, sentenceOf } from '../../words/fact-words.ts'
import { across, cell, columnsOf, inRows, joined, layoutOf, table } from './parts.ts'
import { ink, type Look, type Pen } from './pen.ts'

/** So much of a hash is printed; the whole of it stands in the trail. */
const printedHash = 12

const small: Look = { size: 7.5, color: ink.muted }

/** The facts of a case, the first one first. */
export function inOrder({ paper }: Pen): Fact[] {
  return [...paper.page.facts].sort((a, b) => a.version - b.version)
}

/**
 * What happened, fact by fact in plain sentences: number, moment, by whom, what, hash. What a fact quotes stands in rows
 * below it, but for kinds whose texts stand elsewhere in the document.
 */
export function storyTable(pen: Pen, facts: readonly Fact[], elsewhere: readonly string[] = []): Content {
  const widths = columnsOf(7, 26, 13, 66, 17)
  const head = (['record', 'moment', 'who', 'what', 'hash'] as const).map((name, at) =>
    cell(pen.set(pen.t(`papers:field.${name}`), widths[at] ?? 0, { ...small, bold: true }), ink.soft),
  )
  const goesOn = new Set<number>()
  const rows: TableCell[][] = []
  for (const fact of facts) {
    rows.push(factRow(pen, fact, widths))
    const quotes = elsewhere.includes(fact.type) ? [] : quoteRows(pen, fact, widths)
    for (const row of quotes) {
      goesOn.add(rows.length + 1)
      rows.push(row)
    }
  }
  return table(widths, [head], rows, layoutOf('rows', goesOn))
}

function factRow(pen: Pen, fact: Fact, [no = 0, moment = 0, who = 0, what = 0, hash = 0]: readonly number[]) {
  const { t, at, names, set } = pen
  const isLate = fact.type === 'ObligationMissed'
  const late = fact.recordedAt.slice(0, 16) !== fact.occurredAt.slice(0, 16) && fact.origin !== 'time'
  return [
    cell(set(String(fact.version), no, { alignment: 'right' })),
    cell([
      ...set(at(fact.occurredAt), moment, { size: 8 }),
      ...(late ? set(`${t('story.recorded')} ${at(fact.recordedAt)}`, moment, small) : []),
    ]),
    cell(set(authorOf(fact, t), who)),
    cell([
      ...set(sentenceOf(fact, pen), what, isLate ? { color: ink.red } : {}),
      ...(fact.rule ? set(t('story.rule', { rule: ruleWords(fact.rule, names, t) }), what, small) : []),
    ]),
    cell(set(shortHash(fact.hash), hash, small)),
  ]
}

function quoteRows(pen: Pen, fact: Fact, widths: readonly number[]): TableCell[][] {
  const [, , , what = 0, hash = 0] = widths
  const width = joined(what, hash) - 10
  const lines = quotesOf(fact, pen.t).flatMap(({ label, text }) => [
    ...pen.set(label, width, small),
    ...pen.set(text ?? pen.t('story.closed'), width),
  ])
  if (lines.length === 0) return []
  return inRows(lines).map((group) => [
    ...Array.from({ length: 3 }, () => ({})),
    ...across(2, { stack: group, margin: [10, 0, 0, 0] } as TableCell),
  ])
}

/** The first characters of a hash, as documents print it. */
export function shortHash(hash: string): string {
  return hash.slice(0, printedHash)
}
