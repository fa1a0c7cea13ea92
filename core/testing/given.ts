import { expect } from 'vitest'
import type { z } from 'zod'
import type { OfficeCalendar } from '../calendar/office-calendar.ts'
import type { Actor, Command, Context, Uploaded } from '../case/command.ts'
import { allCommands } from '../case/commands.ts'
import type { CaseEvent, CaseEventOf, CaseEventType, Derived, Origin } from '../case/events.ts'
import { evolve, evolveAll } from '../case/evolve.ts'
import { whyNot } from '../case/may-run.ts'
import { foldAll, letTimePass, react } from '../case/reactions.ts'
import { type Outcome, runCommand } from '../case/run-command.ts'
import { type CaseState, nothingYet, type Obligation } from '../case/state.ts'
import type { PackInForce } from '../policy/pack-in-force.ts'
import { houseRules } from './house-rules.ts'
import { clock, office, officeHash } from './office.ts'

/** Ids that tests share. */
export const unit = '0198c0de-0000-7000-8000-000000000001'
export const otherUnit = '0198c0de-0000-7000-8000-000000000002'
export const otherCase = '0198c0de-0000-7000-8000-00000000000c'
/** A member of staff with the post of a specialist, as `assign` names it. */
export const somebody = '0198c0de-0000-7000-8000-0000000000aa'
/** Who decides between departments, as nobody else of the tests may. */
export const arbiter = '0198c0de-0000-7000-8000-0000000000ab'
/** Whom the organisation does not know. */
export const nobody = '0198c0de-0000-7000-8000-0000000000ff'
const receipt = '0198c0de-0000-7000-8000-00000000000f'

/** Every post but those that only read. */
const everyPost = ['agent', 'specialist', 'supervisor', 'director', 'unit-head', 'area-manager']

/** A member of staff who holds these posts over the case, by the name of the first where no other is given. */
export function staff(posts: string | readonly string[], id?: string): Actor {
  const held = typeof posts === 'string' ? [posts] : posts
  return { kind: 'staff', id: id ?? held[0] ?? 'nobody', posts: held }
}

/** Two people who hold every post, so that one can approve what the other proposed. */
export const everybody = staff(everyPost, '0198c0de-0000-7000-8000-0000000000ae')
export const colleague = staff(everyPost, '0198c0de-0000-7000-8000-0000000000ac')

/** Who brings in what was recorded elsewhere. */
export const importer: Actor = { kind: 'system', id: 'import' }
export const complainant: Actor = { kind: 'complainant', id: 'portal', party: 'p1' }

type Setting = { readonly packs: readonly PackInForce[]; readonly calendar: OfficeCalendar; readonly now: string }
type Fact = CaseEvent | ((setting: Setting) => CaseEvent)
type Happened = Derived & { readonly by: string }

/** A receipt under the packs of the story; what is not said is that of a plain complaint by phone. */
export function registered(said: Partial<CaseEventOf<'CaseRegistered'>> = {}): Fact {
  return ({ packs, now }) => ({
    type: 'CaseRegistered',
    number: '2026-000001',
    kind: 'complaint',
    channel: 'phone',
    unit,
    regimes: packs.map(({ id, hash, content }) => ({ pack: id, hash, version: content.manifest.version })),
    calendar: officeHash,
    receipt,
    submittedAt: now,
    party: { id: 'p1', role: 'complainant', kind: 'individual' },
    groupSize: 1,
    title: { secret: 'A title', holder: 'party:p1' },
    content: { secret: 'What happened', holder: 'party:p1' },
    missing: [],
    ...said,
  })
}

/** The story of one case: what happened, what somebody does, what follows. Every step gives a new story. */
export type Story = {
  readonly state: CaseState
  /** Everything recorded so far, in order. */
  readonly facts: readonly Happened[]
  /** The packs the case stands under; the house rules unless said. Only before the first fact. */
  under(...packs: readonly PackInForce[]): Story
  /** From now on it is this moment by the office's clock: `2026-01-05 09:00`. */
  at(moment: string): Story
  given(...facts: readonly Fact[]): Story
  when<I extends z.ZodType>(command: Command<I>, input: z.input<I>, actor?: Actor, origin?: Origin): Story
  /** The vault holds this file, uploaded for the next steps. */
  uploaded(file: Uploaded): Story
  /** From now on nobody confirms with a password. */
  unsigned(): Story
  /** What the sweeper does: nothing but let time pass. */
  whenTimePasses(): Story
  /** The facts of the last step, all of them, in order. */
  thenEvents(...types: readonly CaseEventType[]): Story
  /** The last step was refused with this code, and with a parameter where it is given. */
  thenRefused(code: string, params?: Record<string, unknown>): Story
  thenState(check: (state: CaseState) => void): Story
  /** The latest round of a duty. */
  duty(name: string): Obligation | undefined
  /** The commands that somebody could run now; somebody with every post unless said. */
  possible(actor?: Actor): string[]
}

/** Begins a story on Monday 5 January 2026 at 09:00 with facts that people have recorded. */
export function given(...facts: readonly Fact[]): Story {
  const setting = { packs: [houseRules], calendar: office, now: clock('2026-01-05 09:00') }
  return story({ setting, state: nothingYet, facts: [], waiting: facts })
}

type Told = {
  readonly setting: Setting
  readonly state: CaseState
  readonly facts: readonly Happened[]
  /** Facts given before the packs were named; they happen with the first step. */
  readonly waiting: readonly Fact[]
  readonly last?: Outcome
  readonly brought?: Pick<Context, 'uploaded' | 'signed'>
}

function story(told: Told): Story {
  const begun = told.waiting.length > 0 ? () => happen({ ...told, waiting: [] }, told.waiting) : () => told
  return {
    get state() {
      return begun().state
    },
    get facts() {
      return begun().facts
    },
    under: (...packs) => story({ ...told, setting: { ...told.setting, packs } }),
    at: (moment) => story(moved(begun(), moment)),
    uploaded: (file) => story({ ...begun(), brought: { signed: true, uploaded: file } }),
    unsigned: () => story({ ...begun(), brought: {} }),
    given: (...facts) => story(happen(begun(), facts)),
    when: (command, input, actor = everybody, origin = 'human') =>
      story(run(begun(), command as unknown as Command, input, actor, origin)),
    whenTimePasses: () => story(sweep(begun())),
    thenEvents: (...types) =>
      checked(told, () => expect(lastOf(told).facts.map(({ event }) => event.type)).toEqual(types)),
    thenRefused: (code, params) =>
      checked(told, () => expect(lastOf(told).refusal).toMatchObject({ code, ...(params && { params }) })),
    thenState: (check) => checked(told, () => check(begun().state)),
    duty: (name) => begun().state.obligations.findLast((one) => one.duty === name),
    possible: (actor = everybody) => possibleIn(begun(), actor),
  }
}

function checked(told: Told, check: () => void): Story {
  check()
  return story(told)
}

function lastOf({ last }: Told): Outcome {
  if (!last) throw new Error('nothing was done yet: begin with when()')
  return last
}

function moved(told: Told, moment: string): Told {
  return { ...told, setting: { ...told.setting, now: clock(moment) } }
}

function happen(told: Told, facts: readonly Fact[]): Told {
  let after = told
  for (const fact of facts) after = happenOne(after, fact)
  return after
}

function happenOne(told: Told, fact: Fact): Told {
  const { setting } = told
  const event = typeof fact === 'function' ? fact(setting) : fact
  const done: Happened = { event, origin: 'human', occurredAt: setting.now, by: 'given' }
  const state = evolve(told.state, done)
  return recorded({ ...told, state, facts: [...told.facts, done] }, react(state, setting))
}

function sweep(told: Told): Told {
  const passed = letTimePass(told.state, { ...told.setting, around: { holdersOver } })
  return { ...recorded(told, passed.facts), last: passed }
}

function recorded(told: Told, facts: readonly Derived[]): Told {
  return {
    ...told,
    state: foldAll(told.state, facts),
    facts: [...told.facts, ...facts.map((fact) => ({ ...fact, by: 'rules' }))],
  }
}

function possibleIn(told: Told, actor: Actor): string[] {
  return allCommands.filter((command) => !whyNot(command, contextOf(told, actor))).map(({ name }) => name)
}

function run(told: Told, command: Command, input: unknown, actor: Actor, origin: Origin): Told {
  const last = runCommand(command, command.input.parse(input), contextOf(told, actor), origin)
  const byPerson = ({ origin }: Derived) => origin === 'human' || origin === 'import'
  const facts = last.facts.map((fact) => asStored({ ...fact, by: byPerson(fact) ? actor.id : 'rules' }))
  const isWritten = facts.some(({ event }) => isVersion(event))
  const state = isWritten ? evolveAll(told.state, facts) : last.state
  return { ...told, state, facts: [...told.facts, ...facts], last }
}

/** Signatures name a report by the commitment to its text, which a fact has once it is stored. */
function asStored(fact: Happened): Happened {
  const { event } = fact
  if (!isVersion(event)) return fact
  const commitment = `${JSON.stringify(event.text).length}`.padStart(43, '0')
  return { ...fact, event: { ...event, text: { commitment, holder: 'case' } } }
}

function isVersion(event: CaseEvent): event is CaseEventOf<'ReportDrafted'> | CaseEventOf<'ReportRevised'> {
  return event.type === 'ReportDrafted' || event.type === 'ReportRevised'
}

/** The one person of the tests holds every post but the director's, which nobody has, and the auditor's. */
function holdersOver(post: string): string[] {
  if (post === 'auditor') return [arbiter]
  return post === 'director' ? [] : [somebody]
}

function postsOver(person: string): string[] {
  if (person === somebody) return ['specialist']
  return [everybody, colleague].some(({ id }) => id === person) ? ['auditor'] : []
}

function contextOf({ setting, state, brought = { signed: true } }: Told, actor: Actor): Context {
  const [pack] = setting.packs
  if (!pack) throw new Error('a case stands under one pack at least')
  const isUnit = (one: string) => one === unit || one === otherUnit
  const around = { isUnit, isPerson: (one: string) => one !== nobody, postsOver, holdersOver }
  const allotted = { number: '2026-000001', receipt }
  return { ...setting, state, pack, calendarHash: officeHash, actor, around, allotted, part: otherCase, ...brought }
}
