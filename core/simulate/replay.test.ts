import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildCalendar } from '../calendar/office-calendar.ts'
import { commandNamed } from '../case/commands.ts'
import { followCalendar } from '../case/follow-calendar.ts'
import { letTimePass } from '../case/reactions.ts'
import { runCommand } from '../case/run-command.ts'
import { type PackInForce, packInForce } from '../policy/pack-in-force.ts'
import { type Pack, pack } from '../policy/pack-shape.ts'
import { anyLife } from '../testing/any-command.ts'
import { colleague, given, registered, type Story } from '../testing/given.ts'
import { houseFiles, houseRules } from '../testing/house-rules.ts'
import { clock, office, officeHash } from '../testing/office.ts'
import { actsOf, isGiven } from './acts.ts'
import { compare } from './compare.ts'
import { replay } from './replay.ts'

const houseOnly = { packs: [houseRules], calendar: office }

function lives(check: (story: Story, until: string) => void) {
  const life = (g: fc.GeneratorValue) => anyLife(g, 40).at(-1)!
  const until = ({ facts }: Story) => facts.map(({ occurredAt }) => occurredAt).reduce((a, b) => (a > b ? a : b))
  fc.assert(
    fc.property(fc.gen(), (g) => {
      const story = life(g)
      check(story, until(story))
    }),
    { numRuns: 40, endOnFailure: true },
  )
}

function acts({ facts }: Pick<Story, 'facts'>, keep: 'all' | 'given' = 'all') {
  const recorded = facts.map((fact, i) => ({ ...fact, version: i + 1 }))
  return actsOf(keep === 'all' ? recorded : recorded.filter(isGiven))
}

/** The house rules as a draft changes them. */
function draft(change: (files: Pack) => void): PackInForce {
  const files = structuredClone(houseFiles) as unknown as Pack
  change(files)
  return packInForce(pack.parse(files), 'd'.repeat(64))
}

describe('any life of a case', { timeout: 30_000 }, () => {
  it('replayed under its own rules is the case that the stored facts tell, duty by duty', () => {
    lives((story, until) => {
      // What the last act lets begin in the past is over by then: the clock has not been asked yet.
      const { state } = letTimePass(story.state, { ...houseOnly, now: until })
      expect(replay(acts(story), houseOnly, until)).toEqual(state)
    })
  })

  it('is told by what people did alone', () => {
    lives((story) => expect(acts(story, 'given')).toEqual(acts(story)))
  })

  it('can be replayed under rules that know little of it', () => {
    const strange = draft(({ taxonomy, grades, obligations }) => {
      taxonomy.axes = {}
      grades.order = [{ ...grades.order.at(-1)!, id: 'only' }]
      for (const duty of Object.values(obligations)) {
        duty.only_if = undefined
        duty.extend = undefined
      }
    })
    lives((story, until) => {
      const { regimes, obligations } = replay(acts(story), { packs: [strange], calendar: office }, until)
      expect(regimes).toMatchObject([{ hash: strange.hash, grade: 'only', axes: {} }])
      expect(obligations.some(({ extended }) => extended > 0)).toBe(false)
    })
  })
})

it('a notice of days off moves in a replay what it moved', () => {
  const [year] = office.plain.years
  const one = { name: { zh: '放假', en: 'A day off' }, off: ['2026-01-07'], make_up: [] }
  const calendar = buildCalendar(office.plain.office, [{ ...year!, holidays: [...year!.holidays, one] }])
  const told = given(registered()).at('2026-01-06 10:00').whenTimePasses()
  const now = clock('2026-01-06 10:00')
  const announced = { hash: 'd'.repeat(64), calendar }
  const actor = { kind: 'system', id: 'calendar' } as const
  const around = { isUnit: () => true, isPerson: () => true, postsOver: () => [], holdersOver: () => [] }
  const pinned = { ...houseOnly, pack: houseRules, calendarHash: officeHash }
  const { facts, state } = runCommand(
    followCalendar,
    {},
    { ...pinned, state: told.state, now, announced, actor, around },
    'rule',
  )
  const story = { facts: [...told.facts, ...facts.map((fact) => ({ ...fact, by: 'rules' }))] }
  const later = new Map([[announced.hash, calendar]])
  expect(state.obligations.find(({ duty }) => duty === 'done')?.moves).toHaveLength(1)
  expect(replay(acts(story, 'given'), { ...houseOnly, later }, now)).toEqual(state)
})

describe('a changed pack', () => {
  const answered = (at: string) =>
    given(registered())
      .at('2026-01-05 09:30')
      .when(commandNamed('accept')!, { conditions: ['clear', 'in-scope'] })
      .at(at)
      .when(commandNamed('answer')!, { channel: 'phone', text: 'An answer', solved: true })
  const shorter = draft(({ obligations }) => {
    obligations.done!.allow = { '2020-01-01': '2 working days' }
  })
  const until = clock('2026-03-31 18:00')
  const besides = (story: Story, packs: readonly PackInForce[], duty: string) => {
    const sides = [houseOnly, { packs, calendar: office }].map((rules) => ({
      rules,
      state: replay(acts(story), rules, until),
    }))
    const { duties } = compare(acts(story), sides[0]!, sides[1]!)
    return duties.filter((one) => one.duty === duty).map(({ before, after }) => [before?.ending, after?.ending])
  }

  it.each([
    ['2026-01-07 18:00', 'met'],
    ['2026-01-08 09:00', 'missed'],
  ])('with a shorter limit: an answer of %s is %s', (at, after) => {
    expect(besides(answered(at), [shorter], 'done')).toEqual([['met', after]])
    expect(besides(answered(at), [shorter], 'call-back')).toEqual([['missed', 'missed']])
  })

  it('that gives no more time has given none', () => {
    const story = given(registered())
      .when(commandNamed('accept')!, { conditions: ['clear', 'in-scope'] })
      .when(commandNamed('assign')!, {
        unit: '0198c0de-0000-7000-8000-000000000001',
        handler: '0198c0de-0000-7000-8000-0000000000aa',
      })
      .at('2026-01-06 09:00')
      .when(commandNamed('ask-extension')!, { duty: 'done', reason: 'It takes longer' })
      .when(
        commandNamed('decide-extension')!,
        { extend: true, reason: 'So it is', channel: 'phone', text: 'Told' },
        colleague,
      )
      .at('2026-01-15 09:00')
      .when(commandNamed('answer')!, { channel: 'phone', text: 'An answer', solved: true })
    const strict = draft(({ obligations }) => {
      obligations.done!.extend = undefined
    })
    const longer = draft(({ obligations }) => {
      obligations.done!.extend![0]!.to = '8 working days'
    })
    expect(besides(story, [strict], 'done')).toEqual([['met', 'missed']])
    expect(replay(acts(story), { packs: [longer], calendar: office }, until).obligations).toContainEqual(
      expect.objectContaining({ duty: 'done', due: clock('2026-01-15 18:00'), extended: 1 }),
    )
  })

  it('beside the others of a case brings its own duties and grades', () => {
    const { manifest } = pack.parse(houseFiles)
    const second = packInForce({ ...pack.parse(houseFiles), manifest: { ...manifest, id: 'second' } }, 'e'.repeat(64))
    const both = besides(answered('2026-01-07 09:00'), [houseRules, second], 'done')
    expect(both).toEqual([
      ['met', 'met'],
      [undefined, 'met'],
    ])
  })
})
