import { randomUUID } from 'node:crypto'
import { aReport } from '../server/testing/a-report.ts'
import type { Asked } from './ack-log.ts'
import type { Person, Staff } from './staff.ts'

/** A case that was acknowledged to us, as far as we know it. */
export type OpenCase = { readonly id: string; turns: number; next: number }

const hour = 3_600_000
const conditions = ['clear-and-specific', 'in-scope', 'eligible-complainant']
const axes = { content: 'delivery', matter: 'process', nature: 'general', source: 'external', mode: 'general' }

/**
 * A registration. Half of them were received hours ago, so that a duty is to be warned of or missed within the next
 * seconds and the clock has work while things break.
 */
export function registration(staff: Staff): Asked {
  const submittedAt = new Date(
    Date.now() - pick([0, 0, 0, 18, 24, 36, 48, 72]) * hour + 10_000 * Math.random() - 10_000,
  )
  const word = randomUUID()
  const body = {
    channel: pick(['phone', 'web', 'letter']),
    unit: staff.unit,
    submittedAt: submittedAt.toISOString(),
    name: `演练 ${word.slice(0, 4)}`,
    phone: `139${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`,
    title: `崩溃演练 ${word}`,
    content: '快递三天没有更新，客服电话无人接听。'.repeat(1 + Math.floor(Math.random() * 20)),
  }
  const { channel, unit } = body
  const data = { channel, unit, submittedAt: body.submittedAt }
  return { ...asked('register', '/api/cases', body, pick(staff.of('agent'))), expect: { type: 'CaseRegistered', data } }
}

type Step = {
  readonly command: string
  readonly by: string
  readonly type: string
  readonly clear?: object
  readonly sealed?: object
}

/** A life in the order in which it is usually lived; some steps are left out at random, and are then refused later on. */
const life: readonly Step[] = [
  {
    command: 'acknowledge',
    by: 'agent',
    type: 'ComplaintAcknowledged',
    clear: { channel: 'phone' },
    sealed: { text: '已收到。' },
  },
  { command: 'accept', by: 'agent', type: 'CaseAccepted', clear: { conditions } },
  { command: 'add-statement', by: 'agent', type: 'StatementAdded', sealed: { text: '补充：包裹外包装破损。' } },
  { command: 'classify', by: 'specialist', type: 'CaseClassified', clear: { axes } },
  {
    command: 'grade',
    by: 'supervisor',
    type: 'CaseGraded',
    clear: { grade: 'important' },
    sealed: { reason: '多次来电' },
  },
  {
    command: 'decide-validity',
    by: 'specialist',
    type: 'ValidityDecided',
    clear: { valid: true },
    sealed: { reason: '属实' },
  },
  { command: 'assign', by: 'supervisor', type: 'CaseAssigned' },
  {
    command: 'inform',
    by: 'specialist',
    type: 'ComplainantInformed',
    clear: { channel: 'phone' },
    sealed: { text: '正在核实。' },
  },
  {
    command: 'plan',
    by: 'specialist',
    type: 'InvestigationPlanned',
    clear: { methods: ['direct'] },
    sealed: { questions: ['在哪里？'] },
  },
  {
    command: 'request-information',
    by: 'specialist',
    type: 'InformationRequested',
    clear: { from: 'complainant' },
    sealed: { what: '照片' },
  },
  {
    command: 'receive-information',
    by: 'specialist',
    type: 'InformationReceived',
    clear: { from: 'complainant' },
    sealed: { text: '已提供' },
  },
  {
    command: 'record-finding',
    by: 'specialist',
    type: 'FindingRecorded',
    clear: { method: 'direct', bears: 'confirmed' },
    sealed: { text: '站点积压' },
  },
  { command: 'write-report', by: 'specialist', type: 'ReportDrafted', sealed: { base: 0, text: aReport('站点积压') } },
  {
    command: 'answer',
    by: 'specialist',
    type: 'ComplaintAnswered',
    clear: { channel: 'phone', solved: true },
    sealed: { text: '已补发。' },
  },
  {
    command: 'close',
    by: 'specialist',
    type: 'CaseClosed',
    clear: { result: 'resolved', alternatives: true },
    sealed: { summary: '办结' },
  },
]

/** The next act on a case; undefined when its life is over. One in ten is taken twice over, to be refused or to race. */
export function nextAct(staff: Staff, on: OpenCase): Asked | undefined {
  const step = life[on.next]
  if (!step) return undefined
  if (Math.random() < 0.9) on.next += 1
  const clear = step.command === 'assign' ? { handler: pick(staff.of('specialist')).id } : step.clear
  const path = `/api/cases/${on.id}/commands/${step.command}`
  const act = asked(step.command, path, { ...clear, ...step.sealed }, pick(staff.of(step.by)))
  const seen = Math.random() < 0.3 ? { ifMatch: `"t${on.turns}"` } : {}
  return { ...act, ...seen, case: on.id, expect: { type: step.type, ...(clear && { data: { ...clear } }) } }
}

function asked(command: string, path: string, body: Asked['body'], { cookie }: Person): Omit<Asked, 'expect'> {
  return { key: randomUUID(), command, path, body, cookie }
}

/** One of several, at random. @throws Error where there is none */
export function pick<T>(from: readonly T[]): T {
  const one = from[Math.floor(Math.random() * from.length)]
  if (one === undefined) throw new Error('nothing to pick from')
  return one
}
