import { describe, expect, it } from 'vitest'
import { isRefusal } from '../shared/refusal.ts'
import type { OrganisationContext } from './command.ts'
import type { OrganisationEvent } from './events.ts'
import { codeOf, fold, judged, post, proposed, run, system, town, wei } from './town.test-helper.ts'

const asked = { pack: 'bank', base: 'b'.repeat(64), texts: {}, from: '2026-03-02', reason: '缩短时限' }
const propose = (
  more: Partial<OrganisationContext> = {},
  given: object = {},
  events: readonly OrganisationEvent[] = town,
) => run('propose-revision', { ...asked, ...given }, system, events, { judged, ...more })
const { revision } = proposed
const accept = (
  events: readonly OrganisationEvent[] = [...town, proposed],
  more: Partial<OrganisationContext> = {},
  by = wei,
) => run('put-in-force', { revision }, by, events, { judged, ...more })

describe('a new version of a pack', () => {
  it('is not taken while the loader or a golden case objects, where nothing changed, or for a day that is past', () => {
    expect(codeOf(propose())).toBe('yes')
    expect(codeOf(propose({ judged: { ...judged, problems: 1 } }))).toBe('revision.unusable')
    expect(codeOf(propose({ judged: { ...judged, failed: 2 } }))).toBe('revision.examples-fail')
    expect(codeOf(propose({ judged: { ...judged, examples: 0 } }))).toBe('revision.no-examples')
    expect(codeOf(propose({ judged: { ...judged, hash: 'b'.repeat(64) } }))).toBe('revision.unchanged')
    expect(codeOf(propose({}, { from: '2026-03-01' }))).toBe('revision.from-past')
    expect(codeOf(propose({}, { base: 'a'.repeat(64) }))).toBe('revision.outdated')
    expect(codeOf(propose({}, { pack: 'none' }))).toBe('organisation.no-such-pack')
  })

  it('is put in force by another person, once, and only where it is still the next one', () => {
    expect(codeOf(accept())).toBe('yes')
    const both: OrganisationEvent[] = [...town, post(system, 'security-administrator'), proposed]
    expect(codeOf(accept(both, {}, system))).toBe('revision.own')
    const inForce: OrganisationEvent[] = [...town, proposed, ...decided(accept())]
    expect(codeOf(accept(inForce))).toBe('revision.settled')
    const overtaken: OrganisationEvent = { ...proposed, revision: '00000000-0000-4000-8000-000000000099' }
    const second = [...town, overtaken, proposed, ...decided(accept())]
    expect(codeOf(run('put-in-force', { revision: overtaken.revision }, wei, second, { judged }))).toBe(
      'revision.outdated',
    )
    expect(codeOf(accept([...town, proposed], { judged: { ...judged, failed: 1 } }))).toBe('revision.examples-fail')
    expect(codeOf(accept([...town, proposed], { judged: { ...judged, hash: 'd'.repeat(64) } }))).toBe(
      'revision.outdated',
    )
  })

  it('never reaches back: what was proposed for a day that has passed meanwhile is in force from today', () => {
    const [event] = decided(accept([...town, proposed], { today: '2026-03-09' }))
    expect(event).toMatchObject({ type: 'PackRevisionPutInForce', from: '2026-03-09' })
    expect(decided(accept())[0]).toMatchObject({ from: '2026-03-02' })
  })

  it('that was sent back or taken back is no longer there to be put in force', () => {
    const gone: OrganisationEvent[][] = [
      decided(run('return-revision', { revision, reason: '再议' }, wei, [...town, proposed])),
      decided(run('withdraw-revision', { revision }, system, [...town, proposed])),
    ]
    for (const events of gone) expect(codeOf(accept([...town, proposed, ...events]))).toBe('revision.settled')
    expect(fold([...town, proposed, ...(gone[0] ?? [])]).versions).toEqual([])
  })
})

function decided(decision: ReturnType<typeof run>): OrganisationEvent[] {
  if (isRefusal(decision)) throw new Error(decision.code)
  return [...decision]
}
