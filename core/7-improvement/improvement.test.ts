import { describe, expect, it } from 'vitest'
import { otherUnit, somebody, unit } from '../testing/given.ts'
import { houseRules } from '../testing/house-rules.ts'
import { clock, officeHash } from '../testing/office.ts'
import { type ImprovementCommand, type ImprovementOutcome, runImprovementCommand } from './command.ts'
import { improvementCommands } from './commands.ts'
import { overdueAt, passImprovementTime } from './deadline.ts'
import { type ImprovementFact, improvementEvents } from './events.ts'
import { evolveImprovement } from './evolve.ts'
import { type ImprovementState, noImprovement, numberOf } from './state.ts'

const chief = 'chief'
const recused = '0198c0de-0000-7000-8000-0000000000cc'
const spring = { case: '0198c0de-0000-7000-8000-00000000000c', number: '2026-000042', ordinal: 1 }
/** Who holds what over the unit; nobody holds anything over the other one. */
const posts: Record<string, string[]> = {
  [somebody]: ['specialist', 'supervisor'],
  colleague: ['specialist', 'supervisor'],
  [chief]: ['director'],
  [recused]: ['specialist'],
  agent: ['agent'],
}
const ordered = {
  unit,
  owner: somebody,
  kind: 'preventive',
  measure: 'Announce by display too',
  criteria: 'No number called by voice alone for a month',
  until: '2026-01-09',
}

type Told = { state: ImprovementState; facts: ImprovementFact[]; last: ImprovementOutcome | undefined }

/** A rectification on which commands are run, one after the other. */
function story(told: Told = { state: noImprovement, facts: [], last: undefined }) {
  const types = () => told.last?.facts.map(({ event }) => event.type) ?? []
  return {
    ...told,
    run(name: string, input: object, by = somebody, at = '2026-01-05 09:00') {
      const last = runImprovementCommand(named(name), named(name).input.parse(input), {
        state: told.state,
        spring,
        walled: [recused],
        pack: houseRules,
        calendarHash: officeHash,
        zone: 'Asia/Shanghai',
        actor: { kind: 'staff', id: by },
        now: clock(at),
        around: {
          isUnit: (one) => one === unit || one === otherUnit,
          postsOver: (person, one) => (one === unit ? (posts[person] ?? []) : []),
        },
      })
      return story({ state: last.state, facts: [...told.facts, ...last.facts], last })
    },
    thenEvents(...expected: string[]) {
      expect(told.last?.refusal).toBeUndefined()
      expect(types()).toEqual(expected)
      return this
    },
    thenRefused(code: string, ...recorded: string[]) {
      expect(told.last?.refusal?.code).toBe(code)
      expect(types()).toEqual(recorded)
      return this
    },
  }
}

function named(name: string): ImprovementCommand {
  const command = improvementCommands.find((one) => one.name === name)
  if (!command) throw new Error(`no command ${name}`)
  return command
}

const order = (more: object = {}, by = chief, at?: string) =>
  story().run('order-rectification', { ...ordered, ...more }, by, at)
const reported = () => order().run('report-rectified', { effect: 'The display runs' })

describe('an order', () => {
  it('has no owner for whom its case is walled off', () => {
    order({ owner: recused }).thenRefused('improvement.owner-recused')
  })

  it('says of which case, by whom, until the last moment of which day, and under which rules', () => {
    const { state } = order().thenEvents('RectificationOrdered')
    expect(state).toMatchObject({ owner: somebody, orderedBy: chief, unit, status: 'ordered', case: spring.case })
    expect(state).toMatchObject({ regime: { pack: 'house', hash: houseRules.hash }, calendar: officeHash })
    expect(state.due).toBe(clock('2026-01-09 23:59:59.999'))
    expect(numberOf(state)).toBe('2026-000042-R1')
  })

  it('may be due today, not yesterday, and not in a year that somebody mistyped', () => {
    order({ until: '2026-01-05' }, chief, '2026-01-05 23:59:59.999').thenEvents('RectificationOrdered')
    order({ until: '2026-01-04' }, chief, '2026-01-05 00:00').thenRefused('improvement.until-past')
    order({ until: '2062-01-05' }).thenRefused('improvement.until-too-far')
  })

  it('names an owner who holds a post over the unit', () => {
    order({ owner: '0198c0de-0000-7000-8000-0000000000bb' }).thenRefused('improvement.owner-without-post')
  })

  it('is for those who oversee the unit that rectifies', () => {
    order({}, 'agent').thenRefused('improvement.no-authority')
    order({ unit: otherUnit }).thenRefused('improvement.no-authority')
  })

  it('is given once', () => {
    order().run('order-rectification', ordered, chief).thenRefused('improvement.exists-already')
  })
})

describe('the work', () => {
  it('is told step by step, reported, and accepted by somebody else', () => {
    const { state, facts } = order()
      .run('report-progress', { percent: 40, text: 'Ordered the display' })
      .thenEvents('RectificationProgressed')
      .run('report-rectified', { effect: 'It runs' })
      .thenEvents('RectificationReported')
      .run('accept-rectification', { text: 'Seen on site' }, chief)
      .thenEvents('RectificationAccepted')
    expect(state).toMatchObject({ status: 'accepted', percent: 40, version: 4, turns: 4 })
    for (const { event } of facts) {
      const { type, ...data } = event
      expect(improvementEvents[type].safeParse(data)).toMatchObject({ success: true })
    }
  })

  it.each([
    ['accept-rectification', { text: 'Fine' }],
    ['return-rectification', { reason: 'Not yet' }],
    ['cancel-rectification', { reason: 'Too dear' }],
  ])('is not judged or called off by its owner: %s', (name, input) => {
    reported().run(name, input).thenRefused('improvement.own-work')
  })

  it('is not judged by the one who reported it in the place of the owner', () => {
    order()
      .run('report-rectified', { effect: 'It runs' }, 'colleague')
      .run('accept-rectification', { text: 'Fine' }, 'colleague')
      .thenRefused('improvement.own-work')
      .run('accept-rectification', { text: 'Fine' }, chief)
      .thenEvents('RectificationAccepted')
  })

  it('is not judged by its owner even where somebody else reported it', () => {
    order()
      .run('report-rectified', { effect: 'It runs' }, 'colleague')
      .run('accept-rectification', { text: 'Fine' })
      .thenRefused('improvement.own-work')
  })

  it('goes back with a reason and is reported again', () => {
    reported()
      .run('return-rectification', { reason: 'The second hall has none' }, chief)
      .thenEvents('RectificationReturned')
      .run('accept-rectification', { text: 'Fine' }, chief)
      .thenRefused('improvement.now-returned')
      .run('report-rectified', { effect: 'Both halls' })
      .thenEvents('RectificationReported')
  })

  it('can be called off until it is accepted, and then nothing is left to do', () => {
    const off = reported()
      .run('cancel-rectification', { reason: 'The hall closes' }, chief)
      .thenEvents('RectificationCancelled')
    for (const { name } of improvementCommands.slice(1)) {
      const input = { percent: 1, text: 'x', effect: 'x', reason: 'x' }
      const fields = Object.keys((named(name).input as unknown as { shape: object }).shape)
      const asked = Object.fromEntries(Object.entries(input).filter(([key]) => fields.includes(key)))
      off.run(name, asked, chief).thenRefused('improvement.now-cancelled')
    }
  })
})

describe('the end of the day', () => {
  const after = '2026-01-10 00:00'

  it('makes it overdue once, at that moment, before whatever is done late', () => {
    const told = order().run('report-progress', { percent: 5, text: 'Begun' }, somebody, '2026-01-12 09:00')
    expect(passImprovementTime(told.state, clock('2026-01-12 10:00'))).toEqual([])
    const late = order().run('report-rectified', { effect: 'At last' }, somebody, '2026-01-12 10:00')
    late.thenEvents('RectificationOverdue', 'RectificationReported')
    expect(late.facts[1]).toMatchObject({ origin: 'time', occurredAt: clock(after) })
    expect(passImprovementTime(late.state, clock('2026-02-01 09:00'))).toEqual([])
  })

  it('is the last millisecond of the day in the zone of the office', () => {
    const { state } = order()
    expect(passImprovementTime(state, clock('2026-01-09 23:59:59.999'))).toEqual([])
    expect(passImprovementTime(state, clock(after))).toHaveLength(1)
    expect(overdueAt(state)).toBe(clock(after))
  })

  it('is recorded even where the one who came late is refused', () => {
    order()
      .run('accept-rectification', { text: 'Fine' }, chief, after)
      .thenRefused('improvement.now-ordered', 'RectificationOverdue')
  })

  it('does not concern what was reported in time; returned, it is late from the return on', () => {
    const waiting = reported()
    expect(overdueAt(waiting.state)).toBeUndefined()
    const back = waiting.run('return-rectification', { reason: 'No' }, chief, '2026-01-12 10:00')
    expect(overdueAt(back.state)).toBe(clock('2026-01-12 10:00'))
  })

  it('starts afresh with a new day, and both stay on record', () => {
    const again = order()
      .run('report-rectified', { effect: 'Done' }, somebody, '2026-01-12 10:00')
      .run('return-rectification', { reason: 'No', until: '2026-01-16' }, chief, '2026-01-12 11:00')
    expect(again.state).toMatchObject({ until: '2026-01-16', overdue: false, status: 'returned' })
    const twice = again.run('report-progress', { percent: 90, text: 'Soon' }, somebody, '2026-01-19 09:00')
    twice.thenEvents('RectificationOverdue', 'RectificationProgressed')
    expect(twice.facts.filter(({ event }) => event.type === 'RectificationOverdue')).toHaveLength(2)
  })
})

it('folds again from its facts in any order and with gaps', () => {
  const { facts } = reported().run('return-rectification', { reason: 'No' }, chief)
  const shuffled = facts.toReversed().slice(1)
  const state = shuffled.reduce((before, fact) => evolveImprovement(before, { ...fact, by: '' }), noImprovement)
  expect(state.version).toBe(shuffled.length)
})
