import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Actor } from '../case/command.ts'
import { type ReportRole, reportRoles } from '../case/report-events.ts'
import { packInForce } from '../policy/pack-in-force.ts'
import { pack } from '../policy/pack-shape.ts'
import type { RichText } from '../shared/rich-lines.ts'
import { given, registered, type Story, somebody, staff, unit } from '../testing/given.ts'
import { houseFiles } from '../testing/house-rules.ts'
import { conclude } from './conclude.ts'
import { recordFinding } from './record-finding.ts'
import { refuseSignature } from './refuse-signature.ts'
import { signReport } from './sign-report.ts'
import { writeReport } from './write-report.ts'

const source = { design: 'for tests' }
const heading = { zh: '分析', en: 'Analysis' }
const signers = (...posts: string[]) => ({ posts, source })
const wanting = packInForce(
  pack.parse({
    ...houseFiles,
    investigation: {
      report: {
        sections: [{ id: 'analysis', title: heading, holds: ['findings'], source }],
        signatures: {
          investigator: signers('specialist'),
          responsible: signers('agent', 'supervisor'),
          leader: signers('supervisor', 'director'),
        },
        source,
      },
    },
  }),
  'b'.repeat(64),
)
const text = (words: string, title = heading.en): RichText => ({
  type: 'doc',
  content: [
    { type: 'heading', content: [{ type: 'text', text: title }] },
    { type: 'paragraph', content: [{ type: 'text', text: words }] },
  ],
})
const id = (last: string) => `0198c0de-0000-7000-8000-0000000001${last}`
const investigator = staff('specialist', id('01'))
const head = staff('agent', id('02'))
const leader = staff('director', id('03'))
const conclusion = { outcome: 'upheld', conclusion: 'The machine failed' } as const

const found = () =>
  given(registered(), { type: 'CaseAccepted', conditions: [] }, { type: 'CaseAssigned', unit, handler: somebody })
    .under(wanting)
    .when(recordFinding, { method: 'technical', bears: 'confirmed', text: 'The log shows it' }, investigator)
const written = () => found().when(writeReport, { base: 0, text: text('One') }, investigator)
const sign = (story: Story, who: Actor, role: ReportRole, version = 1) => story.when(signReport, { version, role }, who)
const signed = () => sign(sign(sign(written(), investigator, 'investigator'), head, 'responsible'), leader, 'leader')

describe('an investigation report', () => {
  it('carries the conclusion once three people have signed it', () => {
    found().when(conclude, conclusion, investigator).thenRefused('report.wanted')
    sign(written(), investigator, 'investigator')
      .when(conclude, conclusion, investigator)
      .thenRefused('report.not-signed', { roles: ['responsible', 'leader'] })
    signed().when(conclude, conclusion, investigator).thenEvents('InvestigationConcluded', 'ObligationMet')
  })

  it('loses its signatures with a revision, which says whose they were', () => {
    const revised = signed().when(writeReport, { base: 1, text: text('Two'), reason: 'A date' }, investigator)
    revised.thenEvents('ReportRevised')
    expect(revised.facts.at(-1)?.event).toMatchObject({
      version: 2,
      fell: [
        { role: 'investigator', staff: id('01') },
        { role: 'responsible', staff: id('02') },
        { role: 'leader', staff: id('03') },
      ],
    })
    revised.when(conclude, conclusion, investigator).thenRefused('report.not-signed')
    sign(revised, head, 'responsible', 2)
      .thenEvents('SignatureGiven')
      .thenState(({ report }) => expect(report?.signatures).toEqual([{ role: 'responsible', staff: id('02') }]))
  })

  it('is revised by one of two, and what was replaced is signed by nobody', () => {
    const revised = written().when(writeReport, { base: 1, text: text('Two') }, head)
    revised.thenRefused('case.no-authority')
    const second = written().when(writeReport, { base: 1, text: text('Two') }, investigator)
    second
      .when(writeReport, { base: 1, text: text('Mine') }, investigator)
      .thenRefused('report.revised-meanwhile', { version: 2 })
    sign(second, leader, 'leader').thenRefused('report.replaced', { version: 2 })
  })

  it('is signed in a role that goes with a post, by three different people, each with the own password', () => {
    sign(written(), head, 'leader').thenRefused('report.role-not-yours', { role: 'leader' })
    const all = staff(['specialist', 'agent', 'director'], id('04'))
    sign(sign(written(), all, 'leader'), all, 'responsible').thenRefused('report.signed-already')
    sign(sign(written(), all, 'leader'), leader, 'leader').thenRefused('report.role-taken', { role: 'leader' })
    sign(written(), staff('auditor', id('05')), 'leader').thenRefused('report.not-for-you')
    sign(written().unsigned(), leader, 'leader').thenRefused('case.not-signed')
  })

  it('is signed by nobody complained of, nor under a post that such a person lent', () => {
    const named = written().given({ type: 'RespondentNamed', staff: id('02') })
    sign(named, head, 'responsible').thenRefused('case.unknown')
    const deputy: Actor = { kind: 'staff', id: id('06'), posts: ['agent'], deputyOf: [id('02')] }
    sign(named, deputy, 'responsible').thenRefused('wall.deputy')
    const lent: Actor = {
      kind: 'staff',
      id: id('06'),
      posts: ['specialist', 'agent'],
      lent: [{ post: 'agent', by: id('07') }],
    }
    sign(written(), lent, 'responsible').thenEvents('SignatureGiven', 'DelegationUsed')
    sign(written(), lent, 'investigator').thenEvents('SignatureGiven')
  })

  it('has the headings that its pack asks for', () => {
    found()
      .when(writeReport, { base: 0, text: text('One', 'Thoughts') }, investigator)
      .thenRefused('report.heading-missing', { headings: [heading] })
    expect(
      writeReport.input.safeParse({ base: 0, text: { type: 'doc', content: [{ type: 'paragraph' }] } }).success,
    ).toBe(false)
  })

  it('is written and signed anew once the case was opened again', () => {
    const over = signed()
      .when(conclude, conclusion, investigator)
      .given({ type: 'CaseReopened', reason: { secret: 'New facts', holder: 'case' } })
    over.when(conclude, conclusion, investigator).thenRefused('report.outdated')
    sign(over, leader, 'leader').thenRefused('report.outdated')
    over.when(writeReport, { base: 1, text: text('Two') }, investigator).thenEvents('ReportRevised')
  })

  it('is not asked of what a record tells as concluded', () => {
    const told = ['CaseRegistered', 'InvestigationConcluded']
    given(
      registered({ recordedSteps: told }),
      { type: 'CaseAccepted', conditions: [] },
      { type: 'CaseAssigned', unit, handler: somebody },
    )
      .under(wanting)
      .when(recordFinding, { method: 'technical', bears: 'confirmed', text: 'The log shows it' }, investigator)
      .when(conclude, conclusion, investigator)
      .thenEvents('InvestigationConcluded', 'ObligationMet')
  })
})

describe('a refusal to sign', () => {
  const refuses = { version: 1, reason: 'The dates are wrong' }

  it('holds whoever signed before or would sign after, until the report is revised', () => {
    const refused = signed().when(refuseSignature, refuses, head).thenEvents('SignatureRefused')
    refused.when(conclude, conclusion, investigator).thenRefused('report.refused')
    sign(refused, staff('supervisor', id('08')), 'responsible').thenRefused('report.refused')
    refused.when(writeReport, { base: 1, text: text('Two') }, investigator).thenEvents('ReportRevised')
  })

  type Act = { readonly do: 'sign' | 'refuse' | 'revise'; readonly who: number; readonly role: ReportRole }
  const people = [investigator, head, leader, staff(['specialist', 'agent', 'director'], id('09'))]
  const anyAct: fc.Arbitrary<Act> = fc.record({
    do: fc.constantFrom('sign', 'sign', 'sign', 'refuse', 'revise'),
    who: fc.nat(people.length - 1),
    role: fc.constantFrom(...reportRoles),
  })

  it('is never swallowed by an acceptance, before it or after', () => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 14 }), (acts) => {
        let story = written()
        for (const act of acts) story = done(story, act)
        const last = story.facts.findLastIndex(({ event }) => /^Report/.test(event.type))
        const since = story.facts.slice(last + 1)
        const refused = since.some(({ event }) => event.type === 'SignatureRefused')
        const given = since.flatMap(({ event, by }) => (event.type === 'SignatureGiven' ? [[event.role, by]] : []))
        const complete = reportRoles.every((role) => given.filter(([one]) => one === role).length === 1)
        expect(new Set(given.map(([, by]) => by)).size).toBe(given.length)
        expect(story.possible(investigator).includes('conclude')).toBe(complete && !refused)
      }),
      { numRuns: 300 },
    )
  })

  function done(story: Story, act: Act): Story {
    const who = people[act.who] ?? investigator
    const version = story.state.report?.version ?? 0
    if (act.do === 'revise') return story.when(writeReport, { base: version, text: text('More') }, investigator)
    if (act.do === 'sign') return sign(story, who, act.role, version)
    return story.when(refuseSignature, { version, reason: 'No' }, who)
  }
})
