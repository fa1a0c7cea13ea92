import type { RichText } from '../../core/shared/rich-lines.ts'
import { type Complaint, yuan } from './complaints.ts'

/** `head` is the one of the unit that is complained of. */
export type Role = 'agent' | 'specialist' | 'supervisor' | 'director' | 'head' | 'complainant'

/**
 * One act: so many hours after the complaint came. What is known later is named by its own field: `handler`, the `unit`
 * complained of, its head as `person`, and `until` for three days from the act.
 */
export type Step = {
  readonly after: number
  readonly by: Role
  readonly command: string
  readonly input: Readonly<Record<string, unknown>>
}

const step = (after: number, by: Role, command: string, input: Step['input'] = {}): Step => ({
  after,
  by,
  command,
  input,
})
const bankConditions = ['clear-and-specific', 'own-business', 'by-customer-or-representative']

const acknowledged = () => [
  step(0.2, 'agent', 'acknowledge', { channel: 'sms', text: '您的投诉我们已收到，两小时内告知是否受理，请留意来电。' }),
]
const accepted = () => [...acknowledged(), step(0.6, 'agent', 'accept', { conditions: bankConditions })]

function triaged(given: Complaint): Step[] {
  const [content, matter, nature] = given.axes ?? []
  const mode = nature === 'major' ? 'senior-management' : 'general'
  return [
    ...accepted(),
    step(0.9, 'agent', 'classify', { regime: 'bank', axes: { routing: given.routing } }),
    step(0.95, 'agent', 'classify', {
      regime: 'enterprise',
      axes: { content, matter, nature, source: 'external', mode },
    }),
  ]
}

const assigned = (given: Complaint) => [
  ...triaged(given),
  step(1.4, 'supervisor', 'assign', { handler: 'handler', reason: '按归口部门分派，请在时限内核实。' }),
]

const planned = (given: Complaint) => [
  ...assigned(given),
  step(2.2, 'specialist', 'plan', {
    questions: ['客户所述经过是否属实？', '网点是否按制度办理？', '造成的影响有多大？'],
    methods: ['direct', 'cross-check'],
  }),
  step(2.6, 'specialist', 'contact', {
    channel: 'phone',
    reached: true,
    text: '已与客户通话，确认经过和诉求，告知核实需要的时间。',
  }),
  step(2.7, 'specialist', 'make-promise', { what: '三天内把核实结果电话告知客户。', until: 'until' }),
]

const asked = (from: string) => (given: Complaint) => [
  ...planned(given),
  step(4, 'specialist', 'request-information', { from, what: given.ask }),
]

const found = (given: Complaint, at = 5) => [
  ...planned(given),
  ...(given.finding
    ? [step(at, 'specialist', 'record-finding', { method: 'direct', bears: bearing(given), text: given.finding })]
    : []),
]

function bearing({ outcome }: Complaint): string {
  if (outcome === 'not-upheld') return 'refuted'
  return outcome === 'partly-upheld' ? 'partly' : 'confirmed'
}

function concluded(given: Complaint, at = 22.5): Step[] {
  const { outcome, conclusion } = given
  return [
    ...found(given),
    step(5.5, 'specialist', 'decide-validity', { valid: outcome !== 'not-upheld', reason: given.finding }),
    step(at - 1.5, 'specialist', 'write-report', { base: 0, text: reportOn(given) }),
    step(at - 1.2, 'specialist', 'sign-report', { version: 1, role: 'investigator' }),
    step(at - 0.8, 'head', 'sign-report', { version: 1, role: 'responsible' }),
    step(at - 0.4, 'supervisor', 'sign-report', { version: 1, role: 'leader' }),
    step(at, 'specialist', 'conclude', { outcome, conclusion }),
    step(at + 0.3, 'specialist', 'inform', {
      channel: 'sms',
      text: '您的投诉已核实完毕，正在拟定处理方案，最迟明天答复您。',
    }),
    step(at + 0.4, 'specialist', 'keep-promise', { promise: 1, text: '已电话告知核实结果。' }),
    ...(outcome === 'upheld'
      ? [step(at + 0.5, 'supervisor', 'decide-liability', { unit: 'unit', share: 100, reason: conclusion })]
      : []),
  ]
}

/** The report under the headings that the enterprise pack asks for. */
function reportOn({ title, content, finding = '', conclusion = '' }: Complaint): RichText {
  const sections = [
    ['投诉事项', title, content],
    ['调查计划', '核实客户所述经过是否属实、网点是否按制度办理、造成的影响有多大。'],
    ['与投诉人的初步接触', '已与客户通话，确认经过和诉求，告知核实需要的时间。'],
    ['证据', '客户陈述、业务系统记录、经办人员说明。'],
    ['分析', finding],
    ['结论：性质、责任与处理建议', conclusion],
  ]
  return {
    type: 'doc',
    content: sections.flatMap(([heading = '', ...lines]) => [
      { type: 'heading' as const, content: [{ type: 'text' as const, text: heading }] },
      ...lines
        .filter(Boolean)
        .map((text) => ({ type: 'paragraph' as const, content: [{ type: 'text' as const, text }] })),
    ]),
  }
}

const proposed = (given: Complaint, at = 24.3) => [
  ...concluded(given, at - 1.8),
  step(at, 'specialist', 'propose', {
    lines: (given.remedy ?? []).map(([kind, amount, what]) => ({
      kind,
      what,
      ...(amount > 0 && { amount: yuan(amount) }),
    })),
  }),
]

const approved = (given: Complaint, at = 24.3) => [
  ...proposed(given, at),
  step(at + 3, 'supervisor', 'approve', { reason: '同意。请尽快执行，并当面说明。' }),
]

const executed = (given: Complaint, at = 24.3) => [
  ...approved(given, at),
  step(at + 5, 'specialist', 'execute', { effect: '方案已全部落实，客户知晓。' }),
]

const answered = (given: Complaint, at = 24.3) => [
  ...executed(given, at),
  step(at + 5.5, 'specialist', 'answer', {
    channel: 'phone',
    text: given.answer,
    cause: given.conclusion,
    solved: true,
  }),
]

const calledBack = (given: Complaint, at = 24.3) => [
  ...answered(given, at),
  step(at + 24, 'complainant', 'record-answer', { response: 'accepted', channel: 'web' }),
  step(at + 97, 'agent', 'call-back', {
    channel: 'phone',
    reached: true,
    satisfied: true,
    text: '客户确认问题已解决，对处理速度表示认可。',
  }),
]

const closed = (given: Complaint, at = 24.3) => [
  ...calledBack(given, at),
  step(at + 97.2, 'agent', 'survey', { channel: 'phone', scores: scoresOf(given), text: '整体满意。' }),
  step(at + 98, 'specialist', 'close', {
    result: 'resolved',
    alternatives: true,
    summary: `${given.conclusion}${given.answer}`,
  }),
]

const archived = (given: Complaint) => [...closed(given), step(124, 'specialist', 'archive', { place: '电子档案' })]

/** Seven to ten, the same for the same complaint. */
function scoresOf({ title }: Complaint) {
  const score = (salt: number) =>
    7 + (([...title].reduce((sum, sign) => sum + (sign.codePointAt(0) ?? 0), salt) >> 1) % 4)
  return { attitude: score(1), efficiency: score(5), effect: score(11) }
}

const review = (by: Role) => (given: Complaint) => [
  ...answered(given),
  step(70, by, 'ask-review', { kind: 'review', reason: given.review }),
]

/** How far a complaint of the demo has come, and by which acts. */
export const paths: Readonly<Record<string, (given: Complaint) => readonly Step[]>> = {
  'to-accept': (given: Complaint) => ((given.minutes ?? 0) > 60 ? acknowledged() : []),
  accepted,
  triaged,
  assigned,
  investigating: (given: Complaint) => [
    ...found(given),
    step(5.2, 'specialist', 'open-task', {
      ...{ unit: 'unit', person: 'person' },
      question: '请说明当日的经办经过，并附当班排班表。',
    }),
  ],
  'investigating-late': (given: Complaint) => found(given, 29),
  'awaiting-complainant': asked('complainant'),
  'awaiting-unit': asked('unit'),
  proposed,
  'proposed-director': proposed,
  returned: (given: Complaint) => [...proposed(given), step(27, 'supervisor', 'return', { reason: given.returned })],
  approved,
  executed,
  answered,
  'answered-rejected': (given: Complaint) => [
    ...answered(given),
    step(49, 'complainant', 'record-answer', { response: 'rejected', channel: 'web', reason: given.rejection }),
  ],
  'called-back': calledBack,
  'review-asked': review('agent'),
  'review-asked-portal': review('complainant'),
  closed,
  'closed-late': (given: Complaint) => closed(given, 100),
  archived,
  'archived-unfounded': archived,
  'archived-held': (given: Complaint) => [
    ...archived(given),
    step(150, 'director', 'hold', { reason: '监管部门转办件，保全至监管回访结束。' }),
  ],
  refused: ({ refusal: [condition, reason] = ['', ''] }: Complaint) => [
    ...acknowledged(),
    step(1.2, 'agent', 'refuse', { condition, reason }),
  ],
  withdrawn: (given: Complaint) => [
    ...triaged(given),
    step(5, given.channel === 'app' ? 'complainant' : 'specialist', 'withdraw', { reason: given.withdrawal }),
  ],
  reopened: (given: Complaint) => [...closed(given), step(330, 'supervisor', 'reopen', { reason: given.reopening })],
}
