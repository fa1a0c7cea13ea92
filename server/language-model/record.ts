import type { CasePageView } from '../../api/cases.ts'
import { authorOf, type Fact, kindOf, quotesOf, sentenceOf } from '../../words/fact-words.ts'
import type { Voice } from '../documents/voice.ts'

/** So many letters and signs of a case are given at most; of what happened the newest, each fact whole or not at all. */
const most = 24_000
/** Duties whose end is ahead, or was passed by. */
const owed = ['running', 'paused', 'missed']

/**
 * A case in the words of its page, a line each: what it is, what was told, what happened, what is due. Persons still stand
 * in it.
 */
export function recordOf(page: CasePageView, voice: Voice): string {
  const facts = page.facts.filter((fact) => kindOf(fact) !== 'time').sort((a, b) => a.version - b.version)
  const [told, ...later] = facts.map((fact) => factLine(fact, voice))
  const head = [...standing(page, voice), ...(told === undefined ? [] : [told])]
  const due = owing(page, voice)
  const shown = newest(later, most - lengthOf([...head, ...due]))
  const left = later.length - shown.length
  const gap = left > 0 ? [voice.t('papers:draft.left', { count: left })] : []
  return [...head, ...gap, ...shown, ...due].join('\n')
}

function standing({ row }: CasePageView, { t, names, at }: Voice): string[] {
  const grades = row.grades.map(({ regime, grade }) => names.grade(grade, regime)).join(t('time:comma'))
  const pairs: readonly (readonly [field: string, value: string])[] = [
    ['kind', t(`codes:kind.${row.kind}`)],
    ['channel', names.channel(row.channel)],
    ['unit', names.unit(row.unit)],
    ['received', at(row.receivedAt)],
    ['stage', `${t(`codes:stage.${row.stage}`)} · ${t(`codes:status.${row.status}`)}`],
    ['grade', grades],
  ]
  return pairs
    .filter(([, value]) => value !== '')
    .map(([field, value]) => t('time:pair', { name: t(`papers:field.${field}`), value }))
}

function owing({ obligations }: CasePageView, { t, names, at }: Voice): string[] {
  return obligations
    .filter(({ status }) => owed.includes(status))
    .map(({ regime, duty, due }) => t('papers:draft.due', { duty: names.duty(regime, duty), due: at(due) }))
}

function factLine(fact: Fact, voice: Voice): string {
  const { t, at } = voice
  const quotes = quotesOf(fact, t).flatMap(({ label, text }) => (text ? [`  ${label}: ${text}`] : []))
  return [`${at(fact.occurredAt)} ${authorOf(fact, t)} ${sentenceOf(fact, voice)}`, ...quotes].join('\n')
}

/** The last of all lines that fit, in their order. */
function newest(lines: readonly string[], room: number): readonly string[] {
  let left = room
  const first = lines.findLastIndex((line) => {
    left -= line.length + 1
    return left < 0
  })
  return lines.slice(first + 1)
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0)
}
