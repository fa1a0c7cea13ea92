import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { passTime } from '../obligations/pass-time.ts'
import { anyInput, anyLife } from '../testing/any-command.ts'
import { given, registered, type Story, staff } from '../testing/given.ts'
import { houseRules } from '../testing/house-rules.ts'
import { office } from '../testing/office.ts'
import { allCommands, commandNamed } from './commands.ts'
import { type CaseEvent, caseEvents } from './events.ts'
import { evolve } from './evolve.ts'
import { react } from './reactions.ts'
import { type CaseState, nothingYet, type Obligation } from './state.ts'

const nameOf = ({ regime, duty, round }: { regime: string; duty: string; round: number }) =>
  `${regime} ${duty} ${round}`
const isOpen = ({ status }: Obligation) => ['running', 'paused', 'missed'].includes(status)
const property = (check: (stories: Story[]) => void) =>
  fc.assert(
    fc.property(fc.gen(), (g) => check(anyLife(g, 40))),
    // A life does not shrink well, and the facts of a long one are read as they are.
    { numRuns: 30, endOnFailure: true },
  )

/** Looks at each obligation before and after every step, with the facts of the step. */
function everyStep(
  stories: Story[],
  look: (before: Obligation, after: Obligation | undefined, facts: CaseEvent[]) => void,
) {
  for (const [i, story] of stories.slice(1).entries()) {
    const facts = story.facts.slice(stories[i]!.facts.length).map(({ event }) => event)
    for (const one of stories[i]!.state.obligations)
      look(
        one,
        story.state.obligations.find((other) => nameOf(other) === nameOf(one)),
        facts,
      )
  }
}

describe('any life of a case', { timeout: 30_000 }, () => {
  it('tries every command that there is', () => {
    expect(Object.keys(anyInput).sort()).toEqual(allCommands.map(({ name }) => name).sort())
  })

  it('folds again to the same state from its facts alone', () => {
    property((stories) => {
      const { facts, state } = stories.at(-1)!
      expect(facts.reduce<CaseState>((before, fact) => evolve(before, fact), nothingYet)).toEqual(state)
      expect(state.version).toBe(facts.length)
    })
  })

  it('writes only facts that have their shape', () => {
    property((stories) => {
      for (const {
        event: { type, ...data },
      } of stories.at(-1)!.facts)
        expect(caseEvents[type].safeParse(data)).toMatchObject({ success: true })
    })
  })

  it('never loses an obligation, and moves its due moment by a resumption or a granted extension only, and never to an earlier one', () => {
    property((stories) =>
      everyStep(stories, (before, after, facts) => {
        expect(after).toMatchObject({ start: before.start, allowance: before.allowance })
        const moving = ['ObligationResumed', 'ExtensionGranted']
        const moved = facts.some(
          (fact) => moving.includes(fact.type) && 'duty' in fact && nameOf(fact) === nameOf(before),
        )
        if (!moved) expect(after?.due).toBe(before.due)
        expect((after?.due ?? '') >= before.due).toBe(true)
      }),
    )
  })

  it('never takes a breach back, and never settles a duty twice', () => {
    property((stories) =>
      everyStep(stories, (before, after) => {
        if (before.status === 'missed') expect(['missed', 'met-late']).toContain(after?.status)
        if (!isOpen(before)) expect(after?.status).toBe(before.status)
      }),
    )
  })

  it('runs one round of a duty at a time, and one for each promise, task or act', () => {
    property((stories) => {
      for (const { state } of stories) {
        const open = state.obligations.filter(isOpen).map(({ duty, of, round }) => (of ? `${duty} ${round}` : duty))
        expect(new Set(open).size).toBe(open.length)
      }
    })
  })

  it('has a breach before every late answer, and each warning once', () => {
    property((stories) => {
      const facts = stories.at(-1)!.facts.map(({ event }) => event)
      for (const [i, fact] of facts.entries())
        if (fact.type === 'ObligationMet' && fact.late)
          expect(facts.slice(0, i).some((one) => one.type === 'ObligationMissed' && nameOf(one) === nameOf(fact))).toBe(
            true,
          )
      const warned = facts.flatMap((fact) =>
        fact.type === 'ObligationWarned' ? [`${nameOf(fact)} ${fact.step} ${fact.at}`] : [],
      )
      expect(new Set(warned).size).toBe(warned.length)
    })
  })

  it('leaves nothing to react to, and no time to pass', () => {
    property((stories) => {
      const { state, facts } = stories.at(-1)!
      const now = facts
        .map(({ occurredAt }) => occurredAt)
        .sort()
        .at(-1)!
      expect(react(state, { packs: [houseRules], calendar: office, now })).toEqual([])
      expect(
        passTime(
          passTime(state, now).reduce((before, fact) => evolve(before, { ...fact, by: 'rules' }), state),
          now,
        ),
      ).toEqual([])
    })
  })

  it('can be folded in any order and with gaps without failing', () => {
    property((stories) => {
      const facts = stories
        .at(-1)!
        .facts.toReversed()
        .filter((_fact, i) => i % 7 !== 3)
      expect(facts.reduce<CaseState>((before, fact) => evolve(before, fact), nothingYet).version).toBe(facts.length)
    })
  })
})

describe('running a command', () => {
  it('records who did it, and what rules and time brought about beside', () => {
    const { facts } = given(registered())
      .at('2026-01-07 10:00')
      .when(commandNamed('acknowledge')!, { channel: 'phone', text: 'Here' }, staff('agent', 'ann'))
    expect(facts.slice(-4).map(({ event, origin, by }) => `${event.type} ${origin} ${by}`)).toEqual([
      'ObligationWarned time rules',
      'ObligationMissed time rules',
      'ComplaintAcknowledged human ann',
      'ObligationMet rule rules',
    ])
    expect(facts.at(-1)?.rule).toBe('house@aaaaaaaaaaaa#obligations.respond')
  })

  it('counts the turns of people only', () => {
    given(registered())
      .at('2026-01-07 10:00')
      .whenTimePasses()
      .thenState(({ turns, version }) => expect([turns, version]).toEqual([1, 10]))
  })
})
