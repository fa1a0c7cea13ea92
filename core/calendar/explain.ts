import { type Allowance, allowanceInWords, type Language } from './allowance.ts'
import { dayNumberOf, weekdayOf } from './day-number.ts'
import type { Due } from './due.ts'
import type { Counted, Step } from './steps.ts'

/** How one language says the steps; `year` is the year a date need not repeat. */
type Wording = { readonly [kind in Step['kind']]: (step: Extract<Step, { kind: kind }>, year: string) => string } & {
  readonly ending: (time: string) => string
}

/**
 * Tells how a due moment came about, one sentence per step, without full stops.
 * The due time joins the sentence of the day it falls on where that day is named last.
 *
 * @returns e.g. `+3 个工作日，自2026年2月12日（周四）17:59 起`, `2月13日（周五）为第1日`, …, `2月24日（周二）为第3日，17:30 到期`
 */
export function explain({ steps }: Pick<Due, 'steps'>, language: Language): string[] {
  const words = WORDS[language]
  const year = steps[0]?.kind === 'starts' ? steps[0].on.slice(0, 4) : ''
  const sentences: string[] = []
  for (const [i, step] of steps.entries()) {
    const before = steps[i - 1]
    const last = sentences.at(-1)
    if (step.kind === 'ends' && before && last !== undefined && namesOnly(before, step.on))
      sentences[sentences.length - 1] = last + words.ending(step.time)
    else sentences.push(say(words, step, year))
  }
  return sentences
}

/** Says whose clock the steps are told by, where that is not the office's. @param zone IANA name */
export function inZoneOf(zone: string, language: Language): string {
  return language === 'en' ? `counted by the clock of ${zone}` : `按 ${zone} 当地时间计算`
}

function say<K extends Step['kind']>(words: Wording, step: Extract<Step, { kind: K }>, year: string): string {
  const word = words[step.kind as K] as (step: Extract<Step, { kind: K }>, year: string) => string
  return word(step, year)
}

/** True where a step speaks of one day only, and it is this one. */
function namesOnly(step: Step, day: string): boolean {
  if (step.kind === 'counts' || step.kind === 'works') return step.from === day && step.to === day
  if (step.kind === 'rolls') return step.to === day
  return step.kind === 'falls' && step.on === day
}

const ZH: Wording = {
  starts: ({ allowance, on, time }) =>
    `${plus(allowance)}${allowanceInWords(allowance, 'zh')}，自${zhDay(on, '')}${time} 起`,
  waits: ({ on, time }, year) => `不在工作时间内，自${zhDay(on, year)}${time} 起计时`,
  counts: ({ from, to, as, first, last }, year) =>
    `${zhDays(from, to, year, as)}为第${first === last ? first : `${first}–${last}`}日`,
  works: ({ from, to, as, milliseconds }, year) =>
    `${zhDays(from, to, year, as)}计 ${lengthOf(milliseconds, ' 小时', ' 分', ' 秒')}`,
  off: ({ from, to, name }, year) =>
    `${zhDays(from, to, year)}${name ? `${name.zh}放假` : isWeekend(from, to) ? '周末' : '休息'}`,
  falls: ({ on, months }, year) => `${months} 个月后的对应日为${zhDay(on, year)}`,
  rolls: ({ to }, year) => `最后一日休息，顺延至${zhDay(to, year)}`,
  provisional: ({ years }) => `${years.join('、')}年放假安排尚未公布，暂按平常周计算`,
  ends: ({ on, time }, year) => `${zhDay(on, year)}${time} 到期`,
  ending: (time) => `，${time} 到期`,
}

const EN: Wording = {
  starts: ({ allowance, on, time }) =>
    `${plus(allowance)}${allowanceInWords(allowance, 'en')} from ${enDay(on, '')}, ${time}`,
  waits: ({ on, time }, year) => `outside office hours; time runs from ${enDay(on, year)}, ${time}`,
  counts: ({ from, to, as, first, last }, year) =>
    `${enDays(from, to, year, as)} ${first === last ? `counts as day ${first}` : `count as days ${first}–${last}`}`,
  works: ({ from, to, as, milliseconds }, year) =>
    `${enDays(from, to, year, as)}: ${lengthOf(milliseconds, ' h', ' min', ' s')} used`,
  off: ({ from, to, name }, year) =>
    `${enDays(from, to, year)}: ${name ? `${name.en}, off` : isWeekend(from, to) ? 'weekend' : 'closed'}`,
  falls: ({ on, months }, year) =>
    `the day ${months === 1 ? 'a month' : `${months} months`} later is ${enDay(on, year)}`,
  rolls: ({ to }, year) => `the last day is a day off, so the period ends on ${enDay(to, year)}`,
  provisional: ({ years }) => `the days off of ${years.join(', ')} are not announced yet; ordinary weeks are assumed`,
  ends: ({ on, time }, year) => `due ${enDay(on, year)}, ${time}`,
  ending: (time) => `, due at ${time}`,
}

const WORDS: Record<Language, Wording> = { zh: ZH, en: EN }
const ZH_WEEK = ['一', '二', '三', '四', '五', '六', '日']
const EN_WEEK = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const EN_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `2月13日（周五）`, with the year where it is not the known one. */
function zhDay(date: string, year: string, note = ''): string {
  const { year: y, month, day, weekday } = namedDay(date)
  return `${y === year ? '' : `${y}年`}${month}月${day}日（周${ZH_WEEK[weekday - 1]}${note}）`
}

function zhDays(from: string, to: string, year: string, as?: Counted): string {
  const note = as === 'make-up' ? '，调休上班' : ''
  const { year: y, month, day } = namedDay(from)
  if (from === to && as) return zhDay(from, year, note)
  const begin = `${y === year ? '' : `${y}年`}${month}月${day}`
  if (from === to) return `${begin}日`
  const { year: toYear, month: toMonth, day: toDay } = namedDay(to)
  const end = toYear !== y ? `${toYear}年${toMonth}月${toDay}` : toMonth !== month ? `${toMonth}月${toDay}` : toDay
  return `${begin}${toMonth === month && toYear === y ? '' : '日'}–${end}日${note && '（调休上班）'}`
}

/** `Fri 13 Feb`, with the year where it is not the known one. */
function enDay(date: string, year: string): string {
  const { year: y, month, day, weekday } = namedDay(date)
  return `${EN_WEEK[weekday - 1]} ${day} ${EN_MONTHS[month - 1]}${y === year ? '' : ` ${y}`}`
}

function enDays(from: string, to: string, year: string, as?: Counted): string {
  const note = as === 'make-up' ? ' (make-up working day)' : ''
  if (from === to) return enDay(from, year) + note
  const { year: y, month, day } = namedDay(from)
  const { year: toYear, month: toMonth, day: toDay } = namedDay(to)
  const end = `${toDay} ${EN_MONTHS[toMonth - 1]}${toYear === year ? '' : ` ${toYear}`}`
  if (y !== toYear) return `${day} ${EN_MONTHS[month - 1]}${y === year ? '' : ` ${y}`} – ${end}${note}`
  return month === toMonth ? `${day}–${end}${note}` : `${day} ${EN_MONTHS[month - 1]} – ${end}${note}`
}

/** A period is added to its beginning; the same day is only named. */
function plus({ unit }: Allowance): string {
  return unit === 'same-day' ? '' : '+'
}

type NamedDay = {
  readonly number: number
  readonly year: string
  readonly month: number
  readonly day: number
  readonly weekday: number
}
const namedDays = new Map<string, NamedDay>()
const mostNamed = 4000

/** A date taken apart. Due moments crowd on the same few days, so those are taken apart once. */
function namedDay(date: string): NamedDay {
  const known = namedDays.get(date)
  if (known) return known
  const number = dayNumberOf(date)
  const [year, month, day] = [date.slice(0, 4), Number(date.slice(5, 7)), Number(date.slice(8))]
  const named = { number, year, month, day, weekday: weekdayOf(number) }
  if (namedDays.size >= mostNamed) namedDays.clear()
  namedDays.set(date, named)
  return named
}

function isWeekend(from: string, to: string): boolean {
  const [first, last] = [namedDay(from), namedDay(to)]
  return first.weekday >= 6 && last.weekday >= 6 && last.number - first.number <= 1
}

function lengthOf(milliseconds: number, hour: string, minute: string, second: string): string {
  const seconds = Math.floor(milliseconds / 1000)
  const parts: [number, string][] = [
    [Math.floor(seconds / 3600), hour],
    [Math.floor(seconds / 60) % 60, minute],
    [(seconds % 60) + (milliseconds % 1000) / 1000, second],
  ]
  return parts
    .filter(([n]) => n > 0)
    .map(([n, unit]) => n + unit)
    .join(' ')
}
