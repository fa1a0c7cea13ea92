import fc from 'fast-check'
import { acting } from '../../core/7-improvement/commands.ts'
import { allCommands } from '../../core/case/commands.ts'
import { anyInput } from '../../core/testing/any-command.ts'
import type { Town } from './town.ts'

/** A complaint that everybody sees all the time, and the one that comes and is walled off, with what springs from it. */
export type Ids = Readonly<Record<'other' | 'case' | 'rectification' | 'notice' | 'task', string>>

/** Of nothing that ever was. */
export const nowhere = '0198c0de-0000-7000-8000-00000000dead'
const phone = '13912345678'
const told = '取号后等了两个小时，窗口过号不叫，问了保安说重新取号，前后打了三次客服电话没有人接听。'
/** What both complaints are about. */
export const about = { channel: 'phone', phone, title: '排队', content: told }

/** What is asked of the server. */
export type Probe = readonly [method: 'GET' | 'POST', path: string, body?: unknown]
const whole = { statuses: ['open', 'closed', 'archived', 'refused', 'withdrawn'] }
const filters = [
  {},
  whole,
  { words: '过号不叫' },
  { words: '5678' },
  { contact: phone },
  { lamp: 'red' },
  { awaiting: 'assignment' },
  { unassigned: true },
]
const shown = ['open', 'overdue', 'mine', 'reported', 'all']

/** Every route that reads of cases, with what a person asks of it. @param town with an `accused` */
export const reads: Readonly<Record<string, (town: Town, ids: Ids) => Probe[]>> = {
  'GET /api/me': () => [['GET', '/api/me']],
  'GET /api/catalogue': () => [['GET', '/api/catalogue']],
  'GET /api/organisation': () => [['GET', '/api/organisation']],
  'GET /api/workbench': () => [['GET', '/api/workbench']],
  'GET /api/inbox': () => [['GET', '/api/inbox?view=all']],
  'GET /api/views': () => [['GET', '/api/views']],
  'GET /api/hotline': () => [['GET', '/api/hotline']],
  'GET /api/boxes': () => [['GET', '/api/boxes']],
  'GET /api/calls/current': () => [['GET', '/api/calls/current']],
  'GET /api/imports': () => [['GET', '/api/imports']],
  'GET /api/packs': () => [['GET', '/api/packs']],
  'GET /api/packs/:id': () => [['GET', '/api/packs/enterprise']],
  'POST /api/cases/search': (town) =>
    [...filters, { handler: town.people.accused }, { number: '2026-0' }].flatMap((filter) =>
      ['due', 'received', 'number', 'relevance'].map((sort): Probe => ['POST', '/api/cases/search', { filter, sort }]),
    ),
  'POST /api/cases/export': () => [['POST', '/api/cases/export', { filter: whole, sort: 'number' }]],
  'POST /api/cases/similar': () => [
    ['POST', '/api/cases/similar', { phone }],
    ['POST', '/api/cases/similar', { phone, text: told, product: '宽带', place: '大厅' }],
  ],
  'GET /api/cases/:id': (_, ids) => [
    ['GET', `/api/cases/${ids.other}`],
    ['GET', `/api/cases/${ids.case || nowhere}`],
  ],
  'POST /api/cases/:id/sheet': (_, ids) => [['POST', `/api/cases/${ids.other}/sheet`, {}]],
  'POST /api/cases/:id/file': (_, ids) => [['POST', `/api/cases/${ids.other}/file`, {}]],
  'GET /api/cases/:id/report': (_, ids) => [
    ['GET', `/api/cases/${ids.other}/report`],
    ['GET', `/api/cases/${ids.case || nowhere}/report`],
  ],
  'POST /api/cases/:id/report': (_, ids) => [['POST', `/api/cases/${ids.other}/report`, {}]],
  'GET /api/cases/:id/evidence': (_, ids) => [
    ['GET', `/api/cases/${ids.other}/evidence`],
    ['GET', `/api/cases/${ids.case || nowhere}/evidence`],
  ],
  'GET /api/cases/:id/mails': (_, ids) => [
    ['GET', `/api/cases/${ids.other}/mails`],
    ['GET', `/api/cases/${ids.case || nowhere}/mails`],
  ],
  'GET /api/cases/:id/comparable': (_, ids) => [
    ['GET', `/api/cases/${ids.other}/comparable`],
    ['GET', `/api/cases/${ids.case || nowhere}/comparable`],
  ],
  'GET /api/cases/:id/proposals': (_, ids) => [
    ['GET', `/api/cases/${ids.other}/proposals`],
    ['GET', `/api/cases/${ids.case || nowhere}/proposals`],
  ],
  'GET /api/cases/:id/drafts/:kind': (_, ids) => [
    ['GET', `/api/cases/${ids.other}/drafts/summary`],
    ['GET', `/api/cases/${ids.case || nowhere}/drafts/summary`],
  ],
  'GET /api/radar': () => [['GET', '/api/radar']],
  'GET /api/radar/:id': () => [['GET', `/api/radar/${nowhere}`]],
  'GET /api/tasks/:id': (_, ids) => [['GET', `/api/tasks/${ids.task || nowhere}`]],
  'GET /api/samples': () => [['GET', '/api/samples']],
  'GET /api/rectifications': () => shown.map((show): Probe => ['GET', `/api/rectifications?show=${show}`]),
  'GET /api/rectifications/:id': (_, ids) => [['GET', `/api/rectifications/${ids.rectification || nowhere}`]],
}

/** Every route that names a case or what springs from one: to be called with the one, and with one that never was. */
export const named: Readonly<Record<string, (which: Ids, town: Town) => Probe>> = {
  'POST /api/cases/:id/opened': (which) => ['POST', `/api/cases/${which.case}/opened`, { reason: '回电' }],
  'POST /api/cases/:id/proposals/no': (which) => [
    'POST',
    `/api/cases/${which.case}/proposals/no`,
    { subject: 'unit', value: nowhere },
  ],
  'POST /api/cases/:id/reveal': (which) => [
    'POST',
    `/api/cases/${which.case}/reveal`,
    { party: 'p1', field: 'phone', reason: '回电' },
  ],
  'POST /api/cases/:id/sheet': (which) => ['POST', `/api/cases/${which.case}/sheet`, {}],
  'POST /api/cases/:id/file': (which) => ['POST', `/api/cases/${which.case}/file`, {}],
  'POST /api/cases/:id/report': (which) => ['POST', `/api/cases/${which.case}/report`, {}],
  'POST /api/cases/:id/dossier': (which) => ['POST', `/api/cases/${which.case}/dossier`, {}],
  'POST /api/cases/:id/drafts/:kind': (which) => [
    'POST',
    `/api/cases/${which.case}/drafts/answer`,
    { digest: '0'.repeat(64) },
  ],
  'POST /api/cases/:id/mails/:mail/again': (which) => ['POST', `/api/cases/${which.case}/mails/${nowhere}/again`, {}],
  'POST /api/cases/:id/rectifications': (which, town) => [
    'POST',
    `/api/cases/${which.case}/rectifications`,
    { unit: town.units.hall, owner: town.people.chief, measure: '上屏', criteria: '无投诉', until: '2026-03-09' },
  ],
  'POST /api/notices/seen': (which) => ['POST', '/api/notices/seen', { ids: [which.notice] }],
  ...Object.fromEntries(
    ['answer-task', 'dispute-task', 'mediate-task', 'arbitrate-task'].map((name) => [
      `POST /api/tasks/:id/commands/${name}`,
      (which: Ids): Probe => {
        const { task: _, ...input } = inputOf(name) as { task: number }
        return ['POST', `/api/tasks/${which.task}/commands/${name}`, input]
      },
    ]),
  ),
  ...Object.fromEntries(
    acting.map(({ name }) => [
      `POST /api/rectifications/:id/commands/${name}`,
      (which: Ids): Probe => ['POST', `/api/rectifications/${which.rectification}/commands/${name}`, saying(name)],
    ]),
  ),
  ...Object.fromEntries(
    allCommands
      .filter(({ creates }) => !creates)
      .map(({ name, signed }) => [
        `POST /api/cases/:id/commands/${name}`,
        (which: Ids, { passwords }: Town): Probe => [
          'POST',
          `/api/cases/${which.case}/commands/${name}`,
          { ...inputOf(name), ...(signed && { password: passwords.accused }) },
        ],
      ]),
  ),
}

/** What is tried in a way of its own, and what tells of no case. */
export const elsewhere = [
  'GET /api/live',
  'POST /api/cases/bulk',
  'POST /api/statements/:id',
  // See understanding.int.test.ts.
  'POST /api/radar/:id/confirm',
  'POST /api/radar/:id/split',
]
export const ofNoCase = [
  // Files and uploads are tried where they are brought, see evidence-routes.int.test.ts.
  /\/api\/cases\/:id\/(files|uploads)/,
  // The own files and the own call; that none is put into a case behind the wall, see calls.int.test.ts.
  /\/api\/imports(\/|$)/,
  /\/api\/calls\/:id$/,
  /^POST \/api\/hotline\/check$/,
  /^POST \/api\/boxes$/,
  // Messages are tried where they come in, see server/regress/mail-threads.int.test.ts.
  /\/api\/inbox\/:id/,
  /^(POST|DELETE) \/api\/views/,
  /\/api\/drafts\/:key$/,
  /^POST \/api\/(cases|password)$/,
  // What is told there is no case yet.
  /^POST \/api\/proposals$/,
  /^POST \/api\/organisation\/commands\//,
]

function saying(name: string): object {
  if (name === 'report-progress') return { percent: 50, text: '一半' }
  if (name === 'report-rectified') return { effect: '好' }
  return name === 'accept-rectification' ? { text: '好' } : { reason: '不好' }
}

function inputOf(name: string): object {
  const [input] = fc.sample(anyInput[name] ?? fc.constant({}), { numRuns: 1, seed: 1 })
  return input ?? {}
}
