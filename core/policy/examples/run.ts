import { countAgain } from '../../2-triage/count-people.ts'
import { parseIntervals, weekdayOffice, type YearFile } from '../../calendar/calendar-shape.ts'
import { buildCalendar, type OfficeCalendar } from '../../calendar/office-calendar.ts'
import type { Actor, Command, Context } from '../../case/command.ts'
import { commandNamed } from '../../case/commands.ts'
import { letTimePass } from '../../case/reactions.ts'
import { type Outcome, runCommand } from '../../case/run-command.ts'
import { type CaseState, nothingYet } from '../../case/state.ts'
import type { PackInForce } from '../pack-in-force.ts'
import { hearing, ruledProposals } from '../proposed.ts'
import { reportsDueOn } from '../reports-due.ts'
import { type Difference, differences, listsDiffer, proposalsDiffer } from './compare.ts'
import type { Example, ExampleStep } from './shape.ts'

/** Where an example came out otherwise: the step counts from 0, the days of reports behind the steps. */
export type Failed = Difference & { readonly step: number }

const zone = 'Asia/Shanghai'
const id = (last: string) => `0198c0de-0000-7000-8000-${last.padStart(12, '0')}`
/** The unit of the case, and the one it can be forwarded to. */
const units = [id('1'), id('2')]
/** What a registration says where the example says nothing. */
const plain = {
  channel: 'phone',
  unit: units[0],
  name: '李明',
  phone: '13800000000',
  title: '投诉',
  content: '投诉内容。',
}
/** Who may be given the case; two who see it and handle nothing; who settles what departments disagree on. */
const handler = id('a')
const colleagues = [id('b'), id('c')]
const judge = id('d')

/**
 * Runs an example through the real commands.
 *
 * @param years the calendar years
 * @returns what came out otherwise than expected; nothing where the pack does what the example says
 * @throws Error where a step's input does not have its command's shape, see `askedBy`: the loader let it pass, a bug
 */
export function runExample(
  pack: PackInForce,
  { steps, hours, reports }: Example,
  years: readonly YearFile[],
): Failed[] {
  const calendar = buildCalendar(weekdayOffice(zone, parseIntervals(hours)), years)
  const told = toldIn(steps)
  let state = nothingYet
  const failed: Failed[] = []
  for (const [number, step] of steps.entries()) {
    const outcome = runStep(pack, calendar, state, step)
    state = outcome.state
    const { refused, proposes, ...expected } = step.expect ?? {}
    const code = outcome.refusal?.code
    if (code !== refused)
      failed.push({ step: number, what: wasRefused, path: ['refused'], expected: refused ?? '', found: code ?? '' })
    failed.push(...differences(state, pack, expected, zone).map((one) => ({ step: number, ...one })))
    const proposed = proposes ? proposalsDiffer(proposes, ruledProposals(pack, state, hearing(told))) : []
    failed.push(...proposed.map((one) => ({ step: number, ...one })))
  }
  const days = Object.entries(reports).flatMap(([day, expected], i) => {
    const found = [...new Set(reportsDueOn(pack.content, day, calendar).map(({ report }) => report))]
    return listsDiffer({ zh: `${day} 的报告`, en: `${day} reports` }, ['reports', day], expected, found).map((one) => ({
      step: steps.length + i,
      ...one,
    }))
  })
  return [...failed, ...days]
}

/** What the complainant says in an example. */
function toldIn(steps: Example['steps']): string {
  const { title, content, request } = { ...plain, ...steps.find((one) => one.do === 'register')?.with } as Record<
    string,
    unknown
  >
  return [title, content, request].filter((one) => typeof one === 'string').join('\n')
}

const wasRefused = { zh: '不予办理', en: 'refused' }

function runStep(pack: PackInForce, calendar: OfficeCalendar, state: CaseState, step: ExampleStep): Outcome {
  const now = instantOf(step.at)
  const actor: Actor = step.joined ? { kind: 'system', id: 'rules' } : actorOf(step, pack)
  if (step.joined)
    return runCommand(asCommand, joinedTo(state, step.joined), contextOf(pack, calendar, state, actor, now))
  const asked = askedBy(step)
  if (!asked) {
    return letTimePass(state, { packs: [pack], calendar, now, around: { holdersOver: () => [handler, judge] } })
  }
  const { command, given } = asked
  return runCommand(command, command.input.parse(given), contextOf(pack, calendar, state, actor, now))
}

/** The command that a step runs and what it is given, not yet held against the command's shape; none where time passes. */
export function askedBy(step: Pick<ExampleStep, 'do' | 'with'>) {
  const command = step.do && commandNamed(step.do)
  if (!command) return undefined
  const given =
    step.do === 'register' ? { ...plain, ...step.with } : step.do === 'assign' ? { handler } : (step.with ?? {})
  return { command, given }
}

const asCommand = countAgain as unknown as Command

/** A group of complaints around this one, as the count is told of it. */
function joinedTo(state: CaseState, joined: NonNullable<ExampleStep['joined']>) {
  const self = id('0')
  const others = joined.map(({ at, person }, i) => ({ id: id(`c${i}`), receivedAt: instantOf(at), marks: [person] }))
  return {
    self,
    cases: [{ id: self, receivedAt: state.submittedAt, marks: ['self'] }, ...others],
    links: others.map((one) => ({ case: one.id, other: self, kind: 'same-cause' })),
  }
}

function contextOf(pack: PackInForce, calendar: OfficeCalendar, state: CaseState, actor: Actor, now: string): Context {
  const around = {
    isUnit: (unit: string) => units.includes(unit),
    isPerson: () => true,
    postsOver: (person: string) => postsOf(person, pack),
    holdersOver: () => [handler, judge],
  }
  const allotted = { number: '2026-000001', receipt: id('f') }
  return {
    state,
    pack,
    packs: [pack],
    calendar,
    calendarHash: 'c'.repeat(64),
    actor,
    now,
    around,
    allotted,
    part: id('d'),
  }
}

function actorOf({ by }: ExampleStep, pack: PackInForce): Actor {
  if (by === 'complainant') return { kind: 'complainant', id: 'portal', party: 'p1' }
  if (by && [handler, ...colleagues, judge].includes(by)) return { kind: 'staff', id: by, posts: postsOf(by, pack) }
  if (by === undefined) return { kind: 'staff', id: 'everybody', posts: Object.keys(pack.content.authority.posts) }
  return { kind: 'staff', id: by, posts: [by] }
}

function postsOf(person: string, { content }: PackInForce): readonly string[] {
  const posts = (authority: string) => content.authority.authorities[authority]?.posts ?? []
  if (person === handler) return posts('may-handle')
  if (!colleagues.includes(person)) return []
  const acting = [...posts('may-handle'), ...posts('may-approve')]
  return posts('may-read').filter((post) => !acting.includes(post))
}

/** The instant of a moment by the office's clock, ISO. */
function instantOf(moment: string): string {
  const local = Temporal.PlainDateTime.from(moment.replace(' ', 'T'))
  return local.toZonedDateTime(zone).toInstant().toString({ fractionalSecondDigits: 3 })
}
