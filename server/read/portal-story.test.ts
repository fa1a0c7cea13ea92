import { expect, it } from 'vitest'
import { caseEvents } from '../../core/case/events.ts'
import type { PackInForce } from '../../core/policy/pack-in-force.ts'
import type { Organisation } from '../directory.ts'
import type { ToldFact } from '../trail/envelope.ts'
import { isTold, tellComplainant } from './portal-story.ts'

const named = (zh: string) => ({ name: { zh, en: zh }, text: { zh, en: zh } })
const pack = {
  content: {
    intake: { conditions: { condition: named('«condition»') }, channels: {} },
    feedback: { channels: { channel: named('«channel»') }, survey: { dimensions: { one: named('«dimension»') } } },
  },
} as unknown as PackInForce
const organisation = { units: new Map([['to', { name: '«to»' }]]) } as unknown as Organisation

/** Every value that any fact holds, each with a mark of its own. */
const everything = {
  ...Object.fromEntries(
    [
      'reason',
      'text',
      'cause',
      'what',
      'conclusion',
      'summary',
      'effect',
      'person',
      'place',
      'questions',
      'identity',
      'handler',
      'grade',
      'outcome',
      'by',
      'post',
      'approvers',
      'tell',
    ].map((name) => [name, `«${name}»`]),
  ),
  ...{
    condition: 'condition',
    channel: 'channel',
    to: 'to',
    from: 'complainant',
    scores: { one: 7 },
    until: '«until»',
  },
  fields: [
    { field: 'place', value: '«field»' },
    { field: 'reference', value: '«reference»' },
  ],
  party: { name: '«party»', phone: '«phone»' },
  lines: [{ what: '«line»' }],
  file: { name: '«file»' },
  offeredBy: 'complainant',
}

/** Promises name whom they were made to by an id; other facts have a whole person there. */
const ofType = (type: string) => (type.startsWith('Promise') ? { ...everything, party: 'p1' } : everything)

it('tells a complainant of each kind of fact these values and no others', () => {
  const told = Object.keys(caseEvents).map((type) => {
    const data = ofType(type)
    const fact = { type, byKind: 'staff', occurredAt: '2026-02-11T02:00:00.000Z', data: data as object } as ToldFact
    const events = isTold(fact) ? tellComplainant([{ fact, data }], { pack, organisation, language: 'zh-CN' }) : []
    return [type, [...JSON.stringify(events).matchAll(/«(\w+)»/g)].map(([, name]) => name)] as const
  })
  expect(Object.fromEntries(told.filter(([, values]) => values.length > 0))).toEqual({
    CaseRefused: ['condition', 'reason'],
    RegistrationSupplemented: ['field'],
    StatementAdded: ['text'],
    ComplaintAcknowledged: ['channel', 'text'],
    CaseForwarded: ['to'],
    CaseWithdrawn: ['reason'],
    InformationRequested: ['until', 'what'],
    ComplainantInformed: ['channel', 'text'],
    PromiseMade: ['until', 'what'],
    PromiseReleased: ['text'],
    ComplaintAnswered: ['channel', 'text', 'cause'],
    AnswerRecorded: ['reason'],
    SurveyAnswered: ['dimension', 'text'],
    ReviewRequested: ['reason'],
    ReviewDecided: ['reason'],
    EvidenceAdded: ['file'],
  })
})

it('says nothing where nothing but the reference of a sender was added', () => {
  const fact = { type: 'RegistrationSupplemented', occurredAt: '2026-02-11T02:00:00.000Z' } as ToldFact
  const data = { fields: [{ field: 'reference', value: '转字〔2026〕7 号' }] }
  expect(tellComplainant([{ fact, data }], { pack, organisation, language: 'zh-CN' })).toEqual([])
})

it('tells of no evidence but what the complainant brought', () => {
  expect(isTold({ type: 'EvidenceAdded', data: {} } as ToldFact)).toBe(false)
})

it('does not tell what was asked of others, nor promised to them', () => {
  for (const type of ['PromiseMade', 'PromiseKept', 'PromiseReleased']) {
    const fact = { type, occurredAt: '2026-02-11T02:00:00.000Z' } as ToldFact
    const data = { ...everything, party: 'p2' }
    expect(tellComplainant([{ fact, data }], { pack, organisation, language: 'en' })).toEqual([])
  }
  for (const type of ['InformationRequested', 'InformationReceived']) {
    const fact = { type, occurredAt: '2026-02-11T02:00:00.000Z' } as ToldFact
    expect(
      tellComplainant([{ fact, data: { ...everything, from: 'unit' } }], { pack, organisation, language: 'en' }),
    ).toEqual([])
  }
})
