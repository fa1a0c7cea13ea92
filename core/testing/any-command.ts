import fc from 'fast-check'
import type { Command } from '../case/command.ts'
import { commandNamed } from '../case/commands.ts'
import { mediators } from '../case/decision-events.ts'
import { complainantKinds, lawsuits, linkKinds, mediaInterests, remedyKinds } from '../case/events.ts'
import { disposals } from '../case/evidence-events.ts'
import { planStates, verificationMethods } from '../case/investigation-events.ts'
import { reportRoles } from '../case/report-events.ts'
import type { RichText } from '../shared/rich-lines.ts'
import { colleague, everybody, given, otherCase, otherUnit, registered, type Story, somebody, unit } from './given.ts'

const text = fc.constantFrom('One', 'Two', 'Three')
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined })
const channel = fc.constantFrom('phone', 'web')
const from = fc.constantFrom('complainant', 'unit', 'third-party')
const told = { channel, text }
const reason = { reason: text }
const task = fc.constantFrom(1, 1, 2)

const line = fc.record({
  kind: fc.constantFrom(...remedyKinds),
  what: text,
  amount: maybe(
    fc.record({
      minor: fc.constantFrom(0, 99_999, 100_000, 999_999, 1_000_000),
      currency: fc.constantFrom('CNY', 'CNY', 'USD'),
    }),
  ),
})

function aReport(words: string): RichText {
  return { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }] }
}

/** For each command inputs that its schema takes, more often possible than not; a new command has to be added here. */
export const anyInput: Readonly<Record<string, fc.Arbitrary<object>>> = {
  register: fc.record({
    channel,
    unit: fc.constant(unit),
    title: text,
    content: text,
    groupSize: fc.constantFrom(1, 3),
  }),
  accept: fc.record({ conditions: fc.constantFrom(['clear', 'in-scope'], ['clear', 'in-scope'], ['clear']) }),
  refuse: fc.record({ condition: fc.constantFrom('clear', 'in-scope', 'none'), ...reason }),
  supplement: fc.record({ phone: maybe(text), request: maybe(text) }),
  acknowledge: fc.record(told),
  'add-party': fc.record({
    role: fc.constantFrom('representative', 'witness'),
    kind: fc.constantFrom(...complainantKinds),
    name: text,
  }),
  'add-statement': fc.record({ text }),
  forward: fc.record({ unit: fc.constantFrom(unit, otherUnit), ...reason }),
  withdraw: fc.record({ reason: maybe(text) }),
  classify: fc.record({
    axes: fc.record({ content: fc.constantFrom('product', 'service'), nature: fc.constantFrom('general', 'repeat') }),
  }),
  'refer-validity': fc.record({ opinion: fc.constantFrom('valid', 'invalid'), ...reason }),
  'decide-validity': fc.record({ valid: fc.boolean(), ...reason }),
  'record-circumstances': fc.record({
    lawsuit: fc.constantFrom(...lawsuits),
    media: fc.constantFrom(...mediaInterests),
    outsideHelp: fc.boolean(),
    ourFault: fc.boolean(),
  }),
  'issue-bulletin': fc.record({ to: fc.constant(['director']), text }),
  grade: fc.record({ grade: fc.constantFrom('urgent', 'important', 'normal'), reason: maybe(text) }),
  link: fc.record({ other: fc.constant(otherCase), kind: fc.constantFrom(...linkKinds) }),
  unlink: fc.record({ other: fc.constant(otherCase), ...reason }),
  merge: fc.record({ other: fc.constant(otherCase), ...reason }),
  'undo-merge': fc.record(reason),
  split: fc.record({
    title: text,
    content: text,
    unit: fc.constant(unit),
    evidence: fc.constantFrom([], [1]),
    ...reason,
  }),
  assign: fc.record({ unit: fc.constantFrom(unit, otherUnit), handler: fc.constant(somebody) }),
  'name-respondent': fc.record({
    staff: fc.constantFrom('0198c0de-0000-7000-8000-0000000000bb', somebody),
    reason: maybe(text),
  }),
  'clear-respondent': fc.record({ staff: fc.constantFrom('0198c0de-0000-7000-8000-0000000000bb'), ...reason }),
  recuse: fc.record(reason),
  'order-recusal': fc.record({ staff: fc.constantFrom('0198c0de-0000-7000-8000-0000000000bb'), ...reason }),
  'lift-recusal': fc.record({ staff: fc.constantFrom('0198c0de-0000-7000-8000-0000000000bb'), ...reason }),
  'ask-statement': fc.record({
    staff: fc.constant('0198c0de-0000-7000-8000-0000000000bb'),
    question: text,
    until: fc.constant('2027-01-05'),
  }),
  plan: fc.constantFrom(
    { questions: ['What happened?'], methods: [verificationMethods[0]] },
    { lines: [{ kind: 'hearing', what: 'The cashier', until: '2026-12-01' }], methods: [verificationMethods[1]] },
  ),
  'change-plan': fc.record({ line: fc.constantFrom(1, 2), state: fc.constantFrom(...planStates), reason: maybe(text) }),
  contact: fc.record({ ...told, reached: fc.boolean() }),
  'open-task': fc.record({ unit: fc.constantFrom(unit, otherUnit), person: fc.constant(somebody), question: text }),
  'answer-task': fc.record({ task, text }),
  'dispute-task': fc.record({ task, ...reason }),
  'mediate-task': fc.record({ task, agreed: fc.boolean(), text }),
  'arbitrate-task': fc.record({ task, text }),
  'close-task': fc.record({ task, reason: maybe(text) }),
  'request-information': fc.record({ from, what: text }),
  'receive-information': fc.record({ from, text }),
  'add-evidence': fc.constantFrom(
    { kind: 'testimony', content: 'A talk', source: 'A neighbour' },
    { kind: 'physical', content: 'A bottle', source: 'The shop', place: 'Safe 1', keepUntil: '2026-02-01' },
    { kind: 'written', content: 'A letter', source: 'The post', place: 'Safe 1' },
  ),
  'take-over-evidence': fc.record({
    evidence: fc.constantFrom(1, 2),
    place: text,
    condition: text,
    sealIntact: fc.boolean(),
  }),
  'dispose-evidence': fc.record({
    evidence: fc.constantFrom(1, 2),
    how: fc.constantFrom(...disposals),
    recipient: maybe(text),
    reason: maybe(text),
  }),
  'order-appraisal': fc.record({ appraiser: text, subject: text, evidence: maybe(fc.constantFrom([1], [2])), ...told }),
  'end-appraisal': fc.record({
    appraisal: fc.constantFrom(1, 2),
    came: fc.boolean(),
    text,
    place: maybe(text),
    condition: text,
    sealIntact: fc.constant(true),
  }),
  'mark-contradiction': fc.record({ one: fc.constant(1), other: fc.integer({ min: 1, max: 30 }), point: text }),
  'settle-contradiction': fc.record({ contradiction: fc.constantFrom(1, 2), judgement: text }),
  'record-finding': fc.record({
    method: fc.constantFrom(...verificationMethods),
    bears: fc.constantFrom('confirmed', 'refuted'),
    text,
  }),
  'accept-new-facts': fc.record(reason),
  'ask-extension': fc.record({ duty: fc.constantFrom('done', 'done', 'respond'), ...reason }),
  'decide-extension': fc.record({ extend: fc.boolean(), ...reason, channel, text }),
  'decide-liability': fc.record({
    unit: fc.constantFrom(unit, otherUnit),
    share: fc.constantFrom(0, 50, 100),
    ...reason,
  }),
  'write-report': fc.record({
    base: fc.constantFrom(0, 0, 1, 2),
    text: fc.constantFrom(aReport('One'), aReport('Two')),
  }),
  'sign-report': fc.record({ version: fc.constantFrom(1, 1, 2), role: fc.constantFrom(...reportRoles) }),
  'refuse-signature': fc.record({ version: fc.constantFrom(1, 2), reason: text }),
  conclude: fc.record({ outcome: fc.constantFrom('upheld', 'not-upheld'), conclusion: text, openTasks: maybe(text) }),
  propose: fc.record({ lines: fc.array(line, { minLength: 1, maxLength: 2 }) }),
  approve: fc.record({ reason: maybe(text) }),
  return: fc.record(reason),
  execute: fc.record({ effect: text, payment: maybe(text) }),
  'declare-crisis': fc.record({ members: fc.constant([everybody.id, colleague.id]), ...reason }),
  'end-crisis': fc.record(reason),
  'file-crisis-report': fc.record({ act: fc.constantFrom(1, 2), text }),
  'commission-mediation': fc.record({ mediator: fc.constantFrom(...mediators), name: text, ...reason, ...told }),
  'record-mediation-meeting': fc.record({ text }),
  'end-mediation': fc.record({ agreed: fc.boolean(), text }),
  inform: fc.record({ ...told, promised: text, promisedUntil: fc.constant('2026-03-02T02:00:00.000Z') }),
  'make-promise': fc.record({
    what: text,
    until: fc.constantFrom('2026-01-06T02:00:00.000Z', '2026-02-02T02:00:00.000Z'),
    staff: maybe(fc.constant(somebody)),
  }),
  'keep-promise': fc.record({ promise: fc.constantFrom(1, 2), text }),
  'release-promise': fc.record({ promise: fc.constantFrom(1, 2), channel, text, ...reason }),
  answer: fc.record({ ...told, solved: fc.boolean() }),
  'record-answer': fc.record({ channel, response: fc.constantFrom('accepted', 'rejected'), reason: maybe(text) }),
  'call-back': fc.record({ ...told, reached: fc.boolean() }),
  survey: fc.record({ channel, scores: fc.constant({ attitude: 8, effect: 9 }) }),
  'ask-review': fc.record({ kind: fc.constantFrom('review', 'appeal'), ...reason }),
  'decide-review': fc.record({ granted: fc.boolean(), ...reason }),
  close: fc.record({ result: fc.constantFrom('resolved', 'unresolved'), alternatives: fc.boolean(), summary: text }),
  archive: fc.record({ place: maybe(text) }),
  reopen: fc.record(reason),
  hold: fc.record(reason),
  release: fc.record(reason),
}

/** These end a case, or for whoever runs them, so they are seldom tried. */
const endings = ['withdraw', 'refuse', 'recuse']
/** These lead a case on, so that many lives reach their end. */
const leadingOn = [
  'accept',
  'assign',
  'request-information',
  'receive-information',
  'record-finding',
  'conclude',
  'propose',
  'approve',
  'execute',
  'ask-extension',
  'decide-extension',
]

/**
 * A life of a case: step by step one of the commands that are possible just now, now and then any other, with hours
 * between. What comes next depends on what came before, so a generator of fast-check is handed in.
 *
 * @returns the story after every step, the receipt first
 */
export function anyLife(g: fc.GeneratorValue, steps: number): Story[] {
  const stories = [given(registered())]
  let moment = Temporal.PlainDateTime.from('2026-01-05T09:00')
  for (let step = 0; step < steps; step++) {
    const story = stories.at(-1) ?? given(registered())
    const actor = g(() => fc.constantFrom(everybody, colleague))
    const name = anyCommand(g, story.possible(actor))
    moment = moment.add({ hours: g(() => fc.constantFrom(0, 0, 0, 0, 1, 1, 5, 24, 100)) })
    const input = g(() => anyInput[name] ?? fc.constant({}))
    stories.push(story.at(moment.toString().replace('T', ' ')).when(named(name), input, actor))
  }
  return stories
}

function anyCommand(g: fc.GeneratorValue, possible: readonly string[]): string {
  const ahead = possible.filter((name) => leadingOn.includes(name))
  const beside = possible.filter((name) => !endings.includes(name))
  const choice = g(() => fc.integer({ min: 0, max: 99 }))
  const liked = choice === 0 ? endings : choice > 55 ? beside : choice > 5 ? ahead : []
  return g(() => fc.constantFrom(...(liked.length > 0 ? liked : Object.keys(anyInput))))
}

function named(name: string): Command {
  const command = commandNamed(name)
  if (!command) throw new Error(`there is no command ${name}`)
  return command
}
