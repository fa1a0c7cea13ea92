import { describe, expect, it } from 'vitest'
import { recordCircumstances } from '../2-triage/record-circumstances.ts'
import { packInForce } from '../policy/pack-in-force.ts'
import { pack } from '../policy/pack-shape.ts'
import { everybody, given, registered, somebody } from '../testing/given.ts'
import { houseFiles } from '../testing/house-rules.ts'

const words = { zh: '义务', en: 'duty' }
const source = { design: 'for tests' }
const since = { '2020-01-01': '24 h' }
const raising = packInForce(
  pack.parse({
    ...houseFiles,
    intake: { ...houseFiles.intake, circumstances: { 'our-fault': { source } } },
    obligations: {
      unsolved: {
        duty: words,
        starts_on: 'CaseRegistered',
        stops_on: ['ComplaintAnswered'],
        only_if: 'our_fault',
        allow: since,
        warn: [
          { at: '100%', tell: ['director'], raise: 'urgent' },
          { after: '1 h', tell: ['director'] },
        ],
        source,
      },
      bulletin: {
        duty: words,
        starts_on: 'CaseGraded',
        stops_on: ['BulletinIssued'],
        only_if: 'grade == "urgent"',
        allow: { '2020-01-01': '2 h' },
        warn: [
          { at: '0%', tell: ['director'] },
          { at: '100%', tell: ['director'] },
        ],
        source,
      },
    },
  }),
  'b'.repeat(64),
)
const fault = { lawsuit: 'none', media: 'none', outsideHelp: false, ourFault: true } as const
const waiting = () =>
  given().under(raising).at('2026-01-05 09:00').given(registered()).when(recordCircumstances, fault, everybody)

describe('a step of a ladder', () => {
  const acting = (assign: string) =>
    packInForce(
      pack.parse({
        ...houseFiles,
        obligations: {
          answer: {
            duty: words,
            starts_on: 'CaseRegistered',
            stops_on: ['ComplaintAnswered'],
            allow: since,
            warn: [
              { at: '50%', tell: ['director'], assign },
              { at: '100%', tell: ['director'], assign, bulletin: ['director'] },
            ],
            source,
          },
          bulletin: {
            duty: words,
            starts_on: 'BulletinCalled',
            stops_on: ['BulletinIssued'],
            allow: { '2020-01-01': '2 h' },
            warn: [{ at: '100%', tell: ['director'] }],
            source,
          },
        },
      }),
      'c'.repeat(64),
    )
  const left = (assign: string, isAccepted = true) => {
    const received = given().under(acting(assign)).at('2026-01-05 09:00').given(registered())
    const begun = isAccepted ? received.given({ type: 'CaseAccepted', conditions: [] }) : received
    return begun.at('2026-01-07 09:00').whenTimePasses()
  }
  const told = (story: ReturnType<typeof left>) =>
    story.facts
      .filter(({ event }) => ['CaseAssigned', 'BulletinCalled'].includes(event.type))
      .map(({ event, occurredAt, origin }) => [event.type, occurredAt, origin])

  it('assigns the case to a holder of a post once, and calls for a bulletin that is due from then on', () => {
    const story = left('specialist')
    expect(told(story)).toEqual([
      ['CaseAssigned', '2026-01-05T13:00:00.000Z', 'rule'],
      ['BulletinCalled', '2026-01-06T01:00:00.001Z', 'rule'],
    ])
    expect(story.state.handler).toBe(somebody)
    expect(story.duty('bulletin')).toMatchObject({ start: '2026-01-06T01:00:00.001Z', status: 'missed' })
  })

  it('assigns to nobody where nobody holds the post, and does neither before the case was accepted', () => {
    const nobody = left('director')
    expect(told(nobody).map(([type]) => type)).toEqual(['BulletinCalled'])
    expect(told(left('specialist', false))).toEqual([])
  })
})

describe('a duty whose breach raises the grade', () => {
  it('raises it at its true moment, however late somebody looks, and what follows runs from there', () => {
    const late = waiting().at('2026-01-07 09:00').whenTimePasses()
    const told = late.facts.filter(({ event }) =>
      ['CaseGraded', 'ObligationMissed', 'ObligationStarted'].includes(event.type),
    )
    expect(
      told
        .map(({ event, occurredAt }) => [
          event.type,
          'duty' in event ? event.duty : event.type === 'CaseGraded' && event.grade,
          occurredAt,
        ])
        .slice(-4),
    ).toEqual([
      ['ObligationMissed', 'unsolved', '2026-01-06T01:00:00.001Z'],
      ['CaseGraded', 'urgent', '2026-01-06T01:00:00.001Z'],
      ['ObligationStarted', 'bulletin', '2026-01-06T01:00:00.001Z'],
      ['ObligationMissed', 'bulletin', '2026-01-06T03:00:00.002Z'],
    ])
  })

  it('does nothing at the due moment itself, and nothing once it was answered', () => {
    const inTime = waiting().at('2026-01-06 09:00').given({ type: 'ComplaintAnswered', channel: 'phone', solved: true })
    expect(inTime.duty('unsolved')?.status).toBe('met')
    expect(inTime.at('2026-01-09 09:00').whenTimePasses().state.regimes[0]?.grade).toBe('normal')
  })

  it('says the same whether one looks once or every hour', () => {
    const once = waiting().at('2026-01-08 09:00').whenTimePasses()
    let often = waiting()
    for (let hour = 9; hour < 24; hour++)
      often = often.at(`2026-01-05 ${String(hour).padStart(2, '0')}:00`).whenTimePasses()
    for (const day of ['06', '07'])
      for (let hour = 0; hour < 24; hour++)
        often = often.at(`2026-01-${day} ${String(hour).padStart(2, '0')}:00`).whenTimePasses()
    often = often.at('2026-01-08 09:00').whenTimePasses()
    expect(once.state.regimes[0]?.grade).toBe('urgent')
    expect(often.facts.map(({ event, occurredAt }) => [event, occurredAt])).toEqual(
      once.facts.map(({ event, occurredAt }) => [event, occurredAt]),
    )
  })
})
