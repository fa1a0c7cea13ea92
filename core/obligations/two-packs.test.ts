import { describe, expect, it } from 'vitest'
import { grade } from '../2-triage/grade.ts'
import type { CaseEvent } from '../case/events.ts'
import { packInForce } from '../policy/pack-in-force.ts'
import { pack } from '../policy/pack-shape.ts'
import { given, registered, somebody } from '../testing/given.ts'
import { houseFiles } from '../testing/house-rules.ts'
import { clock } from '../testing/office.ts'

const accepted: CaseEvent = { type: 'CaseAccepted', conditions: [] }

describe('two packs on one case', () => {
  it('run their duties side by side, each under its own name', () => {
    const other = packInForce(
      pack.parse({
        ...houseFiles,
        manifest: { ...houseFiles.manifest, id: 'other' },
        obligations: { respond: { ...houseFiles.obligations.respond, allow: { '2020-01-01': '2 h' } } },
      }),
      'b'.repeat(64),
    )
    const house = packInForce(pack.parse(houseFiles), 'a'.repeat(64))
    const due = given(registered())
      .under(house, other)
      .state.obligations.filter(({ duty }) => duty === 'respond')
    expect(due.map(({ regime, due }) => `${regime} ${due}`)).toEqual([
      `house ${clock('2026-01-06 09:00')}`,
      `other ${clock('2026-01-05 11:00')}`,
    ])
  })
})

describe('a promise under two packs', () => {
  const { promise } = houseFiles.obligations
  const under = (id: string, source: object) =>
    packInForce(
      pack.parse({
        ...houseFiles,
        manifest: { ...houseFiles.manifest, id },
        obligations: { promise: { ...promise, source } },
      }),
      id.padEnd(64, 'b'),
    )
  const made: CaseEvent = {
    type: 'PromiseMade',
    promise: 1,
    party: 'p1',
    staff: somebody,
    until: clock('2026-01-06 09:00'),
    what: { secret: 'A call', holder: 'case' },
  }
  const owed = (source: object) =>
    given(registered(), accepted, made)
      .under(under('one', { design: 'for tests' }), under('other', source))
      .state.obligations.map(({ regime }) => regime)

  it('is owed once by common practice, and again where a document wants it', () => {
    expect(owed({ design: 'for tests' })).toEqual(['one'])
    expect(owed({ clause: '1' })).toEqual(['one', 'other'])
  })
})

describe('two packs on one complaint', () => {
  const bulletin = { ...houseFiles.obligations.respond, starts_on: 'CaseGraded', stops_on: ['BulletinIssued'] }
  const under = (id: string, letter: string) =>
    packInForce(
      pack.parse({ ...houseFiles, manifest: { ...houseFiles.manifest, id }, obligations: { bulletin } }),
      letter.repeat(64),
    )
  const told: CaseEvent = { type: 'BulletinIssued', to: ['director'], text: { secret: 'So', holder: 'case' } }
  const story = given(registered(), accepted, told).under(under('one', 'b'), under('other', 'c'))
  const rounds = (s: typeof story) => s.state.obligations.map(({ regime, round, start }) => [regime, round, start])

  it('what one of them grades begins no duty of the other', () => {
    const regraded = story
      .at('2026-01-05 12:00')
      .when(grade, { regime: 'other', grade: 'urgent' })
      .thenEvents('CaseGraded', 'ObligationStarted')
    expect(rounds(regraded)).toEqual([
      ['one', 1, clock('2026-01-05 09:00')],
      ['other', 1, clock('2026-01-05 09:00')],
      ['other', 2, clock('2026-01-05 12:00')],
    ])
  })
})
