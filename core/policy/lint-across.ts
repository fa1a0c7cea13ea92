import { allowanceInWords, parseAllowance } from '../calendar/allowance.ts'
import type { CaseEventType } from '../case/events.ts'
import type { Words } from '../shared/words.ts'
import type { CrossFinding, Side } from './lint-finding.ts'
import { dutiesOf, isUnchecked, lastValue } from './pack-in-force.ts'
import type { Duty, Pack } from './pack-shape.ts'
import { lastAllowances, longestHours } from './reckoned.ts'
import { periods, type Report } from './report-shape.ts'

/** What is done with a complaint before anybody works on its matter: it is taken or declined, and handed to somebody. */
const registering: readonly CaseEventType[] = ['CaseAccepted', 'CaseRefused', 'CaseAssigned', 'CaseForwarded']

/** Hours as people reckon: what one scheme wants within the day, and another lets lie for a working week. */
const day = 24
const week = 5 * day

/**
 * What the schemes that an organisation may adopt side by side say against each other.
 *
 * The line: each may set its own sums, limits of an answer and years of retention. A case under both owes all of it, the
 * earliest duty leads, and nobody is at a loss. They contradict each other where people have one thing for all of them: the
 * desk at which everything is registered before it is known which scheme it belongs to, the word by which a grade is
 * called, and the day on which one and the same report is written. Regulations are not compared: nobody chooses them, and most are made for other bodies.
 *
 * @param packs packs that the loader accepted, each id once
 */
export function lintAcross(packs: readonly Pack[]): CrossFinding[] {
  const schemes = packs.filter(({ manifest }) => manifest.regulation !== true)
  const pairs = schemes.flatMap((pack, i) =>
    schemes.slice(i + 1).flatMap((other) => [...registrationApart(pack, other), ...gradesTwice(pack, other)]),
  )
  return [...pairs, ...reportDays(schemes)]
}

/** Why a contradiction between packs is kept, where either of them records it. */
export function reasonAcross(packs: readonly Pack[], { rule, sides: [a, b] }: CrossFinding): Words | undefined {
  const exceptions = packs.flatMap(({ manifest: { id, exceptions = [] } }) => exceptions.map((one) => ({ id, ...one })))
  const explains = (one: Side, other: Side) =>
    exceptions.find(
      (recorded) =>
        recorded.rule === rule &&
        recorded.id === one.pack &&
        recorded.at === one.at &&
        recorded.with.includes(`${other.pack}.${other.at}`),
    )
  return (explains(a, b) ?? explains(b, a))?.reason
}

function registrationApart(pack: Pack, other: Pack): CrossFinding[] {
  return registrationsOf(pack).flatMap(([at, duty]) =>
    registrationsOf(other)
      .filter(([, one]) => areApart(duty, one))
      .map(([name, one]) => ({
        rule: 'registration-apart' as const,
        sides: [dutySide(pack, at, duty), dutySide(other, name, one)] as const,
      })),
  )
}

/** The duties by which every complaint is registered or handed on; one with a condition is for some of them only. */
function registrationsOf(pack: Pack) {
  return dutiesOf({ content: pack }).filter(
    ([, { starts_on, stops_on, only_if }]) =>
      starts_on === 'CaseRegistered' && only_if === undefined && stops_on.every((type) => registering.includes(type)),
  )
}

function areApart(a: Duty, b: Duty): boolean {
  const [short, long] = [longestHours(a), longestHours(b)].sort((one, other) => one - other) as [number, number]
  return short <= day && long >= week
}

function dutySide({ manifest }: Pack, at: string, duty: Duty): Side {
  const allowed = [...new Set(lastAllowances(duty))].flatMap((written) => parseAllowance(written) ?? [])
  const inWords = (language: keyof Words) => allowed.map((one) => allowanceInWords(one, language)).join(' / ')
  const says = { zh: inWords('zh'), en: inWords('en') }
  return { pack: manifest.id, at, called: duty.duty, says, source: duty.source }
}

/** Grades of one name that complaints get for different reasons; what is left for all else means the same everywhere. */
function gradesTwice(pack: Pack, other: Pack): CrossFinding[] {
  return pack.grades.order.flatMap((grade) =>
    other.grades.order
      .filter((one) => isCalledAlike(grade, one) && grade.when !== one.when)
      .map((one) => ({
        rule: 'grade-twice' as const,
        sides: [gradeSide(pack, grade), gradeSide(other, one)] as const,
      })),
  )
}

type Grade = Pack['grades']['order'][number]

function isCalledAlike(a: Grade, b: Grade): boolean {
  return a.id === b.id || a.name.zh === b.name.zh || a.name.en.toLowerCase() === b.name.en.toLowerCase()
}

function gradeSide({ manifest }: Pack, { id, name, when = '', source }: Grade): Side {
  return { pack: manifest.id, at: id, called: name, says: { zh: when, en: when }, source }
}

/** Reports of one subject and rhythm that fall on different days, be it in one pack. */
function reportDays(schemes: readonly Pack[]): CrossFinding[] {
  const all = schemes.flatMap((pack) =>
    Object.entries(pack.reports ?? {})
      .filter(([, { source, falls }]) => !isUnchecked(source) && lastValue(falls) !== undefined)
      .map(([at, report]) => ({ report, side: reportSide(pack, at, report) })),
  )
  return all.flatMap((one, i) =>
    all
      .slice(i + 1)
      .filter(({ report, side }) => isSameReport(report, one.report) && side.says.en !== one.side.says.en)
      .map(({ side }) => ({ rule: 'report-days' as const, sides: [one.side, side] as const })),
  )
}

function isSameReport(a: Report, b: Report): boolean {
  return a.subject === b.subject && a.every === b.every
}

function reportSide({ manifest }: Pack, at: string, { name, every, falls, source }: Report): Side {
  const { month, day, of } = lastValue(falls) ?? {}
  const zh = [of && `${periodOf[of]}${periods[every]}`, month && `第 ${month} 个月`, day && dayInChinese(day)]
  const en = [month && `month ${month}`, day && `day ${day}`, `of ${of} ${every}`]
  const says = { zh: zh.filter(Boolean).join(''), en: en.filter(Boolean).join(' ') }
  return { pack: manifest.id, at, called: name, says, source }
}

const periodOf = { this: '当', next: '次' }

function dayInChinese(day: number | 'last'): string {
  return day === 'last' ? '最后一日' : `第 ${day} 日`
}
